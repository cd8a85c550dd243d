import { describe } from '@jest/globals';

/** A suite about Redis: reported as skipped on a machine without it; under CI, the run has failed before. */
export const describeWithRedis = process.env.TEST_REDIS_URL === undefined ? describe.skip : describe;

/** A Redis database that only this Jest worker uses. Messages (`PUBLISH`) go to all of them. */
export function testRedisUrl(): string {
  return `${process.env.TEST_REDIS_URL ?? ''}/${process.env.JEST_WORKER_ID ?? '0'}`;
}
