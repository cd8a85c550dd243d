import { limitOf } from './standing/limit.js';
import type { TrackerDefinition } from './tracker.contract.js';

/**
 * Whether a day of the tracker is ticked or not: a habit without a unit of which one makes the day done, or of whose limit
 * each day can use one. At most one or more a day is counted.
 */
export function isYesNo(tracker: TrackerDefinition): boolean {
  const { kind, unit, targetValue, times, period } = tracker;
  if (kind !== 'habit' || unit !== null) return false;
  const limit = limitOf(tracker);
  if (limit?.amount === 0) return true;
  if ((targetValue ?? 1) !== 1) return false;
  if (limit) return limit.period !== 'day';
  return period !== 'day' || times === 1;
}
