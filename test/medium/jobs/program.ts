import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { CoreModule } from '../../../src/app/core.module.js';
import type { Clock } from '../../../src/common/time/clock.js';
import { Config } from '../../../src/config/config.js';
import { readEnv } from '../../../src/config/env.js';
import { CacheModule } from '../../../src/platform/cache/cache.module.js';
import { DatabaseModule } from '../../../src/platform/database/database.module.js';
import { EventsModule } from '../../../src/platform/events/events.module.js';
import { InlineJobQueue } from '../../../src/platform/jobs/inline-job-queue.js';
import { JobQueue } from '../../../src/platform/jobs/job-queue.js';
import { JobsModule } from '../../../src/platform/jobs/jobs.module.js';
import { RecordingLogger } from './recording-logger.js';

interface ProgramOptions {
  readonly databaseUrl: string;
  readonly redisUrl?: string | undefined;
  readonly role?: 'all' | 'api' | 'worker';
  readonly inline?: boolean;
  readonly clock?: Clock;
  readonly providers?: Provider[];
}

/** One process' worth of the machinery, with the jobs and subscribers of a test. */
export interface Program {
  readonly module: TestingModule;
  readonly log: RecordingLogger;
  close(): Promise<void>;
}

@Module({})
class TestedModule {
  static with(providers: Provider[]): DynamicModule {
    return { module: TestedModule, providers };
  }
}

/** Starts the machinery as a process of that role would. */
export async function startProgram({
  databaseUrl,
  redisUrl,
  role = 'all',
  inline = false,
  clock,
  providers = [],
}: ProgramOptions): Promise<Program> {
  const env = {
    NODE_ENV: 'test',
    ROLE: role,
    JWT_SECRET: 'a key that only tests use, long enough for the rules',
    DATABASE_URL: databaseUrl,
    ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }),
  };
  const log = new RecordingLogger();
  const builder = Test.createTestingModule({
    imports: [
      CoreModule.with({
        config: new Config(readEnv(env), databaseUrl),
        logger: log,
        ...(clock ? { clock } : {}),
      }),
      DatabaseModule,
      JobsModule,
      EventsModule,
      CacheModule,
      TestedModule.with(providers),
    ],
  });
  if (inline) builder.overrideProvider(JobQueue).useClass(InlineJobQueue);
  const module = await builder.compile();
  module.enableShutdownHooks([]);
  try {
    await module.init();
  } catch (error) {
    await module.close();
    throw error;
  }
  return { module, log, close: () => module.close() };
}
