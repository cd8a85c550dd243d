import { mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { serverAccount } from './account.js';
import { prepareCluster, type Cluster } from './cluster.js';
import { applicationUrl, loadCredentials, saveCredentials, type Credentials } from './credentials.js';
import { ensureDatabase } from './databases.js';
import type { EmbeddedPostgresLog } from './embedded-postgres-log.js';
import { explainFolderError } from './embedded-postgres.errors.js';
import { takeInstanceLock, type InstanceLock } from './lock.js';
import { stopPostmaster, type Postmaster } from './postmaster.js';
import { findPrograms } from './programs.js';
import { findRunningServer } from './running-server.js';
import type { PostgresSettings } from './settings.js';
import { logPath } from './server-log.js';
import { startServer } from './start-server.js';
import { Supervisor } from './supervisor.js';

/** How to run the embedded server; only the data folder must be said. */
export interface EmbeddedPostgresOptions {
  /** The folder that the installation lives in; made when it is not there. */
  readonly dataDir: string;
  /** The port to start on; by default the last one, or any that is free. A server that still runs keeps its own. */
  readonly port?: number;
  readonly log?: EmbeddedPostgresLog;
  /** Settings as in `postgresql.conf`, instead of ours. */
  readonly settings?: PostgresSettings;
  /** False: faster, and a crash of the machine may break the data. For tests. */
  readonly durable?: boolean;
  /** How long to wait for a server that repairs itself after a crash, and for one that ends; 2 minutes. */
  readonly patienceMs?: number;
  /** Called when the server ended and could not be started again; by default it is only logged. */
  readonly onLost?: (error: unknown) => void;
  /** Before the second try to start a server that ended, in milliseconds; twice as long before each further one. */
  readonly retryMs?: number;
  /** The folder with `bin`, `lib` and `share` of PostgreSQL; by default that of the optional package. */
  readonly programs?: string;
  /** Folders for a copy of the programs, when the server's user can't read them where they are. */
  readonly programCopies?: readonly string[];
}

/** A PostgreSQL that runs for this process. */
export interface EmbeddedPostgres {
  /** The application's database, with user and password, on loopback. */
  readonly url: string;
  /** True when the server was still running, left by a process that was killed. */
  readonly adopted: boolean;
  /**
   * Ends the server, by force after `patienceMs` where that is sooner than usual, and gives the data folder free. To be
   * called last; asking again may only make it sooner.
   */
  stop(patienceMs?: number): Promise<void>;
}

const DEFAULT_PATIENCE_MS = 120_000;
const DEFAULT_RETRY_MS = 500;
const SILENT: EmbeddedPostgresLog = { info: () => undefined, warn: () => undefined };

/**
 * Runs PostgreSQL from the optional npm package in a data folder that no other live instance has: adopts the server
 * that a killed process left behind, else starts one, making the database at the first time.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  try {
    mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
    const dataDir = realpathSync(options.dataDir);
    const lock = takeInstanceLock(dataDir);
    return await run(dataDir, lock, options).catch((error: unknown) => {
      lock.release();
      throw error;
    });
  } catch (error) {
    throw explainFolderError(options.dataDir, error);
  }
}

async function run(
  dataDir: string,
  lock: InstanceLock,
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const { log = SILENT, patienceMs = DEFAULT_PATIENCE_MS } = options;
  const startedAt = performance.now();
  const cluster = await describeCluster(dataDir, options);
  const credentials = loadCredentials(dataDir, cluster.folder);
  const isNew = await prepareCluster(cluster, credentials.administratorPassword);

  const running = await findRunningServer({ cluster, credentials, patienceMs });
  const server = running ?? (await start(cluster, credentials, options));
  await ensureDatabase(credentials, server.port, isNew).catch(async (error: unknown) => {
    await stopPostmaster(server, AbortSignal.timeout(patienceMs));
    throw error;
  });

  const tookMs = Math.round(performance.now() - startedAt);
  const { pid, port } = server;
  log.info(
    { folder: cluster.folder, pid, port, uid: cluster.account?.uid, isNew, tookMs, log: logPath(dataDir) },
    running === undefined ? 'embedded_postgres.started' : 'embedded_postgres.adopted',
  );
  const supervisor = new Supervisor(server, {
    restart: async () =>
      (await findRunningServer({ cluster, credentials, patienceMs })) ??
      (await start(cluster, credentials, { ...options, port })),
    onLost: options.onLost ?? (() => undefined),
    log,
    retryMs: options.retryMs ?? DEFAULT_RETRY_MS,
  });
  const url = applicationUrl(credentials, port);
  return handle(supervisor, { url, adopted: running !== undefined, lock, log, patienceMs });
}

async function describeCluster(dataDir: string, options: EmbeddedPostgresOptions): Promise<Cluster> {
  const folder = join(dataDir, 'postgres');
  const account = serverAccount(folder);
  const { programs: packaged, programCopies: copiesIn, durable = true } = options;
  const programs = await findPrograms({ account, dataDir, packaged, copiesIn });
  return { dataDir, folder, account, programs, durable };
}

async function start(
  cluster: Cluster,
  credentials: Credentials,
  { port, settings = {}, patienceMs = DEFAULT_PATIENCE_MS }: EmbeddedPostgresOptions,
): Promise<Postmaster> {
  const server = await startServer(cluster, { port, lastPort: credentials.port, settings, patienceMs });
  if (server.port !== credentials.port)
    saveCredentials(cluster.dataDir, { ...credentials, port: server.port });
  return server;
}

interface Handled {
  readonly url: string;
  readonly adopted: boolean;
  readonly lock: InstanceLock;
  readonly log: EmbeddedPostgresLog;
  readonly patienceMs: number;
}

function handle(supervisor: Supervisor, { url, adopted, lock, log, patienceMs }: Handled): EmbeddedPostgres {
  const patience = new AbortController();
  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    const server = await supervisor.stop();
    const wentByItself = await stopPostmaster(server, patience.signal);
    lock.release();
    if (wentByItself) log.info({ pid: server.pid }, 'embedded_postgres.stopped');
    else log.warn({ pid: server.pid }, 'embedded_postgres.killed');
  };
  return {
    url,
    adopted,
    stop: (withinMs = patienceMs) => {
      setTimeout(() => {
        patience.abort();
      }, withinMs).unref();
      return (stopping ??= stop());
    },
  };
}
