import { Config } from '../config/config.js';
import { readEnv, type Env } from '../config/env.js';
import { startEmbeddedPostgres } from '../platform/embedded/embedded-postgres.js';
import type { Logger } from '../platform/logging/logger.js';
import { loggerFor } from './core.module.js';
import { Shutdown } from './shutdown.js';

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
}

/** Reads the configuration and sees to it that there is a database. */
export async function openInstallation({ overrides = {}, exitCode }: Wish): Promise<Installation> {
  const env = Object.assign(readEnv(), overrides);
  const logger = loggerFor({ logLevel: env.LOG_LEVEL, environment: env.APP_ENV ?? env.NODE_ENV });
  const shutdown = new Shutdown(logger);
  shutdown.exitOnSignal(exitCode);
  const databaseUrl = env.DATABASE_URL ?? (await openEmbedded(env.DATA_DIR, logger, shutdown));
  return { config: new Config(env, databaseUrl), logger, shutdown };
}

/** Writes lines for the person who started the program. */
export function say(...lines: string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

async function openEmbedded(dataDir: string, logger: Logger, shutdown: Shutdown): Promise<string> {
  const { url } = await shutdown.open(startEmbeddedPostgres({ dataDir, log: logger }), (server) =>
    server.stop(),
  );
  return url;
}
