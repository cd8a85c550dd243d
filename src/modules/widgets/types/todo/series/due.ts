import { uuidv5 } from '../../../../../common/ids/uuidv5.js';
import { atTime, toLocalSeconds, type LocalDateTime } from '../../../../../common/time/local-date-time.js';
import type { LocalDate } from '../../../../../common/time/local-date.js';
import { secondOfDay, parseLocalTime, type LocalTime } from '../../../../../common/time/local-time.js';
import { instantOf, localDateTimeOf } from '../../../../../common/time/moment.js';
import { SECONDS_PER_DAY, remainder } from '../../../../../common/time/civil.js';
import { userDay, type DayRules } from '../../../../../common/time/user-day.js';

/** When on its days a task is due; without a time it is due on the day as such, the same in every zone. */
export interface Timing {
  readonly dueTime: LocalTime | null;
  /** Whose clock the time is on; null is the user's, wherever they are. */
  readonly timeZone: string | null;
}

/** Where an occurrence was moved to, on the task's own clock. */
export interface Move {
  readonly dueDate: LocalDate;
  /** Null is the time of the series. */
  readonly dueTime: LocalTime | null;
}

/** Moved occurrences by the dates that name them. */
export type Moves = ReadonlyMap<LocalDate, Move>;

/** When an occurrence is due in its user's days. */
export interface Due {
  /** The date that names it. */
  readonly date: LocalDate;
  readonly dueOn: LocalDate;
  readonly minute: number;
}

/** An occurrence of a task, as clients know it. */
export interface TaskOccurrence {
  /** A function of the task's id and the date, so that two devices make the same one. */
  readonly id: string;
  /** Its day in the series, on the task's own clock, which names it also when it was moved. */
  readonly date: LocalDate;
  /** When it is due on the task's own clock. */
  readonly local: LocalDate | LocalDateTime;
  /** In UTC; null for a day without a time. */
  readonly at: string | null;
}

/** The sort key of what is due at no certain time: after every minute of the day. */
export const NO_MINUTE = 1440;

/** The occurrence of a task that a date names, due on that date or where it was moved to. */
export function occurrenceOn(
  date: LocalDate,
  { id: taskId, ...timing }: Timing & { readonly id: string },
  { timeZone }: DayRules,
  move?: Move,
): TaskOccurrence {
  const id = uuidv5(taskId, date);
  const { dueDate, dueTime } = placeOf(date, timing, move);
  if (dueTime === null) return { id, date, local: dueDate, at: null };
  const local = atTime(dueDate, dueTime);
  return { id, date, local, at: instantOf(local, timing.timeZone ?? timeZone).toISOString() };
}

/** When the occurrence that a date names is due in its user's days. */
export function dueOf(date: LocalDate, timing: Timing, rules: DayRules, move?: Move): Due {
  const { dueDate, dueTime } = placeOf(date, timing, move);
  const moved = { dueTime, timeZone: timing.timeZone };
  return { date, dueOn: dueDayOf(dueDate, moved, rules), minute: dueMinuteOf(dueDate, moved, rules) };
}

/** The day and time on the task's own clock at which an occurrence is due. */
export function placeOf(date: LocalDate, { dueTime }: Pick<Timing, 'dueTime'>, move?: Move): Move {
  return { dueDate: move?.dueDate ?? date, dueTime: move?.dueTime ?? dueTime };
}

/** The user's day on which that date's occurrence is due: a time late in New York is tomorrow in Berlin. */
export function dueDayOf(date: LocalDate, timing: Timing, rules: DayRules): LocalDate {
  if (timing.dueTime === null) return date;
  return userDay(instantOf(atTime(date, timing.dueTime), timing.timeZone ?? rules.timeZone), rules);
}

/** At which minute of the user's day (0 is its beginning) that date's occurrence is due, or NO_MINUTE. */
export function dueMinuteOf(date: LocalDate, timing: Timing, rules: DayRules): number {
  if (timing.dueTime === null) return NO_MINUTE;
  const at = instantOf(atTime(date, timing.dueTime), timing.timeZone ?? rules.timeZone);
  const seconds =
    toLocalSeconds(localDateTimeOf(at, rules.timeZone)) - secondOfDay(parseLocalTime(rules.dayStart));
  return Math.floor(remainder(seconds, SECONDS_PER_DAY) / 60);
}
