import { InvalidError } from '../../../../common/errors/app-error.js';
import { parseLocalDate, type LocalDate } from '../../../../common/time/local-date.js';
import { parseLocalTime } from '../../../../common/time/local-time.js';
import { userDay } from '../../../../common/time/user-day.js';
import { InvalidRule } from '../../../../common/time/recurrence/recurrence.errors.js';
import { isRecurring, occurrenceFor, type PlanContext } from './series/plan.js';
import { TaskSeries } from './series/task-series.js';
import type { Task } from './task.entity.js';
import type { RepeatFrom } from './tasks.contract.js';

/** What people say about a task. */
export interface TaskFields {
  readonly content: string;
  readonly notes?: string | null;
  readonly priority: number;
  readonly category?: string | null;
  readonly labels: string[];
  readonly dueDate?: string | null;
  readonly dueTime?: string | null;
  readonly timeZone?: string | null;
  readonly rrule?: string | null;
  readonly repeatFrom: RepeatFrom;
}

/** Fields to change; what is left out stays. */
export type TaskChanges = Partial<TaskFields> & { readonly widgetId?: string };

type Described = Pick<Task, keyof TaskFields>;

interface GivenDates {
  readonly dueDate?: string | null | undefined;
  readonly dueTime?: string | null | undefined;
}

/** The fields of a new task, complete; a recurring one without a date begins today. Throws InvalidError. */
export function newFields(fields: TaskFields, context: PlanContext): Described {
  const described: Described = {
    content: fields.content,
    notes: fields.notes ?? null,
    priority: fields.priority,
    category: fields.category ?? null,
    labels: fields.labels,
    dueDate: null,
    dueTime: null,
    ...datesOf(fields),
    timeZone: fields.timeZone ?? null,
    rrule: fields.rrule ?? null,
    repeatFrom: fields.repeatFrom,
  };
  return checked({ ...described, dueDate: beginningOf(described, context) }, context);
}

/**
 * A task with changed fields. A date that is taken away takes its time along; a rule that is taken away leaves the
 * occurrence that was due next. Throws InvalidError.
 */
export function changedFields(task: Task, changes: TaskChanges, context: PlanContext): Task {
  const changed: Task = { ...task, ...givenOf(changes) };
  if (changes.dueDate === null && changes.dueTime === undefined) changed.dueTime = null;
  if (changes.dueDate === undefined && changes.rrule !== undefined)
    Object.assign(
      changed,
      changes.rrule === null
        ? { ...currentPlaceOf(task, context), ...datesOf({ dueTime: changes.dueTime }) }
        : { dueDate: beginningOf(changed, context) },
    );
  const isMoved = changes.dueDate !== undefined && changes.rrule === undefined;
  return checked(changed, context, isMoved ? 'dueDate' : 'rrule');
}

function givenOf({ dueDate, dueTime, ...others }: TaskChanges): Partial<Task> {
  const given = Object.entries<unknown>(others).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(given), ...datesOf({ dueDate, dueTime }) };
}

function datesOf({ dueDate, dueTime }: GivenDates): Partial<Pick<Task, 'dueDate' | 'dueTime'>> {
  return {
    ...(dueDate === undefined ? {} : { dueDate: dueDate === null ? null : parseLocalDate(dueDate) }),
    ...(dueTime === undefined ? {} : { dueTime: dueTime === null ? null : parseLocalTime(dueTime) }),
  };
}

/** Where the occurrence is that the task is due for, also if it was moved. */
function currentPlaceOf(task: Task, context: PlanContext): Partial<Pick<Task, 'dueDate' | 'dueTime'>> {
  const local = occurrenceFor(task, todayOf(context))?.local;
  if (local === undefined) return {};
  const [date = local, time] = local.split('T');
  return datesOf({ dueDate: date, ...(time === undefined ? {} : { dueTime: time.slice(0, 5) }) });
}

function beginningOf({ dueDate, rrule }: Described, context: PlanContext): LocalDate | null {
  return rrule === null ? dueDate : (dueDate ?? todayOf(context));
}

function todayOf({ now, rules }: PlanContext): LocalDate {
  return userDay(now, rules);
}

function checked<T extends Described>(task: T, { rules }: PlanContext, field = 'rrule'): T {
  if (task.dueDate === null && task.dueTime !== null)
    throw InvalidError.field('dueTime', 'needs dueDate as well');
  if (task.dueDate === null && task.rrule !== null)
    throw InvalidError.field('dueDate', 'is required for a recurring task: remove rrule as well');
  if (isRecurring(task) && new TaskSeries(task, rules).from(null, 1).length === 0)
    throw new InvalidRule(`the rule names no date from ${task.dueDate} on`, { field });
  return task;
}
