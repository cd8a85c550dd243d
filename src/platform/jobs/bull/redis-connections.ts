import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Redis, type RedisOptions } from 'ioredis';
import { Config } from '../../../config/config.js';
import { Logger } from '../../logging/logger.js';

const COMMANDS: RedisOptions = {
  // A command that can't be sent now fails now: no request waits for Redis to come back.
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  commandTimeout: 1_000,
};
const MESSAGES: RedisOptions = { maxRetriesPerRequest: null };
// Bull's waits end after 5 seconds and are asked again: a connection that is silent for longer is broken.
const BLOCKING: RedisOptions = { maxRetriesPerRequest: null, socketTimeout: 20_000 };
const BOOT_LIMIT_MS = 1_000;

/** The connections to Redis: one for commands, one for messages, and one of its own for each that blocks. */
@Injectable()
export class RedisConnections implements OnModuleInit, OnApplicationShutdown {
  private readonly connections = new Map<string, Redis>();
  private isAway = false;

  constructor(
    private readonly config: Config,
    private readonly logger: Logger,
  ) {}

  /** Whether there is a Redis to connect to. */
  get isConfigured(): boolean {
    return this.config.redis.url !== undefined;
  }

  /** For commands; they fail at once where Redis is away. */
  get commands(): Redis {
    return this.get('commands', COMMANDS);
  }

  /** For messages of channels; comes back by itself. */
  get messages(): Redis {
    return this.get('messages', MESSAGES);
  }

  /** For commands that wait, which would hold up all others on a shared connection. */
  blocking(owner: string): Redis {
    return this.get(`blocking ${owner}`, BLOCKING);
  }

  /** Gives the connection a moment, so that the first job does not find it missing; Redis may be away all the same. */
  async onModuleInit(): Promise<void> {
    if (this.isConfigured)
      await connected(this.commands, AbortSignal.timeout(BOOT_LIMIT_MS)).catch(() => undefined);
  }

  onApplicationShutdown(): void {
    for (const connection of this.connections.values()) connection.disconnect();
  }

  private get(name: string, options: RedisOptions): Redis {
    const existing = this.connections.get(name);
    if (existing) return existing;
    if (this.config.redis.url === undefined) throw new Error('REDIS_URL is not set');
    const connection = new Redis(this.config.redis.url, {
      ...options,
      // A Redis that reads its data back in answers with an error, which is a good answer here.
      enableReadyCheck: false,
      connectionName: 'brainboard',
      connectTimeout: 2_000,
      // A Redis that hangs does not say goodbye.
      disconnectTimeout: 100,
      retryStrategy: (times) => Math.min(50 * 2 ** times, 2_000),
    });
    this.report(connection);
    this.connections.set(name, connection);
    return connection;
  }

  /** Says once that Redis went away, and once that it is back, for all connections together. */
  private report(connection: Redis): void {
    let cause: Error | undefined;
    connection.on('error', (error) => {
      cause = error;
    });
    connection.on('reconnecting', () => {
      if (!this.isAway) this.logger.warn({ err: cause }, 'redis.away');
      this.isAway = true;
    });
    connection.on('ready', () => {
      if (this.isAway) this.logger.info({}, 'redis.back');
      this.isAway = false;
    });
  }
}

/** Resolves once the connection stands, however often that fails before; rejects when it is no longer waited for. */
export function connected(connection: Redis, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => {
      connection.off('ready', resolve);
      reject(new Error('Redis is away'));
    };
    if (connection.status === 'ready') resolve();
    else if (signal.aborted) giveUp();
    else {
      connection.once('ready', resolve);
      signal.addEventListener('abort', giveUp, { once: true });
    }
  });
}
