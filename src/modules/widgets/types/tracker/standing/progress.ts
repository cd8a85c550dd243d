import { wholePercent } from '../amount.js';
import type { Goal } from '../goal.js';

/**
 * How far the current value has come from the initial value toward the target, in whole percent from 0 to 100, whichever way
 * the goal goes. A rising goal without an initial value begins at 0. Null where there is no goal, nothing was logged, or
 * the beginning is not known. Where the goal begins at its target, it is 100 as long as the value is no worse.
 */
export function progressOf(goal: Omit<Goal, 'kind'>, currentValue: number | null): number | null {
  const { targetValue } = goal;
  const start = startOf(goal);
  if (currentValue === null || targetValue === null || start === null) return null;
  if (start === targetValue) return reaches(goal.direction, currentValue, targetValue) ? 100 : 0;
  return wholePercent((currentValue - start) / (targetValue - start));
}

function startOf({ initialValue, targetValue, direction }: Omit<Goal, 'kind'>): number | null {
  if (initialValue !== null || targetValue === null) return initialValue;
  return direction === 'up' && targetValue > 0 ? 0 : null;
}

/** Whether a value is at its target, or better. */
export function reaches(direction: Goal['direction'], value: number, targetValue: number): boolean {
  return direction === 'up' ? value >= targetValue : value <= targetValue;
}
