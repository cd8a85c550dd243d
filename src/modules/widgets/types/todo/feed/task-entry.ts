import { atTime } from '../../../../../common/time/local-date-time.js';
import { parseLocalDate, type LocalDate } from '../../../../../common/time/local-date.js';
import { formatRule } from '../../../../../common/time/recurrence/format.js';
import { occurrenceDates } from '../../../../../common/time/recurrence/occurrence-dates.js';
import type { DateRecurrence } from '../../../../../common/time/recurrence/recurrence.js';
import type { Rule } from '../../../../../common/time/recurrence/rule.js';
import type { Budget } from '../../../../../common/time/recurrence/search.js';
import type {
  CalendarEntry,
  EntryOccurrence,
  EntrySeries,
  EntryTexts,
  EntryTime,
} from '../../../calendar-source.contract.js';
import { placeOf, type Move } from '../series/due.js';
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
  /** The first open occurrence that was not moved; null for none. */
  readonly firstOpen: LocalDate | null;
  /** Open occurrences that were moved, in the order of the series. */
  readonly moved: readonly (Move & { readonly date: LocalDate })[];
  /** Occurrences after that one that were done or skipped ahead of their day. */
  readonly settledAhead: readonly LocalDate[];
}

// Far more days than anybody plans for: a rule that counts further is written without its end.
const MOST_COUNTED = 10_000;
const MOST_PASSED_OVER = 1_000;
const END_OF_DAYS = parseLocalDate('9999-12-31');

/** What is left to do of a task: one that recurs begins with its first open occurrence. */
export function taskEntry(task: DatedTask, usersZone: string, budget: Budget): CalendarEntry {
  const { id, category, labels, priority, completedAt, createdAt, updatedAt } = task;
  const starts = startOf(task);
  const isCounted = task.repeatFrom === 'completion' && task.firstOpen === null;
  const [counted] = isCounted && completedAt === null ? task.moved : [];
  return {
    id,
    ...textsOf(task),
    categories: category === null ? labels : [category, ...labels],
    time: timeOn(placeOf(starts, task, counted), task, usersZone),
    series: completedAt === null ? seriesFrom(starts, task, { usersZone, budget }) : null,
    task: { priority, completedAt },
    isBusy: false,
    createdAt,
    changedAt: updatedAt,
  };
}

function textsOf({ content, notes }: DatedTask): EntryTexts {
  return { title: content, description: notes, location: null };
}

/** The first open occurrence by its place in the series. */
function startOf({ completedAt, dueDate, firstOpen, moved }: DatedTask): LocalDate {
  const first = completedAt === null ? moved[0]?.date : undefined;
  if (firstOpen === null) return first ?? dueDate;
  return first !== undefined && first < firstOpen ? first : firstOpen;
}

function timeOn({ dueDate, dueTime }: Move, { timeZone }: DatedTask, usersZone: string): EntryTime {
  if (dueTime === null) return { isAllDay: true, starts: dueDate, days: 1 };
  return {
    isAllDay: false,
    starts: atTime(dueDate, dueTime),
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
  const { rrule, dueTime, settledAhead, moved } = task;
  if (rrule === null || task.repeatFrom === 'completion') return null;
  const series = new TaskSeries({ ...task, rrule }, { timeZone: usersZone, dayStart: '00:00' });
  const occurrence = (date: LocalDate): EntryOccurrence => (dueTime === null ? date : atTime(date, dueTime));
  return {
    rrules: [formatRule(ruleFrom(starts, { rule: series.rule, start: task.dueDate }, budget))],
    rdates: [],
    exdates: [...passedOver(starts, task, series), ...settledAhead].map(occurrence),
    changes: moved.map((move) => ({
      ...textsOf(task),
      recurrenceId: occurrence(move.date),
      time: timeOn(placeOf(move.date, task, move), task, usersZone),
    })),
  };
}

/** What is open no more between the first moved occurrence, with which the series begins then, and the first other one. */
function passedOver(starts: LocalDate, { firstOpen, moved }: DatedTask, series: TaskSeries): LocalDate[] {
  if (firstOpen !== null && firstOpen <= starts) return [];
  if (moved.length === 0) return [];
  const { dates } = series.between(starts, firstOpen ?? END_OF_DAYS, MOST_PASSED_OVER);
  return dates.filter((date) => !moved.some((move) => move.date === date));
}

/** From one of its occurrences on a rule names the same days as before, but for a count, which is of those to come. */
function ruleFrom(starts: LocalDate, series: DateRecurrence, budget: Budget): Rule {
  const { rule, start } = series;
  if (rule.count === null || starts === start) return rule;
  const { dates, truncated } = occurrenceDates(series, { before: starts, limit: MOST_COUNTED }, budget);
  return { ...rule, count: truncated ? null : rule.count - dates.length };
}
