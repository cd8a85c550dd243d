import { Global, Module } from '@nestjs/common';
import { RedisConnections } from './redis-connections.js';

/** Makes the connections to Redis; none is opened where it is not configured. */
@Global()
@Module({ providers: [RedisConnections], exports: [RedisConnections] })
export class RedisModule {}
