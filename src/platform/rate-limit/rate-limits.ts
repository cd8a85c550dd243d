import { Injectable } from '@nestjs/common';
import { RateLimiterPostgres, RateLimiterRedis } from 'rate-limiter-flexible';
import { REQUEST_CLASSES, type RequestClass } from '../../common/http/rate-limit.js';
import { Config } from '../../config/config.js';
import { Database, statement } from '../database/database.js';
import { RedisConnections } from '../jobs/bull/redis-connections.js';
import { Logger } from '../logging/logger.js';
import { RateCounter, type RateLimit, type RateUse } from './rate-counter.js';

/** Where a class is counted without Redis; reads are counted in memory always, as a board costs one statement. */
const WITHOUT_REDIS: Record<RequestClass, 'database' | 'memory'> = {
  sign_in: 'database',
  registration: 'database',
  expensive: 'database',
  writes: 'memory',
  reads: 'memory',
};

const TABLE = 'rate_limits';
const PURGE = statement('rate_limits.purge', `DELETE FROM ${TABLE} WHERE expire < $1`);

/** Counts requests by class and caller, in all processes together where it matters. */
@Injectable()
export class RateLimits {
  private readonly counters: ReadonlyMap<RequestClass, RateCounter>;

  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly redis: RedisConnections,
    private readonly logger: Logger,
  ) {
    this.counters = new Map(REQUEST_CLASSES.map((name) => [name, this.counterOf(name)]));
  }

  /** Counts a request; undefined if limits are off. */
  async consume(name: RequestClass, key: string): Promise<RateUse | undefined> {
    if (!this.config.rateLimits.isOn) return undefined;
    return this.counters.get(name)?.consume(key);
  }

  /** Deletes counts of windows that are over. */
  async purge(): Promise<void> {
    await this.database.query(PURGE, [Date.now()]);
  }

  private counterOf(name: RequestClass): RateCounter {
    const limit = this.config.rateLimits.ofClass[name];
    if (name === 'reads') return new RateCounter(limit, this.logger);
    if (this.redis.isConfigured) return new RateCounter(limit, this.logger, this.inRedis(name, limit));
    const isShared = WITHOUT_REDIS[name] === 'database';
    return new RateCounter(limit, this.logger, isShared ? this.inDatabase(name, limit) : undefined);
  }

  private inRedis(name: string, { quota, windowSeconds }: RateLimit): RateLimiterRedis {
    return new RateLimiterRedis({
      storeClient: this.redis.commands,
      keyPrefix: `brainboard:rate:${name}`,
      points: quota,
      duration: windowSeconds,
      rejectIfRedisNotReady: true,
    });
  }

  private inDatabase(name: string, { quota, windowSeconds }: RateLimit): RateLimiterPostgres {
    return new RateLimiterPostgres({
      storeClient: { query: (query: LibraryQuery) => this.run(query) },
      storeType: 'client',
      tableName: TABLE,
      tableCreated: true,
      clearExpiredByTimeout: false,
      keyPrefix: name,
      points: quota,
      duration: windowSeconds,
    });
  }

  /** Our own connection decides whether a statement is prepared. */
  private async run({ name, text, values }: LibraryQuery): Promise<{ rows: object[] }> {
    return { rows: await this.database.query({ name, text }, values) };
  }
}

interface LibraryQuery {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}
