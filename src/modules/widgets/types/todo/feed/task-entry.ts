import { atTime } from '../../../../../common/time/local-date-time.js';
import type { LocalDate } from '../../../../../common/time/local-date.js';
import { formatRule } from '../../../../../common/time/recurrence/format.js';
import { occurrenceDates } from '../../../../../common/time/recurrence/occurrence-dates.js';
import type { DateRecurrence } from '../../../../../common/time/recurrence/recurrence.js';
import type { Rule } from '../../../../../common/time/recurrence/rule.js';
import type { Budget } from '../../../../../common/time/recurrence/search.js';
import type {
  CalendarEntry,
  EntryOccurrence,
  EntrySeries,
  EntryTime,
} from '../../../calendar-source.contract.js';
import { TaskSeries } from '../series/task-series.js';
import type { Task } from '../task.entity.js';

type Fields =
  | 'id'
  | 'content'
  | 'notes'
  | 'priority'
  | 'category'
  | 'labels'
  | 'dueTime'
  | 'timeZone'
  | 'rrule'
  | 'repeatFrom'
  | 'completedAt'
  | 'createdAt'
  | 'updatedAt';

/** A task with a date, as far as calendars need it. */
export interface DatedTask extends Pick<Task, Fields> {
  readonly dueDate: LocalDate;
  /** The first open occurrence; null for none. */
  readonly firstOpen: LocalDate | null;
  /** Occurrences after that one that were done or skipped ahead of their day. */
  readonly settledAhead: readonly LocalDate[];
}

// Far more days than anybody plans for: a rule that counts further is written without its end.
const MOST_COUNTED = 10_000;

/** What is left to do of a task: one that recurs begins with its first open occurrence. */
export function taskEntry(task: DatedTask, usersZone: string, budget: Budget): CalendarEntry {
  const { id, content, notes, category, labels, priority, completedAt, createdAt, updatedAt } = task;
  const starts = task.firstOpen ?? task.dueDate;
  return {
    id,
    title: content,
    description: notes,
    location: null,
    categories: category === null ? labels : [category, ...labels],
    time: timeOn(starts, task, usersZone),
    series: completedAt === null ? seriesFrom(starts, task, { usersZone, budget }) : null,
    task: { priority, completedAt },
    isBusy: false,
    createdAt,
    changedAt: updatedAt,
  };
}

function timeOn(date: LocalDate, { dueTime, timeZone }: DatedTask, usersZone: string): EntryTime {
  if (dueTime === null) return { isAllDay: true, starts: date, days: 1 };
  return {
    isAllDay: false,
    starts: atTime(date, dueTime),
    timeZone: timeZone ?? usersZone,
    length: { days: 0, seconds: 0 },
  };
}

interface SeriesContext {
  readonly usersZone: string;
  readonly budget: Budget;
}

/** When one that is counted from its completions is due again, nobody knows before. */
function seriesFrom(
  starts: LocalDate,
  task: DatedTask,
  { usersZone, budget }: SeriesContext,
): EntrySeries | null {
  const { rrule, dueTime, settledAhead } = task;
  if (rrule === null || task.repeatFrom === 'completion') return null;
  const { rule } = new TaskSeries({ ...task, rrule }, { timeZone: usersZone, dayStart: '00:00' });
  const occurrence = (date: LocalDate): EntryOccurrence => (dueTime === null ? date : atTime(date, dueTime));
  return {
    rrules: [formatRule(ruleFrom(starts, { rule, start: task.dueDate }, budget))],
    rdates: [],
    exdates: settledAhead.map(occurrence),
    changes: [],
  };
}

/** From one of its occurrences on a rule names the same days as before, but for a count, which is of those to come. */
function ruleFrom(starts: LocalDate, series: DateRecurrence, budget: Budget): Rule {
  const { rule, start } = series;
  if (rule.count === null || starts === start) return rule;
  const { dates, truncated } = occurrenceDates(series, { before: starts, limit: MOST_COUNTED }, budget);
  return { ...rule, count: truncated ? null : rule.count - dates.length };
}
