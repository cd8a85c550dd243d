import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Config } from '../config/config.js';
import { EnvError, readEnv, type Env } from '../config/env.js';
import { LifecycleService } from '../modules/health/lifecycle.service.js';
import { UsersService } from '../modules/users/users.service.js';
import { migrate } from '../platform/database/migrate.js';
import { EmbeddedPostgresError } from '../platform/embedded/embedded-postgres.errors.js';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../platform/embedded/embedded-postgres.js';
import type { Logger } from '../platform/logging/logger.js';
import { createApp } from './create-app.js';
import { loggerFor } from './core.module.js';
import { demoAccountLines, seedDemo } from './demo/demo.js';
import { drain } from './drain.js';

/** BSD's sysexits: the configuration is wrong. */
const EX_CONFIG = 78;

/** The database and the configuration that every command needs. */
export interface Installation {
  readonly config: Config;
  readonly logger: Logger;
  readonly embedded: EmbeddedPostgres | null;
}

/** Writes lines for the person who started the program. */
export function say(...lines: string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** Reads the configuration and sees to it that there is a database. */
export async function openInstallation(overrides: Partial<Env> = {}): Promise<Installation> {
  const env = Object.assign(readEnv(), overrides);
  const embedded =
    env.DATABASE_URL === undefined ? await startEmbeddedPostgres({ dataDir: env.DATA_DIR }) : null;
  const config = new Config(env, embedded?.url ?? env.DATABASE_URL ?? '');
  return { config, logger: loggerFor(config), embedded };
}

/** Starts a server, and ends it on SIGTERM or SIGINT. */
export async function serve(overrides: Partial<Env> = {}): Promise<void> {
  const installation = await openInstallation(overrides);
  const { config, logger, embedded } = installation;
  try {
    if (config.database.migrate) await migrate(config, logger);
    const app = await createApp({ config, logger });
    await app.init();
    const isNew = embedded !== null && config.demo && !(await app.get(UsersService).hasAny());
    const demo = isNew ? demoAccountLines(await seedDemo({ config, logger })) : [];
    await app.listen(config.http.port, config.http.host);
    stopOnSignal(app, installation);
    announce(app, config, demo);
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

/** Runs a command's main function; a fault is told in words, never as a stack of ours for a wrong setting. */
export async function runMain(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    if (error instanceof EnvError) {
      process.stderr.write(`The configuration is wrong:\n${error.message.replace(/^/gm, '  ')}\n`);
      process.exit(EX_CONFIG);
    }
    const text =
      error instanceof EmbeddedPostgresError || !(error instanceof Error) ? String(error) : error.stack;
    process.stderr.write(`${text ?? ''}\n`);
    process.exit(1);
  }
}

function stopOnSignal(app: NestExpressApplication, { config, logger, embedded }: Installation): void {
  const lifecycle = app.get(LifecycleService);
  const stop = async (signal: string): Promise<void> => {
    if (lifecycle.isStopping) return;
    lifecycle.beginStop();
    logger.info({ signal }, 'process.stopping');
    await sleep(config.http.shutdownDelayMs);
    await drain(app.getHttpServer());
    await app.close();
    await embedded?.stop();
    logger.info({}, 'process.stopped');
    logger.flush();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      stop(signal).catch((error: unknown) => {
        process.stderr.write(`${String(error)}\n`);
        process.exit(1);
      });
    });
  }
}

function announce(app: NestExpressApplication, config: Config, account: string[]): void {
  const { port } = app.getHttpServer().address() as AddressInfo;
  const address = `http://localhost:${port}`;
  say(
    '',
    `Brainboard is ready (${config.role === 'all' ? 'API and jobs' : config.role}).`,
    `  API        ${address}/api/v1`,
    `  Swagger UI ${address}/docs`,
    `  Database   ${config.database.isEmbedded ? `embedded PostgreSQL in ${config.dataDir}` : 'PostgreSQL of DATABASE_URL'}`,
    `  Queue      ${config.redis.url ? 'Redis (Bull)' : 'PostgreSQL (pg-boss)'}`,
    `  Search     ${config.search.provider}`,
    `  Summaries  ${config.ai.apiKey ? `${config.ai.model}, else extractive` : 'extractive (no OPENAI_API_KEY)'}`,
    ...account,
    '',
  );
}
