/** Settings of the server by name, as in `postgresql.conf`. */
export type PostgresSettings = Readonly<Record<string, string | number>>;

interface Wish {
  readonly port: number;
  /** False: a crash of the machine may lose or break the data. For tests. */
  readonly durable: boolean;
  readonly hasStatementStatistics: boolean;
  readonly settings: PostgresSettings;
}

const REACHABLE_BY_PASSWORD_ON_LOOPBACK: PostgresSettings = {
  listen_addresses: '127.0.0.1',
  // A socket's path may have 107 bytes only, and a data folder's path has no such limit.
  unix_socket_directories: '',
  password_encryption: 'scram-sha-256',
};

const SIZED_FOR_A_LAPTOP: PostgresSettings = {
  max_connections: 100,
  shared_buffers: '128MB',
  max_wal_size: '512MB',
  // Nothing is replicated from here, so that the log need not be written for it.
  wal_level: 'minimal',
  max_wal_senders: 0,
  max_logical_replication_workers: 0,
  jit: 'off',
};

const SAME_EVERYWHERE: PostgresSettings = {
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
};

// Statements and the values of keys are people's data: they stay out of the log.
const QUIET_LOG: PostgresSettings = {
  log_checkpoints: 'off',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
};

const FAST_AND_LOOSE: PostgresSettings = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
};

/** The server's arguments: `-c name=value` for each setting; those of the caller come last and win. */
export function settingArguments({ port, durable, hasStatementStatistics, settings }: Wish): string[] {
  const all: PostgresSettings = {
    ...REACHABLE_BY_PASSWORD_ON_LOOPBACK,
    ...SIZED_FOR_A_LAPTOP,
    ...SAME_EVERYWHERE,
    ...QUIET_LOG,
    ...(hasStatementStatistics ? { shared_preload_libraries: 'pg_stat_statements' } : {}),
    ...(durable ? {} : FAST_AND_LOOSE),
    ...settings,
    port,
  };
  return Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
