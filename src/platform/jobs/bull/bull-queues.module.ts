import { BullModule } from '@nestjs/bull';
import { Module } from '@nestjs/common';
import type { QueueOptions } from 'bull';
import { QUEUES, type QueueName } from '../job.js';
import { RedisConnections } from './redis-connections.js';
import { RedisModule } from './redis.module.js';

// Without this Bull connects when it is made, also where there is no Redis to connect to.
const QUIET = { skipVersionCheck: true };

function optionsOf(queue: QueueName, redis: RedisConnections): QueueOptions {
  return {
    ...QUIET,
    prefix: 'brainboard:jobs',
    createClient: (type) => {
      if (type === 'client') return redis.commands;
      return type === 'subscriber' ? redis.messages : redis.blocking(queue);
    },
    // Tickets are not worth keeping: the ledger has the job and its history.
    defaultJobOptions: { attempts: 1, removeOnComplete: true, removeOnFail: true },
    settings: {
      lockDuration: 10_000,
      stalledInterval: 10_000,
      // No ticket is delayed, so there is nothing to look for often.
      guardInterval: 60_000,
      retryProcessDelay: 1_000,
    },
  };
}

/** Bull's queues; dormant where Redis is not configured. */
@Module({
  imports: [
    RedisModule,
    ...QUEUES.map((queue) =>
      BullModule.registerQueueAsync({
        name: queue,
        inject: [RedisConnections],
        useFactory: (redis: RedisConnections) => optionsOf(queue, redis),
      }),
    ),
  ],
  exports: [BullModule],
})
export class BullQueuesModule {}
