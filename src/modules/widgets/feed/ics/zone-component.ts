import { civilOf, epochDayOf, SECONDS_PER_DAY } from '../../../../common/time/civil.js';
import { fromLocalSeconds } from '../../../../common/time/local-date-time.js';
import { offsetAt, offsetChanges, type OffsetChange } from '../../../../common/time/zone.js';
import { component, type ContentLine } from './content-line.js';
import { clockValue, zoneIdOf } from './times.js';
import { yearlyPattern } from './yearly-pattern.js';

/** The years that a zone is described for, both included; where its changes follow a rule, it is right for ever. */
export interface Years {
  readonly first: number;
  readonly last: number;
}

/** When one offset begins to hold: once, or from then on each year by a rule. */
interface Observance {
  readonly first: OffsetChange;
  readonly rrule: string | null;
}

// After so many years the calendar comes back, so that a rule which holds for them is no accident.
const YEARS_OF_A_CYCLE = 28;

/** The description of a zone (RFC 5545 §3.6.5), from our own knowledge of it. */
export function zoneComponent(timeZone: string, { first, last }: Years): ContentLine[] {
  const begin = startOf(first);
  const offset = offsetAt(timeZone, begin - 1);
  const changes = offsetChanges(timeZone, begin, startOf(last + 1 + YEARS_OF_A_CYCLE));
  const onset = { first: { at: begin - offset, before: offset, after: offset }, rrule: null };
  const observances = alike(changes).flatMap((group) => observancesOf(group, startOf(last + 1)));
  return component('VTIMEZONE', [
    ['TZID', zoneIdOf(timeZone)],
    ...[onset, ...observances].flatMap((observance) => observanceComponent(timeZone, observance)),
  ]);
}

/** The changes in groups of those from and to the same offset. */
function alike(changes: readonly OffsetChange[]): OffsetChange[][] {
  const groups = new Map<string, OffsetChange[]>();
  for (const change of changes) {
    const key = `${change.before} ${change.after}`;
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  return [...groups.values()];
}

/** Those of a group that follow the rule of the years to come, back to where they do, and the others one by one. */
function observancesOf(group: readonly OffsetChange[], after: number): Observance[] {
  const coming = group.filter(({ at }) => at >= after);
  const known = group.filter(({ at }) => at < after);
  const pattern = isEachYear(coming) ? yearlyPattern(coming.map(localOf)) : null;
  if (pattern === null) return listed(known);

  const [next, ...before] = [...known, ...coming.slice(0, 1)].reverse();
  let first = next;
  let older = before.length;
  for (const change of before) {
    if (first === undefined || yearOf(change) !== yearOf(first) - 1 || !pattern.matches(localOf(change)))
      break;
    first = change;
    older -= 1;
  }
  return first === undefined ? [] : [...listed(known.slice(0, older)), { first, rrule: pattern.rrule }];
}

function isEachYear(changes: readonly OffsetChange[]): boolean {
  const years = new Set(changes.map(yearOf));
  return changes.length === YEARS_OF_A_CYCLE && years.size === YEARS_OF_A_CYCLE;
}

/** Each for itself: of lists of onsets (RDATE) some programs read the first alone. */
function listed(changes: readonly OffsetChange[]): Observance[] {
  return changes.map((first) => ({ first, rrule: null }));
}

function observanceComponent(timeZone: string, { first, rrule }: Observance): ContentLine[] {
  return component(isSummer(timeZone, first) ? 'DAYLIGHT' : 'STANDARD', [
    ['DTSTART', onsetOf(first)],
    ['TZOFFSETFROM', offsetValue(first.before)],
    ['TZOFFSETTO', offsetValue(first.after)],
    ...(rrule === null ? [] : [['RRULE', rrule] as const]),
  ]);
}

/** The clock is ahead of what it is in one of the middle and the beginning of the year. */
function isSummer(timeZone: string, change: OffsetChange): boolean {
  const year = yearOf(change);
  const january = offsetAt(timeZone, startOf(year));
  const july = offsetAt(timeZone, epochDayOf(year, 7, 1) * SECONDS_PER_DAY);
  return change.after > Math.min(january, july);
}

function startOf(year: number): number {
  return epochDayOf(year, 1, 1) * SECONDS_PER_DAY;
}

/** What the clock that is about to change shows. */
function localOf({ at, before }: OffsetChange): number {
  return at + before;
}

function yearOf(change: OffsetChange): number {
  return civilOf(Math.floor(localOf(change) / SECONDS_PER_DAY)).year;
}

function onsetOf(change: OffsetChange): string {
  return clockValue(fromLocalSeconds(localOf(change)));
}

function offsetValue(offset: number): string {
  const size = Math.abs(offset);
  const parts = [
    Math.floor(size / 3_600),
    Math.floor(size / 60) % 60,
    ...(size % 60 === 0 ? [] : [size % 60]),
  ];
  return (offset < 0 ? '-' : '+') + parts.map((part) => String(part).padStart(2, '0')).join('');
}
