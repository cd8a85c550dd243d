import { addDays, toEpochDay, type LocalDate } from '../../../../../common/time/local-date.js';
import { frozenDays } from '../freezes.js';
import { isTakenAwaySql } from './day-sql.js';
import type { DayMark } from '../standing/streak.js';
import type { Freeze } from '../tracker.contract.js';

/** Days with entries as SQL tells them, see `dayHistorySql`. */
export interface DayHistory {
  readonly firstOn: LocalDate | null;
  /** A letter for each day from the first with an entry to the last. */
  readonly text: string | null;
  /** How much of its goal a day has that has neither all nor nothing of it; days by their number. */
  readonly parts: readonly (readonly [day: number, credit: number])[];
  /** What was logged on each day, of a habit with a limit; else none. */
  readonly sums: readonly (readonly [day: number, sum: number])[];
}

/** What the days of a tracker say; they are numbers. */
export interface DayFacts {
  /** What each day is. Frozen days, and such as a journey took away, are skipped where they were not done. */
  readonly marks: ReadonlyMap<number, DayMark>;
  /** The same for the streak, which does not count what was logged after the repair window. */
  readonly streakMarks: ReadonlyMap<number, DayMark>;
  /** How much of its goal each day has that has some, 0 to 1. */
  readonly credits: ReadonlyMap<number, number>;
  /** What was logged on each day, of a habit with a limit; else none. */
  readonly sums: ReadonlyMap<number, number>;
  /** The earliest and the latest day with an entry. */
  readonly firstOn: LocalDate | null;
  readonly lastOn: LocalDate | null;
}

/** No day has an entry. */
export const NO_DAYS: DayHistory = { firstOn: null, text: null, parts: [], sums: [] };

/** What the letters mean: what the day is, and what it is for the streak. */
const LETTERS: Readonly<Record<string, readonly [mark: DayMark | null, streakMark: DayMark | null]>> = {
  d: ['done', 'done'],
  t: ['done', 'skipped'],
  a: ['done', null],
  s: ['skipped', 'skipped'],
  o: ['skipped', 'done'],
  x: ['skipped', null],
  w: [null, 'done'],
};

/**
 * A `DayHistory` of the rows `d` of `tracker_days` that meet a condition, as one JSON object. A day that a journey took
 * away is a skipped one.
 *
 * @param isLimit SQL that says whether it is of a habit with a limit, whose sums are needed
 */
export function dayHistorySql(condition: string, isLimit: string): string {
  return `(
    SELECT json_build_object('firstOn', min(h.date), 'text', string_agg(h.gap || h.letter, '' ORDER BY h.date), 'parts',
      coalesce(json_agg(json_build_array(h.date - date '1970-01-01', h.credit))
        FILTER (WHERE h.credit > 0 AND h.credit < 1), '[]'::json), 'sums',
      coalesce(json_agg(json_build_array(h.date - date '1970-01-01', h.sum::float8))
        FILTER (WHERE ${isLimit} AND h.sum IS NOT NULL), '[]'::json))
    FROM (
      SELECT d.date, d.credit, d.sum,
        CASE WHEN d.date - lag(d.date) OVER w = 2 AND ${isTakenAwaySql('lag(d.last_at) OVER w', 'd.first_at')} THEN 's'
          ELSE repeat('.', coalesce(d.date - lag(d.date) OVER w - 1, 0)) END AS gap,
        CASE WHEN d.is_done THEN CASE d.streak_mark WHEN 'done' THEN 'd' WHEN 'skipped' THEN 't' ELSE 'a' END
          WHEN d.is_skipped THEN CASE d.streak_mark WHEN 'skipped' THEN 's' WHEN 'done' THEN 'o' ELSE 'x' END
          WHEN d.streak_mark = 'done' THEN 'w' ELSE '.' END AS letter
      FROM tracker_days d WHERE ${condition} WINDOW w AS (ORDER BY d.date)
    ) h
  )`;
}

/** Reads the facts off the days. */
export function dayFactsOf({ firstOn, text, parts, sums }: DayHistory, freezes: readonly Freeze[]): DayFacts {
  const marks = new Map<number, DayMark>();
  const streakMarks = new Map<number, DayMark>();
  const credits = new Map<number, number>(parts);
  const letters = Array.from(text ?? '');
  const first = firstOn === null ? 0 : toEpochDay(firstOn);
  for (const [i, letter] of letters.entries()) {
    const [mark, streakMark] = LETTERS[letter] ?? [];
    if (mark) marks.set(first + i, mark);
    if (streakMark) streakMarks.set(first + i, streakMark);
    if (mark === 'done') credits.set(first + i, 1);
  }
  for (const day of frozenDays(freezes)) {
    if (!marks.has(day)) marks.set(day, 'skipped');
    if (!streakMarks.has(day)) streakMarks.set(day, 'skipped');
  }
  return {
    marks,
    streakMarks,
    credits,
    sums: new Map(sums),
    firstOn,
    lastOn: firstOn === null ? null : addDays(firstOn, letters.length - 1),
  };
}
