import { dateOf, parseLocalDateTime } from '../../../../../common/time/local-date-time.js';
import {
  addDays,
  addMonths,
  isLocalDate,
  toEpochDay,
  type LocalDate,
} from '../../../../../common/time/local-date.js';
import { instantOf } from '../../../../../common/time/moment.js';
import { formatRule } from '../../../../../common/time/recurrence/format.js';
import { occurrenceDates } from '../../../../../common/time/recurrence/occurrence-dates.js';
import { occurrences } from '../../../../../common/time/recurrence/occurrences.js';
import { parseRule } from '../../../../../common/time/recurrence/parse.js';
import type { Budget } from '../../../../../common/time/recurrence/search.js';
import type {
  CalendarAsked,
  CalendarEntry,
  EntryChange,
  EntryOccurrence,
  EntrySeries,
  EntryTime,
} from '../../../calendar-source.contract.js';
import type { CalendarEvent } from '../calendar-event.entity.js';
import type { EventSchedule, EventTexts, EventTime } from '../series/calendar-series.js';
import { expand, idOf } from '../series/expand.js';
import { followingAt } from '../series/following-changes.js';
import { cancelledFrom, endedRule, movedOccurrences } from './following-entries.js';

/** An event, as far as calendars need it. */
export type KnownEvent = EventTexts & Pick<CalendarEvent, 'id' | 'schedule' | 'createdAt' | 'updatedAt'>;

/** Whose event it is, and what expanding it may cost. */
type Asked = Pick<CalendarAsked, 'timeZone' | 'since'> & {
  readonly budget: Budget;
  /** Most occurrences that are written out because a change of all following ones moved them. */
  readonly mostMoved?: number;
};

// What a rule excludes is written out, since programs of today know no excluding rules.
const MONTHS_EXCLUDED = 60;
const MOST_EXCLUDED = 2_000;
const MOST_COUNTED = 2_000;
const NOTHING_ELSE = { exrules: [], rdates: [], exdates: [], changed: [], following: [] };

/** An event with its series as it is stored; null for one that has no occurrence at all. */
export function eventEntry(event: KnownEvent, asked: Asked): CalendarEntry | null {
  const { id, title, description, location, schedule, createdAt, updatedAt } = event;
  const first = firstOf(schedule, asked);
  if (first === null) return ruleless(event, asked);
  const series = seriesOf(event, first, asked);
  if (series !== null && isNothing(series, first)) return null;
  return {
    ...{ id, title, description, location },
    categories: [],
    time: timeOf({ ...schedule, starts: parseLocalDateTime(first) }, asked.timeZone),
    series,
    task: null,
    isBusy: !schedule.isAllDay,
    createdAt,
    changedAt: updatedAt,
  };
}

function timeOf({ starts, isAllDay, timeZone, length }: EventTime, usersZone: string): EntryTime {
  if (isAllDay) return { isAllDay, starts: dateOf(starts), days: Math.max(length.days, 1) };
  return { isAllDay, starts, timeZone: timeZone ?? usersZone, length };
}

/**
 * Programs count the beginning of a series as an occurrence, also where no rule names it. So one with a single rule begins
 * with the first time that the rule names, from which on it names the same times as before.
 */
function firstOf(schedule: EventSchedule, { timeZone, budget }: Asked): EntryOccurrence | null {
  const { starts, isAllDay, rrules } = schedule;
  const [rrule, ...others] = rrules;
  if (rrule === undefined || others.length > 0) return idAt(schedule, starts);

  const rule = parseRule(rrule);
  const first = isAllDay
    ? occurrenceDates({ rule, start: dateOf(starts) }, { limit: 1 }, budget).dates[0]
    : occurrences({ rule, start: starts, timeZone: schedule.timeZone ?? timeZone }, { limit: 1 }, budget)
        .occurrences[0]?.local;
  return first ?? null;
}

function seriesOf(event: KnownEvent, first: EntryOccurrence, asked: Asked): EntrySeries | null {
  const { schedule } = event;
  const { rrules, rdates, changed, exrules, following = [] } = schedule;
  const parts = [rrules, rdates, changed, exrules, schedule.exdates, following];
  if (parts.every(({ length }) => length === 0)) return null;
  const exdates = new Set(excluded(event, first, asked));
  const ended = rrules.map((rrule) => endedRule(schedule, rrule));
  return {
    rrules: rrules.length > 1 ? ended.map((rrule) => uncounted(schedule, rrule, asked)) : ended,
    rdates: [...new Set(rdates.map(({ starts }) => idAt(schedule, starts)))],
    // Programs that leave a date out overlook what became of it.
    exdates: [...exdates].filter((id) => !isMoved(schedule, id)),
    changes: [
      ...changesOf(schedule, asked.timeZone),
      ...movedOccurrences(event, asked).map(({ recurrenceId, isForFollowing, texts, time }) => ({
        ...changeAt(occurrenceOf(recurrenceId), texts, time, asked.timeZone),
        isForFollowing,
      })),
      ...extraLengths(event, exdates, asked.timeZone),
    ],
  };
}

/** What is left of a series whose rule names nothing: its single dates and what was moved, but for what was taken out. */
function ruleless(event: KnownEvent, asked: Asked): CalendarEntry | null {
  const { rdates, changed } = event.schedule;
  const moved = changed.filter(({ becomes }) => becomes !== null);
  const [starts] = [
    ...rdates.map((extra) => extra.starts),
    ...moved.map(({ recurrenceId }) => parseLocalDateTime(recurrenceId)),
  ];
  if (starts === undefined) return null;
  const exdates = excluded(event, starts, asked);
  return eventEntry(
    { ...event, schedule: { ...event.schedule, starts, rrules: [], exrules: [], exdates } },
    asked,
  );
}

