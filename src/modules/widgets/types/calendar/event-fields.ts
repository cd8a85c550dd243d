import { isDeepStrictEqual } from 'node:util';
import { InvalidError } from '../../../../common/errors/app-error.js';
import { SECONDS_PER_DAY } from '../../../../common/time/civil.js';
import {
  parseLocalDateTime,
  toLocalSeconds,
  type LocalDateTime,
} from '../../../../common/time/local-date-time.js';
import { isLocalDate } from '../../../../common/time/local-date.js';
import { instantOf, localDateTimeOf } from '../../../../common/time/moment.js';
import { formatRule } from '../../../../common/time/recurrence/format.js';
import { parseDateRule, parseRule } from '../../../../common/time/recurrence/parse.js';
import { isZoneRules } from '../../../../common/time/zone-rules.js';
import type { EventLength, EventSchedule, EventTexts, EventTime } from './series/calendar-series.js';
import { inUtc } from './series/zoned-time.js';

/** When something is, as people say it: two days, or two times of one clock; the end is no more part of it. */
export interface TimeFields {
  readonly start?: string | undefined;
  readonly end?: string | undefined;
  readonly timeZone?: string | null | undefined;
}

/** What people say about an event. */
export type EventFields = Partial<EventTexts> &
  TimeFields & {
    readonly rrule?: string | null;
    readonly exdates?: readonly string[];
  };

const MOST_SECONDS = 3_660 * SECONDS_PER_DAY;
const LAST_START = '9990-12-31T00:00';

/** When something is, from what is said and what was so before. Throws InvalidError. */
export function timeOf(fields: TimeFields, before: EventTime | null, usersZone: string): EventTime {
  if (before?.timeZone == null || !isZoneRules(before.timeZone))
    return plainTimeOf(fields, before, usersZone);

  // People see such a time in UTC, and what they say of it is meant so; the series keeps the rules of its zone.
  const time = plainTimeOf(fields, inUtc(before), usersZone);
  if (time.isAllDay || time.timeZone !== 'UTC') return time;
  const { timeZone } = before;
  const starts =
    fields.start === undefined ? before.starts : localDateTimeOf(instantOf(time.starts, 'UTC'), timeZone);
  return { ...time, starts, timeZone };
}

function plainTimeOf(
  { start, end, timeZone }: TimeFields,
  before: EventTime | null,
  usersZone: string,
): EventTime {
  const isAllDay = start === undefined ? (before?.isAllDay ?? false) : isLocalDate(start);
  const starts = start === undefined ? before?.starts : parseLocalDateTime(start);
  if (starts === undefined || starts > LAST_START) throw InvalidError.field('start', 'must be before 9991');
  if (isAllDay && timeZone) throw InvalidError.field('timeZone', 'must be left out for an all-day event');
  const said = timeZone === undefined ? (before?.timeZone ?? null) : timeZone;
  const zone = isAllDay ? null : said;
  const length =
    end === undefined
      ? lengthKept(before, isAllDay)
      : lengthTo(end, { starts, isAllDay, zone: zone ?? usersZone });
  return { starts, isAllDay, timeZone: zone, length };
}

/** The schedule of a new or changed event. Throws InvalidError. */
export function scheduleOf(
  fields: EventFields,
  before: EventSchedule | null,
  usersZone: string,
): EventSchedule {
  const time = timeOf(fields, before, usersZone);
  const said =
    fields.rrule === undefined ? (before?.rrules ?? []) : fields.rrule === null ? [] : [fields.rrule];
  const rrules = said.map((rule) => formatRule(time.isAllDay ? parseDateRule(rule) : parseRule(rule)));
  const isSame =
    before?.starts === time.starts &&
    before.isAllDay === time.isAllDay &&
    isDeepStrictEqual(before.rrules, rrules);
  return {
    ...time,
    rrules,
    exrules: isSame || fields.rrule === undefined ? (before?.exrules ?? []) : [],
    // What was changed of a series belongs to times that it may have no more.
    rdates: isSame ? before.rdates : [],
    exdates: fields.exdates?.map((text) => exdateOf(text, time)) ?? (isSame ? before.exdates : []),
    changed: isSame ? before.changed : [],
    ...(isSame && before.following ? { following: before.following } : {}),
  };
}

function exdateOf(text: string, { isAllDay }: EventTime): EventSchedule['exdates'][number] {
  if (isLocalDate(text)) return text;
  if (isAllDay) throw InvalidError.field('exdates', 'must be dates for an all-day event');
  return parseLocalDateTime(text);
}

function lengthKept(before: EventTime | null, isAllDay: boolean): EventLength {
  if (before?.isAllDay === isAllDay) return before.length;
  return isAllDay ? { days: 1, seconds: 0 } : { days: 0, seconds: 3_600 };
}

function lengthTo(
  end: string,
  {
    starts,
    isAllDay,
    zone,
  }: { readonly starts: LocalDateTime; readonly isAllDay: boolean; readonly zone: string },
): EventLength {
  if (isLocalDate(end) !== isAllDay)
    throw InvalidError.field(
      'end',
      isAllDay ? 'must be a date, as start is' : 'must be a date and time, as start is',
    );
  const ends = parseLocalDateTime(end);
  const seconds = isAllDay
    ? toLocalSeconds(ends) - toLocalSeconds(starts)
    : (instantOf(ends, zone).getTime() - instantOf(starts, zone).getTime()) / 1_000;
  if (seconds < 0 || (isAllDay && seconds === 0))
    throw InvalidError.field(
      'end',
      isAllDay ? 'must be after start: it is the day after the last one' : 'must not be before start',
    );
  if (seconds > MOST_SECONDS) throw InvalidError.field('end', 'must be at most ten years after start');
  return isAllDay ? { days: seconds / SECONDS_PER_DAY, seconds: 0 } : { days: 0, seconds };
}
