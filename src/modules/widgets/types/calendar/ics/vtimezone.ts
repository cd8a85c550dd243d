import { toLocalSeconds, type LocalDateTime } from '../../../../../common/time/local-date-time.js';
import { occurrences } from '../../../../../common/time/recurrence/occurrences.js';
import { parseRule } from '../../../../../common/time/recurrence/parse.js';
import type { Rule } from '../../../../../common/time/recurrence/rule.js';
import { Budget } from '../../../../../common/time/recurrence/search.js';
import {
  MOST_ZONE_CHANGES,
  onsetIn,
  type YearlyChange,
  type ZoneChange,
  type ZoneRules,
} from '../../../../../common/time/zone-rules.js';
import type { IcsComponent, IcsProperty } from './components.js';
import { readTime } from './values.js';
import { yearlyDayOf } from './yearly-day.js';

/** A zone as a file defines it. */
export interface FileZone {
  readonly rules: ZoneRules;
  /** Between these local seconds the definition says what the offset is; a list of changes ends with its last one. */
  readonly from: number;
  readonly until: number;
  /** The first offset that has no sign. */
  readonly unsigned: IcsProperty | null;
}

/** An offset from UTC in seconds, and whether it has a sign. */
interface Offset {
  readonly seconds: number;
  readonly isSigned: boolean;
}

/** One STANDARD or DAYLIGHT of a definition. */
interface Observance {
  readonly once: readonly ZoneChange[];
  readonly yearly: YearlyChange | null;
  readonly unsigned: IcsProperty | null;
}

// The longest histories of clocks that programs write have some seventy.
const MOST_OBSERVANCES = 300;
const MOST_TIMES_OF_ONE = 300;
// What was before matters to no calendar, and histories are long.
const FIRST_SECOND = 0;
const MOST_STEPS = 2_000;
// No clock that is set twice a year is left alone for less.
const LEFT_ALONE = 120 * 86_400;
const OFFSET = /^([+\-\u2212])?(\d{1,2})(?::?(\d{2}))?(?::?(\d{2}))?$/;

/** Reads a VTIMEZONE; null for one that names no offset. */
export function readFileZone(name: string, component: IcsComponent, budget: Budget): FileZone | null {
  const observances = component.children
    .slice(0, MOST_OBSERVANCES)
    .flatMap((child) => observanceOf(child, budget) ?? []);
  const once = observances.flatMap((observance) => observance.once);
  const yearly = observances.flatMap((observance) => observance.yearly ?? []);
  if (once.length + yearly.length === 0) return null;

  const onsets = [...once.map(({ local }) => local), ...yearly.map(({ first }) => first)];
  const isEndless = yearly.some(({ last }) => last === null) || onsets.length === 1;
  const ends = [...once.map(({ local }) => local), ...yearly.map(({ last }) => last ?? 0)];
  return {
    rules: shortened({ name, offset: firstOffset(once, yearly), once, yearly: superseded(yearly) }),
    from: onsets.reduce((first, onset) => Math.min(first, onset), Infinity),
    until: isEndless ? Infinity : ends.reduce((last, end) => Math.max(last, end), -Infinity) + LEFT_ALONE,
    unsigned: observances.find(({ unsigned }) => unsigned !== null)?.unsigned ?? null,
  };
}

function observanceOf(component: IcsComponent, budget: Budget): Observance | null {
  const propertyOf = (name: string): IcsProperty | undefined =>
    component.properties.find((property) => property.name === name);
  const start = readTime(propertyOf('DTSTART')?.value ?? '');
  const toProperty = propertyOf('TZOFFSETTO');
  const to = toProperty ? offsetOf(toProperty.value) : null;
  if (start === null || toProperty === undefined || to === null) return null;

  const fromProperty = propertyOf('TZOFFSETFROM');
  const from = fromProperty ? offsetOf(fromProperty.value) : null;
  const offsets = { before: (from ?? to).seconds, after: to.seconds };
  const listed = component.properties
    .filter(({ name }) => name === 'RDATE')
    .flatMap(({ value }) => value.split(','))
    .slice(0, MOST_TIMES_OF_ONE)
    .flatMap((value) => readTime(value) ?? []);
  const rule = ruleOf(propertyOf('RRULE')?.value ?? '', offsets.before);
  const yearly = rule && yearlyOf(rule, start.local, offsets);
  const times = [start, ...listed].map(({ local }) => toLocalSeconds(local));
  const ruled = rule && !yearly ? timesOf(rule, start.local, budget) : [];
  return {
    once: [...new Set([...times, ...ruled])]
      .filter((local) => !yearly || !isOnset(yearly, local))
      .map((local) => ({ local, ...offsets })),
    yearly,
    unsigned: unsignedOf([fromProperty, from], [toProperty, to]),
  };
}

