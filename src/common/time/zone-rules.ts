import { InvalidError } from '../errors/app-error.js';
import { civilOf, daysInMonth, epochDayOf, remainder, SECONDS_PER_DAY, weekdayOf } from './civil.js';
import type { OffsetSpan } from './zone-offsets.js';

/** A change of a zone's clock: what the clock before it shows (local seconds), and the offsets before and after it. */
export interface ZoneChange {
  readonly local: number;
  readonly before: number;
  readonly after: number;
}

/** A change of a zone's clock that comes each year, from the first to the last reading of the clock, both included. */
export interface YearlyChange {
  readonly month: number;
  /** 1 (Monday) to 7, or 0 for a fixed day of the month. */
  readonly weekday: number;
  /** The weekday is the first from this day on; of a negative one, the last until this day, counted from the month's end. */
  readonly day: number;
  readonly second: number;
  readonly before: number;
  readonly after: number;
  readonly first: number;
  readonly last: number | null;
}

/** A zone that is no IANA zone, by its own definition. */
export interface ZoneRules {
  readonly name: string;
  /** The offset before all changes. */
  readonly offset: number;
  readonly once: readonly ZoneChange[];
  readonly yearly: readonly YearlyChange[];
}

/** The most changes of each kind that a zone may have, so that it stays a short text. */
export const MOST_ZONE_CHANGES = { once: 40, yearly: 8 } as const;

const YEARS_OF_CALENDAR = 400; // then the weekdays are the same again
const LONGEST_NAME = 200;
const MARK = '{';

type Row = readonly (number | null)[];
interface Written {
  readonly name: string;
  readonly offset: number;
  readonly once: readonly Row[];
  readonly yearly: readonly Row[];
}

/** Whether a zone's name is a definition, and no name of the IANA data base. */
export function isZoneRules(zone: string): boolean {
  return zone.startsWith(MARK);
}

/** The definition as a text that serves as the name of the zone wherever a zone is named. */
export function formatZoneRules({ name, offset, once, yearly }: ZoneRules): string {
  const written: Written = {
    name,
    offset,
    once: once.map(({ local, before, after }) => [local, before, after]),
    yearly: yearly.map((change) => [
      ...[change.month, change.weekday, change.day, change.second],
      ...[change.before, change.after, change.first, change.last],
    ]),
  };
  return JSON.stringify(written);
}

/** The definition that the text is; throws InvalidError for any other text. */
export function parseZoneRules(text: string): ZoneRules {
  const { name, offset, once, yearly } = readWritten(text);
  return {
    name,
    offset,
    once: once.map(([local, before, after]) => ({
      local: numberOf(local),
      before: offsetOf(before),
      after: offsetOf(after),
    })),
    yearly: yearly.map(([month, weekday, day, second, before, after, first, last]) => ({
      month: within(month, 1, 12),
      weekday: within(weekday, 0, 7),
      day: within(day, -31, 31),
      second: within(second, 0, SECONDS_PER_DAY),
      before: offsetOf(before),
      after: offsetOf(after),
      first: numberOf(first),
      last: last === null ? null : numberOf(last),
    })),
  };
}

/** The offsets of a zone year by year, from its definition. */
export class RuledYears {
  private readonly firstYear: number;
  private readonly lastYear: number;

  constructor(private readonly rules: ZoneRules) {
    const { once, yearly } = rules;
    const years = [
      ...once.map(({ local }) => local),
      ...yearly.flatMap(({ first, last }) => [first, last ?? first]),
    ];
    this.firstYear = Math.min(...years.map(yearOf));
    // From then on the rules alone decide.
    this.lastYear = years.length === 0 ? Infinity : Math.max(...years.map(yearOf)) + 2;
  }

  /** The year whose offsets stand for this year's, so that there are not too many different ones. */
  modelOf(year: number): number {
    if (year <= this.lastYear + YEARS_OF_CALENDAR) return year;
    return this.lastYear + 1 + remainder(year - this.lastYear - 1, YEARS_OF_CALENDAR);
  }

  /** The spans of offsets that cover one UTC year. */
  spansOf(year: number): readonly OffsetSpan[] {
    const start = startOf(year);
    const end = startOf(year + 1);
    if (!(year >= this.firstYear - 1)) return [{ from: start, until: end, offset: this.rules.offset }];

    const changes = this.changesFor(year);
    const spans: OffsetSpan[] = [];
    let from = start;
    let offset = this.rules.offset;
    for (const { at, after } of changes) {
      if (at >= end) break;
      if (at > from) spans.push({ from, until: at, offset });
      from = Math.max(from, at);
      offset = after;
    }
    return [...spans, { from, until: end, offset }];
  }

  /** The changes of the year and its neighbors, and the last one of each kind before; of several at once, the first named. */
  private changesFor(year: number): { readonly at: number; readonly after: number }[] {
    const { once, yearly } = this.rules;
    const all = [...once, ...yearly.flatMap((change) => onsetsOf(change, year))];
    const moments = all.map(({ local, before, after }) => ({ at: local - before, after }));
    const ordered = moments.map((moment, place) => ({ ...moment, place }));
    return ordered.sort((a, b) => a.at - b.at || b.place - a.place);
  }
}

function onsetsOf(change: YearlyChange, year: number): ZoneChange[] {
  const { before, after, first, last } = change;
  const latest = Math.min(year + 1, last === null ? Infinity : yearOf(last));
  const years = [latest - 2, latest - 1, latest];
  return years
    .map((each) => ({ local: onsetIn(change, each), before, after }))
    .filter(({ local }) => local >= first && (last === null || local <= last));
}

/** What the clock shows when the change of this year comes. */
export function onsetIn({ month, weekday, day, second }: YearlyChange, year: number): number {
  const from =
    day > 0 ? epochDayOf(year, month, day) : epochDayOf(year, month, daysInMonth(year, month)) + day + 1;
  if (weekday === 0) return from * SECONDS_PER_DAY + second;
  const ahead = remainder(weekday - weekdayOf(from), 7);
  const onset = day > 0 || ahead === 0 ? from + ahead : from + ahead - 7;
  return onset * SECONDS_PER_DAY + second;
}

function yearOf(local: number): number {
  return civilOf(Math.floor(local / SECONDS_PER_DAY)).year;
}

function startOf(year: number): number {
  return epochDayOf(year, 1, 1) * SECONDS_PER_DAY;
}

function readWritten(text: string): Written {
  try {
    const { name, offset, once, yearly } = JSON.parse(text) as Partial<Record<keyof Written, unknown>>;
    if (typeof name === 'string' && name.length <= LONGEST_NAME)
      return {
        name,
        offset: offsetOf(offset),
        once: rowsOf(once, MOST_ZONE_CHANGES.once),
        yearly: rowsOf(yearly, MOST_ZONE_CHANGES.yearly),
      };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw invalid();
}

function rowsOf(rows: unknown, most: number): Row[] {
  if (!Array.isArray(rows) || rows.length > most) throw invalid();
  return rows.map((row: unknown) => {
    if (!Array.isArray(row)) throw invalid();
    return row as Row;
  });
}

function numberOf(value: unknown): number {
  return within(value, -1e12, 1e12);
}

/** No offset is as large as a day: the search for a moment counts on it. */
function offsetOf(value: unknown): number {
  return within(value, 1 - SECONDS_PER_DAY, SECONDS_PER_DAY - 1);
}

function within(value: unknown, least: number, most: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) throw invalid();
  return value;
}

function invalid(): InvalidError {
  return new InvalidError('time_zone_invalid', 'the time zone must be an IANA name, such as Europe/Berlin');
}
