import { InvalidError } from '../errors/app-error.js';
import { civilOf, epochDayOf, isLeapYear, SECONDS_PER_DAY, weekdayOf } from './civil.js';
import { elementAt } from './sorted.js';
import { findSpans, type OffsetSpan } from './zone-offsets.js';
import { isZoneRules, parseZoneRules, RuledYears } from './zone-rules.js';

/** How the wall clock met a local time: in a gap it never showed it, in an overlap it showed it twice. */
export type ZoneNote = 'gap' | 'overlap' | null;

/** The moment of a local time, in epoch seconds. */
export interface ZonedInstant {
  readonly at: number;
  readonly note: ZoneNote;
}

/** A change of a zone's clock: when, in epoch seconds, and its offsets before and from then on. */
export interface OffsetChange {
  readonly at: number;
  readonly before: number;
  readonly after: number;
}

const ZONES_KEPT = 1_000; // all names of IANA are some 600
const LONGEST_NAME = 64;
const FIRST_YEAR_OF_CHANGES = 1800;
// Tables of single dates (Ramadan in Morocco and Gaza) end before; from then on a year's changes follow from its calendar.
const FIRST_YEAR_OF_RULES = 2101;
const YEARS_OF_A_CYCLE = 28;
// ICU also knows Java's old names (`AST` is Alaska there); of three letters only these are IANA's.
const IANA_SHORT = new Set([
  'CET',
  'EET',
  'EST',
  'GMT',
  'HST',
  'MET',
  'MST',
  'PRC',
  'ROC',
  'ROK',
  'UCT',
  'UTC',
  'WET',
]);

const zones = new Map<string, Zone>();
const modelYears = findModelYears();

