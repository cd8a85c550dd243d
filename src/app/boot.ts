import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Config } from '../config/config.js';
import { EnvError, type Env } from '../config/env.js';
import { LifecycleService } from '../modules/health/lifecycle.service.js';
import { DatabaseSockets } from '../platform/database/database-sockets.js';
import { migrate, requireMigrated } from '../platform/database/migrate.js';
import { announce } from './announce.js';
import { createApp } from './create-app.js';
import type { RunningCore } from './demo/demo.js';
import { keepFirstDemo, makeFirstDemo } from './demo/first-demo.js';
import { Drain } from './drain.js';
import { openInstallation, type Installation } from './installation.js';
import { problemInWords } from './start-problems.js';

/** BSD's sysexits: the configuration is wrong. */
const EX_CONFIG = 78;

/** Starts a server, and ends it on SIGTERM or SIGINT. */
export async function serve(overrides: Partial<Env> = {}): Promise<void> {
  const installation = await openInstallation({ overrides, exitCode: 0 });
  try {
    await startServer(installation);
  } catch (error) {
    await installation.shutdown.close().catch((closing: unknown) => {
      installation.logger.error({ err: closing }, 'process.stop_failed');
    });
    throw error;
  }
}

/** Runs a command's main function; what a person can put right is told in words, only a fault of ours as a stack. */
export async function runMain(main: () => Promise<void>): Promise<void> {
  outliveReaders();
  try {
    await main();
  } catch (error) {
    if (error instanceof EnvError) {
      process.stderr.write(`The configuration is wrong:\n${error.message.replace(/^/gm, '  ')}\n`);
      process.exit(EX_CONFIG);
    }
    const fault = error instanceof Error ? error.stack : String(error);
    process.stderr.write(`${problemInWords(error) ?? fault ?? ''}\n`);
    process.exit(1);
  }
}

/** Whoever read what we say may be gone: no reason to end, nor to end in another way. */
function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}

async function startServer({ config, logger, shutdown }: Installation): Promise<void> {
  // Told now, and not after the minute that a first start may take.
  await shutdown.unlessEnding(requirePort(config.http));
  await shutdown.unlessEnding(prepareDatabase({ config, logger }));
  const app = await shutdown.open(initApp({ config, logger }), {
    name: 'the application',
    close: (opened) => opened.close(),
  });
  const demo = await shutdown.open(makeFirstDemo(app, { config, logger }, shutdown.signal), {
    name: 'the demonstration',
    close: () => Promise.resolve(),
  });

  const drain = new Drain(app.getHttpServer());
  await shutdown.unlessEnding(app.listen(config.http.port, config.http.host));
  shutdown.add({ name: 'requests', close: () => stopServing(app, config, drain) });
  announce({ app, config, logger, demo });
  if (demo) keepFirstDemo(config);
}

async function prepareDatabase({ config, logger }: RunningCore): Promise<void> {
  if (config.database.migrate) await migrate(config, logger);
  else await requireMigrated(config, logger);
}

async function initApp(core: RunningCore): Promise<NestExpressApplication> {
  const app = await createApp(core);
  await app.init();
  return app;
}

/** Not ready any more, but serving while the others take note of that; then no further requests. */
async function stopServing(app: NestExpressApplication, { http }: Config, drain: Drain): Promise<void> {
  app.get(LifecycleService).beginStop();
  app.get(DatabaseSockets).beginStop();
  drain.begin();
  await sleep(http.shutdownDelayMs);
  await drain.finish();
}

/** Rejects with the reason where the port can't be listened on. */
async function requirePort({ port, host }: Config['http']): Promise<void> {
  const probe = createServer();
  await once(probe.listen(port, host), 'listening');
  await once(probe.close(), 'close');
}