function unsignedOf(...offsets: [IcsProperty | undefined, Offset | null][]): IcsProperty | null {
  const found = offsets.find(([property, offset]) => property && offset && !offset.isSigned);
  return found?.[0] ?? null;
}

/** The rule of an onset, which is read on the clock before it, so that its end has to be as well. */
function ruleOf(text: string, offset: number): Rule | null {
  if (text === '') return null;
  try {
    const rule = parseRule(text);
    // Clocks are set by the year; whatever else a file has could cost any time.
    if (rule.frequency !== 'YEARLY') return null;
    if (rule.until?.kind !== 'utc') return rule;
    return { ...rule, until: { kind: 'local', localSeconds: rule.until.epochSeconds + offset } };
  } catch {
    return null;
  }
}

/** A rule that names one day of each year; null for others. */
function yearlyOf(
  rule: Rule,
  start: LocalDateTime,
  offsets: Pick<ZoneChange, 'before' | 'after'>,
): YearlyChange | null {
  const day = rule.count === null ? yearlyDayOf(rule, start) : null;
  if (day === null) return null;
  const first = toLocalSeconds(start);
  return { ...day, ...offsets, first, last: lastOf(rule) };
}

function lastOf({ until }: Rule): number | null {
  if (until?.kind === 'date') return (until.epochDay + 1) * 86_400 - 1;
  return until?.kind === 'local' ? until.localSeconds : null;
}

function isOnset(change: YearlyChange, local: number): boolean {
  const year = new Date(local * 1_000).getUTCFullYear();
  return onsetIn(change, year) === local && (change.last === null || local <= change.last);
}

/** The onsets of a rule that is none of the usual ones, as many as a zone keeps. */
function timesOf(rule: Rule, start: LocalDateTime, budget: Budget): number[] {
  const own = new Budget(MOST_STEPS);
  if (budget.isSpent) return [];
  const window = { from: new Date(FIRST_SECOND), limit: MOST_TIMES_OF_ONE };
  const found = occurrences({ rule, start, timeZone: 'UTC' }, window, own);
  budget.charge(own.taken);
  return found.occurrences.map(({ at }) => at.getTime() / 1_000);
}

/**
 * Programs leave the UNTIL of an era out when a later one takes its place: of two endless rules for the same change the
 * later one ends the other.
 */
function superseded(yearly: readonly YearlyChange[]): YearlyChange[] {
  return yearly.map((change) => {
    const later = yearly
      .filter(
        ({ before, after, first }) =>
          before === change.before && after === change.after && first > change.first,
      )
      .map(({ first }) => first);
    if (change.last !== null || later.length === 0) return change;
    return { ...change, last: Math.min(...later) - 1 };
  });
}

/** The offset before the first change of all. */
function firstOffset(once: readonly ZoneChange[], yearly: readonly YearlyChange[]): number {
  const all = [...once, ...yearly.map(({ first, before }) => ({ local: first, before }))];
  return all.reduce((earliest, change) => (change.local < earliest.local ? change : earliest)).before;
}

/** A definition without what was long ago, and short enough to be kept with each series. */
function shortened({ once, yearly, ...rules }: ZoneRules): ZoneRules {
  const ordered = once.toSorted((a, b) => a.local - b.local);
  const current = yearly.filter(({ last }) => last === null || last >= FIRST_SECOND);
  const past = ordered.filter(({ local }) => local < FIRST_SECOND);
  const recent = ordered.slice(past.length);
  const kept = recent.slice(-MOST_ZONE_CHANGES.once);
  const dropped = [...past, ...recent.slice(0, recent.length - kept.length)].at(-1);
  return {
    ...rules,
    offset: dropped?.after ?? rules.offset,
    once: kept,
    yearly: current.toSorted((a, b) => a.first - b.first).slice(-MOST_ZONE_CHANGES.yearly),
  };
}

/** Reads an offset such as `+0100`; some programs leave the sign out or add colons. Null for anything else. */
function offsetOf(text: string): Offset | null {
  const [, sign, hours, minutes, seconds] = OFFSET.exec(text.trim()) ?? [];
  if (hours === undefined || Number(hours) > 23 || Number(minutes ?? 0) > 59 || Number(seconds ?? 0) > 59)
    return null;
  const size = Number(hours) * 3_600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
  return { seconds: sign === undefined || sign === '+' ? size : -size, isSigned: sign !== undefined };
}
