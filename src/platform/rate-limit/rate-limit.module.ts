import { Global, Module } from '@nestjs/common';
import { PurgeRateLimitsJob } from './purge-rate-limits.job.js';
import { RateLimits } from './rate-limits.js';

/** Limits on requests. */
@Global()
@Module({ providers: [RateLimits, PurgeRateLimitsJob], exports: [RateLimits] })
export class RateLimitModule {}
