import { CACHE_MANAGER, CacheModule as NestCacheModule } from '@nestjs/cache-manager';
import { Global, Module } from '@nestjs/common';
import type { Cache as CacheManager } from 'cache-manager';
import { Config } from '../../config/config.js';
import { Logger } from '../logging/logger.js';
import { Cache } from './cache.js';
import { cacheStore } from './cache-store.js';
import { SharedCache } from './shared-cache.js';
import { SteadyStore } from './steady-store.js';

/** The cache, in Redis or in memory. */
@Global()
@Module({
  imports: [
    NestCacheModule.registerAsync({
      inject: [Config],
      useFactory: async (config: Config) => ({ stores: await cacheStore(config) }),
    }),
  ],
  providers: [
    {
      provide: SteadyStore,
      inject: [CACHE_MANAGER, Logger],
      useFactory: (manager: CacheManager, logger: Logger) => new SteadyStore(manager, logger),
    },
    Cache,
    SharedCache,
  ],
  exports: [Cache, SharedCache],
})
export class CacheModule {}
