import { epochDayOf, SECONDS_PER_DAY } from '../civil.js';
import { RecurrenceTooExpensive } from './recurrence.errors.js';

/** The first second after the year 9999, of local time or of UTC. */
export const END_OF_TIME = epochDayOf(10_000, 1, 1) * SECONDS_PER_DAY;

/** How many years without any day that fits end a search. */
export const PATIENCE_YEARS = 100;

// Long intervals leave out years (every 28 years on a Monday, 29 February), so that some periods must be seen too.
const PATIENCE_PERIODS = 100;
const PATIENCE_SECONDS = PATIENCE_YEARS * 365.25 * SECONDS_PER_DAY;
const MOST_STEPS = 75_000; // some 20 to 40 ms; the days of 200 years
// Looking at a day costs less than listing a time.
const DAYS_OF_A_STEP = 2;

/** The steps that one question may take, however many searches it needs. */
export class Budget {
  private left: number;

  /** @param most for a question that asks several series, what they may take together is dealt out */
  constructor(private readonly most: number = MOST_STEPS) {
    this.left = this.most;
  }

  /** How many steps were taken until now. */
  get taken(): number {
    return this.most - this.left;
  }

  /** Counts a step; false when there are no more, so that what was found is not all. */
  spend(): boolean {
    this.left -= 1;
    return !this.isSpent;
  }

  /** Counts the steps that were taken out of a budget for a part of the question. */
  charge(steps: number): void {
    this.left -= steps;
  }

  get isSpent(): boolean {
    return this.left < 0;
  }

  /** Throws `RecurrenceTooExpensive` when the steps did not suffice for a sure answer. */
  refuseIfSpent(): void {
    if (this.isSpent) throw new RecurrenceTooExpensive();
  }
}

/** One walk through the periods of a series, and when it has to end. */
export class Search {
  private readonly end: number;
  private emptySince: number | null = null;
  private emptyPeriods = 0;

  /** @param end the local second at which to stop, at the latest the end of the year 9999 */
  constructor(
    end: number,
    private readonly budget: Budget,
  ) {
    this.end = Math.min(end, END_OF_TIME);
  }

  /** Counts a step of work; false when there are no more. */
  spend(): boolean {
    return this.budget.spend();
  }

  /** Counts days that are looked at one by one, whether or not the rule has them. */
  examine(days: number): void {
    this.budget.charge(days / DAYS_OF_A_STEP);
  }

  /** Whether to look into the period that begins at this local second: not after the end, nor after 100 empty years. */
  mayLook(local: number): boolean {
    this.emptySince ??= local;
    this.emptyPeriods += 1;
    const isHopeless = this.emptyPeriods > PATIENCE_PERIODS && local - this.emptySince > PATIENCE_SECONDS;
    return this.spend() && local < this.end && !isHopeless;
  }

  /** A period had something: patience begins anew. */
  found(): void {
    this.emptySince = null;
    this.emptyPeriods = 0;
  }
}
