import { SECONDS_PER_DAY } from '../civil.js';
import { toLocalSeconds } from '../local-date-time.js';
import { offsetAt, toInstant, type ZonedInstant } from '../zone.js';
import { Exceptions } from './exceptions.js';
import { NominalTimes } from './nominal-times.js';
import type { Recurrence } from './recurrence.js';
import type { Until } from './rule.js';
import { END_OF_TIME, Search, type Budget } from './search.js';

/** An occurrence in numbers: what the clock should show (local seconds), and when that is (epoch seconds). */
export interface ZonedTime extends ZonedInstant {
  readonly local: number;
}

/** A stretch of time in epoch seconds, without its end. */
export interface InstantRange {
  readonly from: number;
  readonly before: number;
}

/** The occurrences of a series within a stretch of time: instants ascending and distinct. */
export class ZonedTimes {
  private readonly zone: string;
  private readonly exceptions: Exceptions;
  private readonly nominal: NominalTimes;
  private readonly range: InstantRange;
  private readonly localEnd: number;

  private upcoming: ZonedTime | null = null;
  /** Times that a gap moved on, held until the clock has passed them; the first `passed` are done with. */
  private readonly held: ZonedTime[] = [];
  private passed = 0;

  constructor({ rule, start, timeZone, exdates }: Recurrence, range: InstantRange, budget: Budget) {
    const before = Math.min(range.before, instantEndOf(rule.until), END_OF_TIME);
    this.zone = timeZone;
    this.exceptions = new Exceptions(exdates ?? []);
    this.range = { from: range.from, before };
    // No offset is as large as a day, so that local times a day after the last instant are too late.
    this.localEnd = Math.min(before + SECONDS_PER_DAY, localEndOf(rule.until));
    this.nominal = new NominalTimes(
      rule,
      { start: toLocalSeconds(start), from: earliestLocal(timeZone, range.from) },
      new Search(this.localEnd, budget),
    );
  }

  /** The next occurrence, or null at the end. */
  next(): ZonedTime | null {
    for (;;) {
      const time = this.nextInOrder();
      if (time === null || time.at >= this.range.before) return null;
      if (time.at >= this.range.from) return time;
    }
  }

  private nextInOrder(): ZonedTime | null {
    this.upcoming ??= this.readUnmoved();
    const { upcoming } = this;
    const moved = this.held[this.passed];
    if (moved !== undefined && (upcoming === null || moved.at <= upcoming.at)) {
      this.passed += 1;
      // At the same instant the time that the clock does show stands for both.
      if (moved.at !== upcoming?.at) return moved;
    }
    this.upcoming = null;
    return upcoming;
  }

  private readUnmoved(): ZonedTime | null {
    for (;;) {
      const local = this.nominal.next();
      if (local === null || local >= this.localEnd) return null;
      if (this.exceptions.has(local)) continue;

      const { at, note } = toInstant(this.zone, local);
      if (note !== 'gap') return { local, at, note };
      this.held.push({ local, at, note });
    }
  }
}

/** A local time before which none is at `from` or later, also where a gap in the day before moved times on. */
function earliestLocal(zone: string, from: number): number {
  return from + Math.min(offsetAt(zone, from), offsetAt(zone, from - SECONDS_PER_DAY));
}

function instantEndOf(until: Until | null): number {
  return until?.kind === 'utc' ? until.epochSeconds + 1 : Infinity;
}

function localEndOf(until: Until | null): number {
  if (until?.kind === 'date') return (until.epochDay + 1) * SECONDS_PER_DAY;
  return until?.kind === 'local' ? until.localSeconds + 1 : Infinity;
}
