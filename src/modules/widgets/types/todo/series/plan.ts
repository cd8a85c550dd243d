import type { LocalDate } from '../../../../../common/time/local-date.js';
import { userDay, type DayRules } from '../../../../../common/time/user-day.js';
import { NEVER, type Task } from '../task.entity.js';
import type { RepeatFrom } from '../tasks.contract.js';
import { countedAgenda, scheduledAgenda, type Agenda } from './agenda.js';
import { dueOf, NO_MINUTE, occurrenceOn, type TaskOccurrence } from './due.js';
import type { History } from './history.js';
import { TaskSeries, type SeriesFacts } from './task-series.js';

// So many occurrences may pass untouched before a task shows as overdue since an old one; also how far ahead a
// preview of another day is exact.
const UPCOMING = 10;

/** What a task's agenda depends on beside its history. */
export type RecurringTask = SeriesFacts & { readonly repeatFrom: RepeatFrom };

/** Whose days count, and the present moment. */
export interface PlanContext {
  readonly rules: DayRules;
  readonly now: Date;
}

type Planned = Pick<Task, 'upcoming' | 'upcomingDueOn' | 'nextDueOn' | 'nextDueMinute'>;

/** The present moment, and the user's day of it. */
export function momentOf({ now, rules }: PlanContext): { readonly day: LocalDate; readonly now: Date } {
  return { day: userDay(now, rules), now };
}

/** Whether the task recurs, which gives it a date and a rule. */
export function isRecurring<T extends Pick<Task, 'dueDate' | 'rrule'>>(
  task: T,
): task is T & { readonly dueDate: LocalDate; readonly rrule: string } {
  return task.dueDate !== null && task.rrule !== null;
}

/** The open occurrences of a recurring task. */
export function agendaOf(task: RecurringTask, history: History, { rules, now }: PlanContext): Agenda {
  const series = new TaskSeries(task, rules);
  const today = userDay(now, rules);
  if (task.repeatFrom === 'schedule') return scheduledAgenda(series, history, { today, limit: UPCOMING });
  return countedAgenda(series, history, { today, timeZone: task.dueTime === null ? null : task.timeZone });
}

/** The task with all that follows from its series and its history: whether it is done, and when it is due next. */
export function planned(task: Task, history: History, context: PlanContext): Task {
  if (!isRecurring(task)) {
    const { dueDate, isDone, completedAt } = task;
    const once = dueDate === null ? null : occurrenceOn(dueDate, task, context.rules);
    return {
      ...task,
      ...upcomingOf(task, dueDate === null || isDone ? [] : [dueDate], { history, context }),
      lastCompleted: isDone ? once : null,
      doneAt: isDone ? completedAt : null,
    };
  }
  const { open } = agendaOf(task, history, context);
  const isDone = open.length === 0;
  const { lastDone, moves } = history;
  const completedAt = isDone ? (history.latest?.settledAt ?? context.now) : null;
  return {
    ...task,
    ...upcomingOf(task, open, { history, context }),
    isDone,
    completedAt,
    lastCompletedAt: lastDone?.settledAt ?? null,
    lastCompleted:
      lastDone && occurrenceOn(lastDone.occurrence, task, context.rules, moves.get(lastDone.occurrence)),
    doneAt: lastDone?.settledAt ?? completedAt,
  };
}

/** The occurrence that a task is due for on a user's day, or else the next to come. */
export function occurrenceFor(task: Task, day: LocalDate): TaskOccurrence | null {
  return currentOn(task, day)?.occurrence ?? null;
}

/** Whether a task is overdue: one with a due time from that moment on, one without from the day after. */
export function isOverdue(task: Task, { day, now }: { day: LocalDate; now: Date }): boolean {
  const current = currentOn(task, day);
  if (current === null) return false;
  const { dueOn, occurrence } = current;
  if (dueOn !== day) return dueOn < day;
  return occurrence.at !== null && Date.parse(occurrence.at) <= now.getTime();
}

function currentOn(
  { upcoming, upcomingDueOn }: Task,
  day: LocalDate,
): { occurrence: TaskOccurrence; dueOn: LocalDate } | null {
  if (upcoming === null || upcomingDueOn === null) return null;
  const newestDay = upcomingDueOn.findLast((dueOn) => dueOn <= day);
  const place = newestDay === undefined ? 0 : upcomingDueOn.indexOf(newestDay);
  const [occurrence, dueOn] = [upcoming[place], upcomingDueOn[place]];
  return occurrence && dueOn ? { occurrence, dueOn } : null;
}

function upcomingOf(
  task: Task,
  dates: readonly LocalDate[],
  { history: { moves }, context: { rules } }: { history: History; context: PlanContext },
): Planned {
  const dues = dates.map((date) => dueOf(date, task, rules, moves.get(date)));
  const [first] = dues;
  if (first === undefined)
    return { upcoming: null, upcomingDueOn: null, nextDueOn: NEVER, nextDueMinute: NO_MINUTE };
  return {
    upcoming: dates.map((date) => occurrenceOn(date, task, rules, moves.get(date))),
    upcomingDueOn: dues.map(({ dueOn }) => dueOn),
    nextDueOn: first.dueOn,
    nextDueMinute: first.minute,
  };
}