/** Whether the name is a time zone of the IANA data base; offsets such as `+02:00` are none. */
export function isTimeZone(name: string): boolean {
  if (zones.has(name)) return !isZoneRules(name);
  if (name.length > LONGEST_NAME || !/^[A-Za-z]/.test(name) || /^SystemV\//i.test(name)) return false;
  if (name.length === 3 && /^[A-Z]+$/i.test(name)) return IANA_SHORT.has(name.toUpperCase());
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Seconds to add to UTC for the wall clock of the zone, an IANA name or a definition, at this moment. */
export function offsetAt(zone: string, epochSeconds: number): number {
  return zoneOf(zone).spanAt(epochSeconds).offset;
}

/** What the wall clock of the zone shows at this moment, as seconds from 1970-01-01T00:00 on that clock. */
export function toLocal(zone: string, epochSeconds: number): number {
  return epochSeconds + offsetAt(zone, epochSeconds);
}

/** The moment of a local time: in a gap by the offset before the gap, in an overlap the first of the two. */
export function toInstant(zone: string, localSeconds: number): ZonedInstant {
  const { at, note } = resolve(zoneOf(zone), localSeconds);
  return { at, note };
}

/** The first moment at which the wall clock shows this local time or a later one: in a gap, the moment of the change. */
export function firstInstantFrom(zone: string, localSeconds: number): number {
  return resolve(zoneOf(zone), localSeconds).first;
}

/** The changes of the zone's clock from `from` (included) to `before` (excluded), in epoch seconds. */
export function offsetChanges(zone: string, from: number, before: number): OffsetChange[] {
  const changes: OffsetChange[] = [];
  let span = zoneOf(zone).spanAt(from - 1);
  while (span.until < before) {
    const next = zoneOf(zone).spanAt(span.until);
    // Spans end with their year, too.
    if (next.offset !== span.offset)
      changes.push({ at: span.until, before: span.offset, after: next.offset });
    span = next;
  }
  return changes;
}

interface Resolved extends ZonedInstant {
  readonly first: number;
}

/** Tries the spans around the local time: no offset is as large as a day, so the right one is among them. */
function resolve(zone: Zone, local: number): Resolved {
  const latest = local + SECONDS_PER_DAY;
  let span = zone.spanAt(local - SECONDS_PER_DAY);
  if (latest < span.until) return only(local - span.offset);

  let before = span;
  while (local - span.offset >= span.until) {
    before = span;
    span = zone.spanAt(span.until);
  }
  const at = local - span.offset;
  if (at < span.from) return { at: local - before.offset, note: 'gap', first: span.from };

  while (span.until <= latest) {
    span = zone.spanAt(span.until);
    if (local - span.offset >= span.from) return { at, note: 'overlap', first: at };
  }
  return only(at);
}

function only(at: number): Resolved {
  return { at, note: null, first: at };
}

/** What a zone's offsets are, year by year. */
interface ZoneYears {
  /** The year whose offsets stand for this year's. */
  modelOf(year: number): number;
  spansOf(year: number): readonly OffsetSpan[];
}

/** The offsets of one zone, found year by year as they are asked for. */
class Zone {
  private readonly years = new Map<number, readonly OffsetSpan[]>();
  private latest: OffsetSpan = { from: 0, until: 0, offset: 0 };

  constructor(private readonly table: ZoneYears) {}

  spanAt(epochSeconds: number): OffsetSpan {
    // Neighbours in time are asked for one after the other, so that the last answer mostly holds.
    if (epochSeconds < this.latest.from || epochSeconds >= this.latest.until)
      this.latest = this.find(epochSeconds);
    return this.latest;
  }

  private find(epochSeconds: number): OffsetSpan {
    const { year } = civilOf(Math.floor(epochSeconds / SECONDS_PER_DAY));
    const model = this.table.modelOf(year);
    const shift = (epochDayOf(year, 1, 1) - epochDayOf(model, 1, 1)) * SECONDS_PER_DAY;
    const spans = this.spansOf(model);
    const span = elementAt(
      spans,
      spans.findIndex(({ until }) => epochSeconds - shift < until),
    );
    return shift === 0 ? span : { from: span.from + shift, until: span.until + shift, offset: span.offset };
  }

  private spansOf(year: number): readonly OffsetSpan[] {
    const known = this.years.get(year);
    if (known) return known;
    const spans = this.table.spansOf(year);
    this.years.set(year, spans);
    return spans;
  }
}

function zoneOf(name: string): Zone {
  const known = zones.get(name);
  if (known) return known;

  const zone = new Zone(isZoneRules(name) ? new RuledYears(parseZoneRules(name)) : ianaYears(name));
  for (const oldest of zones.keys()) {
    if (zones.size < ZONES_KEPT) break;
    zones.delete(oldest);
  }
  zones.set(name, zone);
  return zone;
}

function ianaYears(name: string): ZoneYears {
  if (!isTimeZone(name)) {
    throw new InvalidError('time_zone_invalid', 'the time zone must be an IANA name, such as Europe/Berlin');
  }
  return { modelOf, spansOf: (year) => findSpans(name, year) };
}

/** The year whose changes of the clock stand for this year's, so that a zone has at most a few hundred tables. */
function modelOf(year: number): number {
  if (year < FIRST_YEAR_OF_CHANGES)
    return isLeapYear(year) ? FIRST_YEAR_OF_CHANGES - 4 : FIRST_YEAR_OF_CHANGES - 1;
  return year < FIRST_YEAR_OF_RULES ? year : elementAt(modelYears, calendarOf(year));
}

function findModelYears(): readonly number[] {
  const years: number[] = [];
  for (let year = FIRST_YEAR_OF_RULES; year < FIRST_YEAR_OF_RULES + YEARS_OF_A_CYCLE; year += 1) {
    years[calendarOf(year)] = year;
  }
  return years;
}

/** The two things that make a year's calendar: its first weekday, and whether it is a leap year. */
function calendarOf(year: number): number {
  return (weekdayOf(epochDayOf(year, 1, 1)) - 1) * 2 + (isLeapYear(year) ? 1 : 0);
}
