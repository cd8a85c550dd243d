import { CacheModule as NestCacheModule } from '@nestjs/cache-manager';
import { Global, Module } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { Cache } from './cache.js';
import { cacheStore } from './cache-store.js';

/** The cache, in Redis or in memory. */
@Global()
@Module({
  imports: [
    NestCacheModule.registerAsync({
      inject: [Config],
      useFactory: (config: Config) => ({ stores: cacheStore(config) }),
    }),
  ],
  providers: [Cache],
  exports: [Cache],
})
export class CacheModule {}
