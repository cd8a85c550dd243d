import type { LocalDate } from '../../../../../common/time/local-date.js';
import type { Task } from '../task.entity.js';
import type { Agenda } from './agenda.js';
import { occurrenceOn, placeOf, type Move, type TaskOccurrence } from './due.js';
import type { History, Settled, SettledState } from './history.js';
import { agendaOf, isRecurring, type PlanContext } from './plan.js';
import { TaskSeries } from './task-series.js';

/** What an occurrence is: `missed` once a later one was due, or was done, in its place. */
export type OccurrenceState = SettledState | 'open' | 'missed';

/** An occurrence with what became of it. */
export interface TimelineEntry extends TaskOccurrence {
  readonly state: OccurrenceState;
}

/** A stretch of days, without its end. */
export interface DayWindow {
  readonly from: LocalDate;
  readonly before: LocalDate;
  readonly limit: number;
}

/** A stretch of a task's occurrences in order; `truncated` where there are, or may be, more. */
export interface Timeline {
  readonly entries: readonly TimelineEntry[];
  readonly truncated: boolean;
}

/** A task's occurrences within a stretch of days. `settled` are at least the first `limit + 1` of that stretch. */
export function timelineOf(
  task: Task,
  { history, settled }: { history: History; settled: readonly Settled[] },
  { window, context }: { window: DayWindow; context: PlanContext },
): Timeline {
  const { stateOf, dates, truncated } = isRecurring(task)
    ? datesOf(task, history, { window, context })
    : onceOf(task);
  const { moves } = history;
  const states = new Map<LocalDate, OccurrenceState>();
  for (const date of dates) if (!moves.has(date)) states.set(date, stateOf(date));
  for (const { occurrence, state } of settled) if (!moves.has(occurrence)) states.set(occurrence, state);
  for (const date of movedOf(task, history, dates)) states.set(date, history.find(date)?.state ?? 'open');

  const sorted = [...states]
    .map(([date, state]) => ({ state, place: placeOf(date, task, moves.get(date)), date }))
    .filter(({ place }) => isWithin(place.dueDate, window))
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  return {
    entries: sorted.slice(0, window.limit).map(({ date, state }) => ({
      ...occurrenceOn(date, task, context.rules, moves.get(date)),
      state,
    })),
    truncated: truncated || sorted.length > window.limit,
  };
}

/** Of a task that is counted from its completions an open move may be of an occurrence that it has no more. */
function movedOf({ repeatFrom }: Task, history: History, dates: readonly LocalDate[]): LocalDate[] {
  return [...history.moves.keys()].filter(
    (date) => repeatFrom === 'schedule' || history.find(date) !== undefined || dates.includes(date),
  );
}

/** By day and time; those without a time last. */
function keyOf({ place: { dueDate, dueTime }, date }: { place: Move; date: LocalDate }): string {
  return `${dueDate} ${dueTime ?? '24:00'} ${date}`;
}

interface Dates {
  readonly dates: readonly LocalDate[];
  readonly truncated: boolean;
  readonly stateOf: (date: LocalDate) => OccurrenceState;
}

function onceOf({ dueDate, isDone }: Task): Dates {
  return {
    dates: dueDate === null ? [] : [dueDate],
    truncated: false,
    stateOf: () => (isDone ? 'done' : 'open'),
  };
}

function datesOf(
  task: Parameters<typeof agendaOf>[0],
  history: History,
  { window, context }: { window: DayWindow; context: PlanContext },
): Dates {
  const agenda = agendaOf(task, history, context);
  if (task.repeatFrom === 'completion')
    return { dates: agenda.open, truncated: false, stateOf: () => 'open' };
  const { from, before, limit } = window;
  const { dates, truncated } = new TaskSeries(task, context.rules).between(from, before, limit);
  return { dates, truncated, stateOf: (date) => (isMissed(date, history, agenda) ? 'missed' : 'open') };
}

/** Whether one that was not moved was left behind. */
function isMissed(date: LocalDate, history: History, { missedBefore }: Agenda): boolean {
  return !history.isAboveFloor(date) || (missedBefore !== null && date < missedBefore);
}

function isWithin(date: LocalDate, { from, before }: DayWindow): boolean {
  return date >= from && date < before;
}
