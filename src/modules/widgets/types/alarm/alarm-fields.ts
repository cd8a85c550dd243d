import { isDeepStrictEqual } from 'node:util';
import { InvalidError } from '../../../../common/errors/app-error.js';
import { dateOf } from '../../../../common/time/local-date-time.js';
import { addDays, parseLocalDate, type LocalDate } from '../../../../common/time/local-date.js';
import { parseLocalTime, type LocalTime } from '../../../../common/time/local-time.js';
import { localDateTimeOf } from '../../../../common/time/moment.js';
import { InvalidRule } from '../../../../common/time/recurrence/recurrence.errors.js';
import type { Alarm } from './alarm.entity.js';
import { planned, seriesOf, type PlanContext } from './series/plan.js';

/** What people say about an alarm. */
export interface AlarmFields {
  readonly title: string;
  readonly times: readonly string[];
  readonly startDate?: string | null;
  readonly rrule?: string | null;
  readonly timeZone?: string | null;
  readonly isActive: boolean;
}

/** Fields to change; what is left out stays. */
export type AlarmChanges = Partial<Omit<AlarmFields, 'startDate'>> & {
  readonly startDate?: string;
  readonly widgetId?: string;
};

type Described = Pick<Alarm, keyof AlarmFields>;

const SERIES_FIELDS = ['times', 'startDate', 'rrule', 'timeZone', 'isActive'] as const;

// No time zone moves its clock further; a series that begins on the last of days would have no day after it.
const LAST_START = '9998-12-31';

/** The fields of a new alarm, complete: without a date it begins at the next of its times. Throws InvalidError. */
export function newFields(fields: AlarmFields, context: PlanContext): Described {
  const described = {
    title: fields.title,
    times: timesOf(fields.times),
    rrule: fields.rrule ?? null,
    timeZone: fields.timeZone ?? null,
    isActive: fields.isActive,
  };
  const startDate = fields.startDate ? parseLocalDate(fields.startDate) : beginningOf(described, context);
  return checked({ ...described, startDate }, context);
}

/** An alarm with changed fields, planned anew where they change when it rings. Throws InvalidError. */
export function changedFields(
  alarm: Alarm,
  { startDate, times, ...others }: AlarmChanges,
  context: PlanContext,
): Alarm {
  const given = Object.fromEntries(
    Object.entries<unknown>(others).filter(([, value]) => value !== undefined),
  );
  const changed: Alarm = {
    ...alarm,
    ...given,
    ...(startDate === undefined ? {} : { startDate: parseLocalDate(startDate) }),
    ...(times === undefined ? {} : { times: timesOf(times) }),
  };
  // Planning looks ahead of now: what is due and has not rung yet would be lost by another title.
  const isSameSeries = SERIES_FIELDS.every((field) => isDeepStrictEqual(alarm[field], changed[field]));
  const isMoved = startDate !== undefined && others.rrule === undefined;
  return isSameSeries
    ? changed
    : planned(checked(changed, context, isMoved ? 'startDate' : 'rrule'), context);
}

function timesOf(times: readonly string[]): LocalTime[] {
  return [...new Set(times.map(parseLocalTime))].sort();
}

function beginningOf(
  { times, rrule, timeZone }: Pick<Alarm, 'times' | 'rrule' | 'timeZone'>,
  context: PlanContext,
): LocalDate {
  const zone = timeZone ?? context.timeZone;
  const today = dateOf(localDateTimeOf(context.now, zone));
  if (rrule !== null) return today;
  const isOver =
    seriesOf({ times, startDate: today, rrule, timeZone }, zone).after(context.now, 1).length === 0;
  return isOver ? addDays(today, 1) : today;
}

function checked<T extends Described>(alarm: T, { timeZone }: PlanContext, field = 'rrule'): T {
  if (alarm.startDate > LAST_START) throw InvalidError.field('startDate', `must not be after ${LAST_START}`);
  if (seriesOf(alarm, timeZone).isEmpty)
    throw new InvalidRule(`the rule names no day from ${alarm.startDate} on`, { field });
  return alarm;
}
