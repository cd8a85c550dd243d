import { Config } from '../config/config.js';
import { readEnv, type Env } from '../config/env.js';
import { startEmbeddedPostgres } from '../platform/embedded/embedded-postgres.js';
import { createLogger, type Logger } from '../platform/logging/logger.js';
import { Shutdown } from './shutdown.js';
import { problemInWords } from './start-problems.js';

/** The configuration and the database that every command needs, and the way to leave them in order. */
export interface Installation {
  readonly config: Config;
  readonly logger: Logger;
  readonly shutdown: Shutdown;
}

interface Wish {
  /** Variables that are as the command needs them, whatever the environment says. */
  readonly overrides?: Partial<Env>;
  /** What the process ends with when it is told to stop. */
  readonly exitCode: number;
  /** False for what works without a database; there is none then, also where one is configured. */
  readonly needsDatabase?: boolean;
}

/** For the embedded server, when there is no time left: what it has not written down by then, it repairs at the next start. */
const LAST_PATIENCE_MS = 5_000;

/** Reads the configuration and, if it is needed, sees to it that there is a database. */
export async function openInstallation({
  overrides = {},
  exitCode,
  needsDatabase = true,
}: Wish): Promise<Installation> {
  const env = Object.assign(readEnv(), overrides);
  const logger = await loggerFor(env);
  const shutdown = new Shutdown(logger, { stopMs: (env.SHUTDOWN_DELAY + env.SHUTDOWN_LIMIT) * 1000 });
  shutdown.exitOnSignal(exitCode);
  const databaseUrl = needsDatabase
    ? (env.DATABASE_URL ?? (await openEmbedded(env.DATA_DIR, logger, shutdown)))
    : '';
  return { config: new Config(env, databaseUrl), logger, shutdown };
}

/** Writes lines for the person who started the program. */
export function say(...lines: string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** Lines for a person in development, JSON elsewhere. */
async function loggerFor({ LOG_LEVEL: level, APP_ENV, NODE_ENV }: Env): Promise<Logger> {
  if ((APP_ENV ?? NODE_ENV) !== 'development') return createLogger({ level, pretty: false });
  const { prettyLine } = await import('../platform/logging/pretty-line.js');
  return createLogger({ level, pretty: prettyLine });
}

async function openEmbedded(dataDir: string, logger: Logger, shutdown: Shutdown): Promise<string> {
  const onLost = (error: unknown): void => {
    const reason = problemInWords(error) ?? String(error);
    process.stderr.write(`The embedded PostgreSQL ended and could not be started again. ${reason}\n`);
    shutdown.fail();
  };
  const { url } = await shutdown.open(startEmbeddedPostgres({ dataDir, log: logger, onLost }), {
    name: 'the embedded PostgreSQL',
    close: (server) => server.stop(),
    closeNow: (server) => server.stop(LAST_PATIENCE_MS),
  });
  return url;
}
