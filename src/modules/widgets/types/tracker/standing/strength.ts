/** How often something shall be done: on so many of so many days. */
export interface Frequency {
  readonly times: number;
  readonly days: number;
}

/** What strength is found from; days are numbers. */
export interface CreditHistory {
  /** How much of a day was done, from 0 to 1; days with nothing may be left out. */
  readonly credits: ReadonlyMap<number, number>;
  /** Skipped days are taken out of the calendar: the score rests, and they fill no place among the last d days. */
  readonly isSkipped: (day: number) => boolean;
  /** The last day on which something was logged or skipped by hand. */
  readonly last: number;
}

/** A score, and what becomes of it when nothing more is logged; so it can be kept without anybody asking every day. */
export interface Strength {
  /** The day of the first value. */
  readonly from: number;
  /** The score of that day and of the following ones that are not skipped, while the last days still have a part in it. */
  readonly values: readonly number[];
  /** What is left of the score with each day after those. */
  readonly fade: number;
}

const HALF_LIFE = 13;

/**
 * Strength of a habit by the formula of Loop Habit Tracker, from 0 to 1: with n of d days asked for, f = n / d and
 * m = 0.5 ^ (sqrt(f) / 13), each day makes it m times what it was plus (1 - m) times min(1, done in the last d days / n).
 * Less than daily, n of d days is taken as 2n of 2d, so that days may come unevenly. Null before anything was done.
 */
export function strengthOf(
  { credits, isSkipped, last }: CreditHistory,
  frequency: Frequency,
): Strength | null {
  const first = firstCredited(credits);
  if (first === null) return null;
  const score = new RollingScore(frequency);
  let value = 0;
  for (let day = first; day <= last; day += 1) {
    if (!isSkipped(day)) value = score.add(credits.get(day) ?? 0);
  }
  const ahead = Array.from({ length: score.reach }, () => score.add(0));
  return { from: last, values: [value, ...ahead], fade: fadeOf(frequency) };
}

function fadeOf({ times, days }: Frequency): number {
  return 0.5 ** (Math.sqrt(times / days) / HALF_LIFE);
}

function firstCredited(credits: ReadonlyMap<number, number>): number | null {
  let first = Infinity;
  for (const [day, credit] of credits) if (credit > 0 && day < first) first = day;
  return first === Infinity ? null : first;
}

/** The score as days go by, with the credits of the last days that count. */
class RollingScore {
  /** For how many days after it a credit has a part in the score. */
  readonly reach: number;
  private readonly times: number;
  private readonly fade: number;
  private readonly recent: number[] = [];
  private sum = 0;
  private value = 0;

  constructor(frequency: Frequency) {
    const doubled = frequency.times < frequency.days ? 2 : 1;
    this.times = doubled * frequency.times;
    this.reach = doubled * frequency.days - 1;
    this.fade = fadeOf(frequency);
  }

  add(credit: number): number {
    this.recent.push(credit);
    this.sum += credit;
    const gone = this.recent[this.recent.length - this.reach - 2] ?? 0;
    // Differences of fractions may end a hair below nothing.
    this.sum = Math.max(0, this.sum - gone);
    this.value = this.value * this.fade + (1 - this.fade) * Math.min(1, this.sum / this.times);
    return this.value;
  }
}
