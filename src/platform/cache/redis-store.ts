import KeyvRedis, { createClient } from '@keyv/redis';

type RedisClient = KeyvRedis<unknown>['client'];

/**
 * Keyv's Redis adapter, made to fail at once where Redis is away: it connects in the background, keeps no commands for
 * later, and never connects again once it is closed (requests that are still being answered do without).
 */
export class RedisStore extends KeyvRedis<unknown> {
  constructor(url: string) {
    const client = createClient({
      url,
      name: 'brainboard-cache',
      disableOfflineQueue: true,
      socket: {
        connectTimeout: 2_000,
        reconnectStrategy: (retries) => Math.min(50 * 2 ** retries, 2_000),
      },
    });
    super(client, { throwOnErrors: true });
    client.connect().catch(() => undefined);
  }

  override getClient(): Promise<RedisClient> {
    return this.client.isOpen ? Promise.resolve(this.client) : Promise.reject(new Error('Redis is closed'));
  }

  override disconnect(): Promise<void> {
    return super.disconnect(true);
  }
}
