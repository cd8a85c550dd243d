import { quotaWithout } from './periods.js';

/** How often something shall be done: on so many of so many days. */
export interface Frequency {
  readonly times: number;
  readonly days: number;
}

/** What strength is found from; days are numbers. */
export interface CreditHistory {
  /** How much of a day was done, from 0 to 1; days with nothing may be left out. */
  readonly credits: ReadonlyMap<number, number>;
  /** A skipped day leaves the quota of the days around it, and lets the score rest where it would fall. */
  readonly isSkipped: (day: number) => boolean;
  /** Frozen days are taken out of the calendar: the score rests, and they are none of the last d days. */
  readonly isFrozen: (day: number) => boolean;
  /** The last day on which something was logged or skipped by hand. */
  readonly last: number;
}

/** A score, and what becomes of it when nothing more is logged; so it can be kept without anybody asking every day. */
export interface Strength {
  /** The day of the first value. */
  readonly from: number;
  /** The score of that day and of the following ones that are not frozen, while the last days still have a part in it. */
  readonly values: readonly number[];
  /** What is left of the score with each day after those. */
  readonly fade: number;
}

const HALF_LIFE = 13;

/**
 * Strength of a habit by the formula of Loop Habit Tracker, from 0 to 1: with n of d days asked for, f = n / d and
 * m = 0.5 ^ (sqrt(f) / 13), each day makes it m times what it was plus (1 - m) times min(1, done in the last d days / n).
 * Less than daily, n of d days is taken as 2n of 2d, so that days may come unevenly. Where s of the last d days are skipped,
 * n is what they leave of it, n (d - s) / d rounded down. Null before anything was done.
 */
export function strengthOf(
  { credits, isSkipped, isFrozen, last }: CreditHistory,
  frequency: Frequency,
): Strength | null {
  const first = firstCredited(credits);
  if (first === null) return null;
  const score = new RollingScore(frequency);
  let value = 0;
  for (let day = first; day <= last; day += 1) {
    if (!isFrozen(day)) value = score.add(credits.get(day) ?? 0, isSkipped(day));
  }
  const ahead = Array.from({ length: score.reach }, () => score.add(0));
  return { from: last, values: [value, ...ahead], fade: fadeOf(frequency) };
}

/** What is left of a score with each day on which nothing is done. */
export function fadeOf({ times, days }: Frequency): number {
  return 0.5 ** (Math.sqrt(times / days) / HALF_LIFE);
}

function firstCredited(credits: ReadonlyMap<number, number>): number | null {
  let first = Infinity;
  for (const [day, credit] of credits) if (credit > 0 && day < first) first = day;
  return first === Infinity ? null : first;
}

/** A day of the calendar, as far as the score depends on it. */
interface ScoredDay {
  readonly credit: number;
  readonly skipped: 0 | 1;
}

/** The score as days go by, with the last days, whose credits count. */
class RollingScore {
  /** For how many days after it a credit has a part in the score. */
  readonly reach: number;
  private readonly times: number;
  private readonly fade: number;
  private readonly recent: ScoredDay[] = [];
  private sum = 0;
  private skipped = 0;
  private value = 0;

  constructor(frequency: Frequency) {
    const doubled = frequency.times < frequency.days ? 2 : 1;
    this.times = doubled * frequency.times;
    this.reach = doubled * frequency.days - 1;
    this.fade = fadeOf(frequency);
  }

  add(credit: number, isSkipped = false): number {
    const day: ScoredDay = { credit, skipped: isSkipped ? 1 : 0 };
    const gone = this.recent[this.recent.length - this.reach - 1];
    this.recent.push(day);
    // Differences of fractions may end a hair below nothing.
    this.sum = Math.max(0, this.sum + day.credit - (gone?.credit ?? 0));
    this.skipped += day.skipped - (gone?.skipped ?? 0);
    const next = this.value * this.fade + (1 - this.fade) * Math.min(1, this.sum / this.quota);
    this.value = isSkipped ? Math.max(this.value, next) : next;
    return this.value;
  }

  private get quota(): number {
    return Math.max(1, quotaWithout(this.times, this.reach + 1, this.skipped));
  }
}
