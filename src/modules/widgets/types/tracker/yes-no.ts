import type { TrackerDefinition } from './tracker.contract.js';

type Asked = Pick<TrackerDefinition, 'kind' | 'unit' | 'targetValue' | 'times' | 'period'>;

/** Whether a day of the tracker is ticked or not: a habit of which one, without a unit, makes the day done. */
export function isYesNo({ kind, unit, targetValue, times, period }: Asked): boolean {
  if (kind !== 'habit' || unit !== null || (targetValue ?? 1) !== 1) return false;
  return period !== 'day' || times === 1;
}
