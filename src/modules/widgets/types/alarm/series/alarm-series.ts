import { SECONDS_PER_DAY } from '../../../../../common/time/civil.js';
import {
  atTime,
  dateOf,
  fromLocalSeconds,
  toLocalSeconds,
  type LocalDateTime,
} from '../../../../../common/time/local-date-time.js';
import { addDays, type LocalDate } from '../../../../../common/time/local-date.js';
import type { LocalTime } from '../../../../../common/time/local-time.js';
import { localDateTimeOf } from '../../../../../common/time/moment.js';
import { occurrenceDates } from '../../../../../common/time/recurrence/occurrence-dates.js';
import { RecurrenceTooExpensive } from '../../../../../common/time/recurrence/recurrence.errors.js';
import type { Rule, Until } from '../../../../../common/time/recurrence/rule.js';
import { toInstant, type ZoneNote } from '../../../../../common/time/zone.js';
import { parseAlarmRule } from './alarm-rule.js';

/** What makes the series of an alarm. */
export interface SeriesFacts {
  readonly times: readonly LocalTime[];
  readonly startDate: LocalDate;
  readonly rrule: string | null;
  /** The zone whose clock counts. */
  readonly zone: string;
}

/** One occurrence: the reading of the alarm's clock, and the instant it falls on. */
export interface Occurrence {
  readonly local: LocalDateTime;
  readonly at: Date;
}

interface Candidate {
  readonly local: number;
  readonly at: number;
  readonly note: ZoneNote;
}

// A clock may leave out a day, or show the end of one twice: who asks from an instant on needs the days around it.
const DAYS_AROUND = 1;
const DATES_AHEAD = 4;

/** The occurrences of an alarm: each day that its rule names, at each of its times on the wall clock. */
export class AlarmSeries {
  private readonly rule: Rule | null;

  constructor(private readonly facts: SeriesFacts) {
    this.rule = facts.rrule === null ? null : parseAlarmRule(facts.rrule);
  }

  /** Whether the rule names any day at all; throws RecurrenceTooExpensive. */
  get isEmpty(): boolean {
    return this.datesFrom(this.facts.startDate, 1).length === 0;
  }

  /**
   * Occurrences after the instant, in order; at most `limit`, and at least one where there is one. In a gap of the clock
   * one counts by the offset before the gap, in an overlap it is the first of the two. Throws RecurrenceTooExpensive.
   */
  after(instant: Date, limit: number): readonly Occurrence[] {
    const seconds = Math.floor(instant.getTime() / 1_000);
    const today = dateOf(localDateTimeOf(instant, this.facts.zone));
    const days = Math.ceil(limit / this.facts.times.length) + DATES_AHEAD;
    const dates = this.datesFrom(addDays(today, -DAYS_AROUND), days);
    // A later date that was not looked at may come before the last of these, where a gap moved that on.
    const last = dates[days - 1];
    const complete = last === undefined ? Infinity : toInstant(this.facts.zone, toLocalSeconds(last)).at;
    return distinct(dates.flatMap((date) => this.candidatesOn(date)))
      .filter(({ at }) => at > seconds && at < complete)
      .slice(0, limit)
      .map(({ local, at }) => ({ local: fromLocalSeconds(local), at: new Date(at * 1_000) }));
  }

  private datesFrom(from: LocalDate, limit: number): readonly LocalDate[] {
    const { startDate: start } = this.facts;
    if (this.rule === null) return start >= from ? [start] : [];
    const rule = { ...this.rule, until: looseUntil(this.rule.until) };
    const { dates, truncated } = occurrenceDates(
      { rule, start },
      { from: from > start ? from : start, limit },
    );
    if (truncated && dates.length < limit) throw new RecurrenceTooExpensive();
    return dates;
  }

  private candidatesOn(date: LocalDate): Candidate[] {
    return this.facts.times
      .map((time) => toLocalSeconds(atTime(date, time)))
      .map((local) => ({ local, ...toInstant(this.facts.zone, local) }))
      .filter((candidate) => isWithin(this.rule?.until ?? null, candidate));
  }
}

/** In order, each instant once: of two readings at the same one, that which the clock does show. */
function distinct(candidates: Candidate[]): Candidate[] {
  const inOrder = candidates.sort((a, b) => a.at - b.at || rankOf(a) - rankOf(b));
  return inOrder.filter(({ at }, i) => inOrder[i - 1]?.at !== at);
}

function rankOf({ note }: Candidate): number {
  return note === 'gap' ? 1 : 0;
}

/** The day as a bound that no occurrence of the series is beyond: which of them are, each says by itself. */
function looseUntil(until: Until | null): Until | null {
  if (until === null || until.kind === 'date') return until;
  const seconds = until.kind === 'utc' ? until.epochSeconds : until.localSeconds;
  return { kind: 'date', epochDay: Math.floor(seconds / SECONDS_PER_DAY) + 1 };
}

function isWithin(until: Until | null, { local, at }: Candidate): boolean {
  if (until?.kind === 'utc') return at <= until.epochSeconds;
  return until?.kind === 'local' ? local <= until.localSeconds : true;
}
