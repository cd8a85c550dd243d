import 'reflect-metadata';
import { Config } from '../../src/config/config.js';
import { readEnv } from '../../src/config/env.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { createLogger } from '../../src/platform/logging/logger.js';
import { createTemplate } from './template-database.js';
import { startTestServices, type TestServices } from './test-services.js';

declare global {
  /** From Jest's globalSetup to its globalTeardown, which run in one process. */
  var brainboardTestServices: TestServices | undefined;
}

/** Starts the servers of this run and tells the workers where they are. */
export default async function globalSetup(): Promise<void> {
  const services = await startTestServices();
  try {
    await createTemplate(services.databaseUrl, migrateTemplate);
  } catch (error) {
    // Jest runs no teardown after a setup that failed.
    await services.stop();
    throw error;
  }

  globalThis.brainboardTestServices = services;
  process.env.TEST_DATABASE_URL = services.databaseUrl;
  if (services.redisUrl !== undefined) process.env.TEST_REDIS_URL = services.redisUrl;
}

async function migrateTemplate(url: string): Promise<void> {
  const env = {
    NODE_ENV: 'test',
    DATABASE_URL: url,
    JWT_SECRET: 'long enough for the rules, and used by no one',
  };
  await migrate(new Config(readEnv(env), url), createLogger({ level: 'silent', pretty: false }));
}