function isMoved({ changed }: EventSchedule, id: EntryOccurrence): boolean {
  return changed.some(({ recurrenceId, becomes }) => recurrenceId === id && becomes !== null);
}

function isNothing({ rrules, rdates, exdates, changes }: EntrySeries, first: EntryOccurrence): boolean {
  return rrules.length + rdates.length + changes.length === 0 && exdates.includes(first);
}

/** Where a rule beside others begins to count is told differently by everyone, so its count becomes its end. */
function uncounted({ starts, isAllDay, timeZone }: EventSchedule, rrule: string, asked: Asked): string {
  const rule = parseRule(rrule);
  if (rule.count === null || rule.count > MOST_COUNTED) return rrule;
  const limit = rule.count;
  if (isAllDay) {
    const last = occurrenceDates({ rule, start: dateOf(starts) }, { limit }, asked.budget).dates.at(-1);
    const until = last && ({ kind: 'date', epochDay: toEpochDay(last) } as const);
    return until ? formatRule({ ...rule, count: null, until }) : rrule;
  }
  const series = { rule, start: starts, timeZone: timeZone ?? asked.timeZone };
  const last = occurrences(series, { limit }, asked.budget).occurrences.at(-1);
  const until = last && ({ kind: 'utc', epochSeconds: last.at.getTime() / 1_000 } as const);
  return until ? formatRule({ ...rule, count: null, until }) : rrule;
}

/** The times that the series has not; all of them as such, where it is not all day long. */
function excluded(event: KnownEvent, first: EntryOccurrence, asked: Asked): EntryOccurrence[] {
  const { schedule } = event;
  const { exdates, exrules, changed, rrules, isAllDay } = schedule;
  const plain = { ...event, schedule: { ...schedule, ...NOTHING_ELSE, rdates: schedule.rdates } };
  const given = exdates.flatMap((exdate) =>
    isAllDay || !isLocalDate(exdate) ? [exdate] : timesOn(plain, exdate, addDays(exdate, 1), asked),
  );
  const begin = dateOf(schedule.starts);
  const from = begin > asked.since ? begin : asked.since;
  const ruled = { ...event, schedule: { ...schedule, ...NOTHING_ELSE, rrules: exrules } };
  const byRule = exrules.length === 0 ? [] : timesOn(ruled, from, addMonths(from, MONTHS_EXCLUDED), asked);
  const cancelled = [
    ...changed.flatMap(({ recurrenceId, becomes }) => (becomes === null ? [occurrenceOf(recurrenceId)] : [])),
    ...cancelledFrom(schedule, (from, before) => timesOn(plain, from, before, asked), asked.since),
  ];
  const isNamed =
    rrules.length < 2 || timesOn(plain, dayOf(first), addDays(dayOf(first), 1), asked).includes(first);
  return [...given, ...byRule, ...cancelled, ...(isNamed ? [] : [first])];
}

/** The occurrences that begin between two days of the series' own clock. */
function timesOn(
  event: Parameters<typeof expand>[0],
  from: LocalDate,
  before: LocalDate,
  asked: Asked,
): EntryOccurrence[] {
  const { isAllDay, timeZone: own } = event.schedule;
  const timeZone = isAllDay ? asked.timeZone : (own ?? asked.timeZone);
  const window = {
    from: instantOf(from, timeZone).getTime() / 1_000,
    before: instantOf(before, timeZone).getTime() / 1_000,
  };
  const { occurrences: touching } = expand(
    event,
    { ...window, timeZone, limit: MOST_EXCLUDED },
    asked.budget,
  );
  return touching
    .map(({ recurrenceId }) => occurrenceOf(recurrenceId))
    .filter((occurrence) => dayOf(occurrence) >= from && dayOf(occurrence) < before);
}

function changesOf({ changed }: EventSchedule, usersZone: string): EntryChange[] {
  return changed.flatMap(({ recurrenceId, becomes }) =>
    becomes === null ? [] : [changeAt(occurrenceOf(recurrenceId), becomes, becomes, usersZone)],
  );
}

/** A single date with a length of its own is written as a change, which more programs know than periods. */
function extraLengths(
  { schedule, ...texts }: KnownEvent,
  gone: ReadonlySet<EntryOccurrence>,
  usersZone: string,
): EntryChange[] {
  const changed = new Set(schedule.changed.map(({ recurrenceId }) => recurrenceId));
  const lengths = new Map(schedule.rdates.map(({ starts, length }) => [starts, length]));
  return [...lengths].flatMap(([starts, length]) => {
    const id = idAt(schedule, starts);
    const isWritten = changed.has(id) || gone.has(id) || followingAt(schedule, id) !== undefined;
    if (length === null || isWritten) return [];
    return [changeAt(id, texts, { ...schedule, starts, length }, usersZone)];
  });
}

function changeAt(
  recurrenceId: EntryOccurrence,
  { title, description, location }: EventTexts,
  time: EventTime,
  usersZone: string,
): EntryChange {
  return { recurrenceId, title, description, location, time: timeOf(time, usersZone) };
}

function idAt(time: EventTime, starts: EventTime['starts']): EntryOccurrence {
  return occurrenceOf(idOf(time, starts));
}

function occurrenceOf(text: string): EntryOccurrence {
  return isLocalDate(text) ? text : parseLocalDateTime(text);
}

function dayOf(occurrence: EntryOccurrence): LocalDate {
  return dateOf(parseLocalDateTime(occurrence));
}
