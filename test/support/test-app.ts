import type { AddressInfo } from 'node:net';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { createApp } from '../../src/app/create-app.js';
import type { Clock } from '../../src/common/time/clock.js';
import { Config } from '../../src/config/config.js';
import { readEnv } from '../../src/config/env.js';
import { cloneDatabase } from './template-database.js';

/** The whole program on a database of its own, listening on a free port. */
export interface TestApp {
  readonly app: NestExpressApplication;
  readonly url: string;
  readonly databaseUrl: string;
  close(): Promise<void>;
}

interface TestAppOptions {
  readonly env?: Record<string, string>;
  readonly clock?: Clock;
  /** A database that exists already, for a second process on it. */
  readonly databaseUrl?: string;
}

const TEST_ENV = {
  NODE_ENV: 'test',
  LOG_LEVEL: 'silent',
  HOST: '127.0.0.1',
  PORT: '0',
  RATE_LIMIT: 'off',
  JWT_SECRET: 'a key that only tests use, long enough for the rules',
  BCRYPT_COST: '4',
  OUTBOUND_ALLOW: '127.0.0.0/8',
  // Nobody listens there: no test asks the real one.
  OPEN_METEO_URL: 'http://127.0.0.1:9',
  OPEN_METEO_GEOCODING_URL: 'http://127.0.0.1:9',
};

/** Configuration for tests: the defaults, quiet and cheap, and what the test is about. */
export function testConfig(databaseUrl: string, env: Record<string, string> = {}): Config {
  return new Config(readEnv({ ...TEST_ENV, DATABASE_URL: databaseUrl, ...env }), databaseUrl);
}

/** Starts the program; `close` ends it and drops its database. */
export async function startTestApp({ env, clock, databaseUrl }: TestAppOptions = {}): Promise<TestApp> {
  const own = databaseUrl === undefined ? await cloneDatabase() : undefined;
  const url = databaseUrl ?? own?.url ?? '';
  const app = await createApp({ config: testConfig(url, env), ...(clock ? { clock } : {}) });
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  return {
    app,
    url: `http://127.0.0.1:${port}`,
    databaseUrl: url,
    async close() {
      await app.close();
      await own?.drop();
    },
  };
}
