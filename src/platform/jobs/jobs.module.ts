import { getQueueToken } from '@nestjs/bull';
import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import type { Queue } from 'bull';
import { DataSource } from 'typeorm';
import { Listener } from '../database/listener.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { Logger } from '../logging/logger.js';
import { BullQueuesModule } from './bull/bull-queues.module.js';
import { BullTransport } from './bull/bull-transport.js';
import { RedisConnections } from './bull/redis-connections.js';
import { DeadLetters } from './dead-letters.js';
import { DurableJobQueue } from './durable-job-queue.js';
import { JobLedger } from './job-ledger.js';
import { JobQueue } from './job-queue.js';
import { JobRegistry } from './job-registry.js';
import { JobRunner } from './job-runner.js';
import { JobSweep } from './job-sweep.js';
import { JobTransport } from './job-transport.js';
import { JobWorker } from './job-worker.js';
import { QUEUES } from './job.js';
import { PgBossTransport } from './postgres/pg-boss-transport.js';
import { Scheduler } from './scheduler.js';
import { ScheduleStore } from './schedule-store.js';
import { QueueProbe } from './queue-probe.js';

function makeTransport(
  redis: RedisConnections,
  logger: Logger,
  dataSource: DataSource,
  uow: UnitOfWork,
  listener: Listener,
  ...queues: Queue[]
): JobTransport {
  if (!redis.isConfigured) return new PgBossTransport(dataSource, uow, listener, logger);
  return new BullTransport(queues, redis, logger);
}

/** Jobs: who adds them everywhere, who runs them where the role is `worker` or `all`. */
@Global()
@Module({
  imports: [DiscoveryModule, BullQueuesModule],
  providers: [
    JobLedger,
    JobRegistry,
    JobSweep,
    JobRunner,
    JobWorker,
    DeadLetters,
    QueueProbe,
    ScheduleStore,
    Scheduler,
    {
      provide: JobTransport,
      useFactory: makeTransport,
      inject: [
        RedisConnections,
        Logger,
        DataSource,
        UnitOfWork,
        Listener,
        ...QUEUES.map((queue) => getQueueToken(queue)),
      ],
    },
    { provide: JobQueue, useClass: DurableJobQueue },
  ],
  exports: [JobQueue, JobLedger, JobRegistry, JobTransport, DeadLetters, QueueProbe, Scheduler],
})
export class JobsModule {}
