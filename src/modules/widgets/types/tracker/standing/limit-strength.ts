import { keptAmount } from '../amount.js';
import type { LimitHistory } from './limit.js';
import type { Strength } from './strength.js';
import { fadeOf } from './strength.js';

const DAYS = { day: 1, week: 7, month: 30 } as const;

/**
 * Strength of a habit with a limit, from 0 to 1. It begins with nothing, and each day that is not skipped makes it m times
 * what it was plus (1 - m) times how well the limit was kept in the last d days: wholly within it, and the less the more
 * it was exceeded, down to nothing at twice as much. m is that of once in d days. Nothing logged lets it grow.
 */
export function limitStrengthOf(history: LimitHistory, last: number): Strength {
  const days = DAYS[history.limit.period];
  const fade = fadeOf({ times: 1, days });
  let value = 0;
  const step = (day: number): number => {
    value = value * fade + (1 - fade) * creditOf(history, { from: day - days + 1, to: day });
    return value;
  };
  for (let day = history.begin; day <= last; day += 1) if (!history.isSkipped(day)) step(day);
  const values = [value];
  for (let day = last + 1; day < last + days; day += 1) if (!history.isSkipped(day)) values.push(step(day));
  return { from: last, values, fade };
}

function creditOf(
  { limit: { amount }, sums, isSkipped }: LimitHistory,
  { from, to }: { readonly from: number; readonly to: number },
): number {
  let used = 0;
  for (let day = from; day <= to; day += 1) if (!isSkipped(day)) used += sums.get(day) ?? 0;
  used = keptAmount(used);
  if (used <= amount) return 1;
  return amount === 0 ? 0 : Math.max(0, 2 - used / amount);
}
