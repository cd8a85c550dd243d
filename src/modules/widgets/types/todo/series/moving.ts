import type { LocalDate } from '../../../../../common/time/local-date.js';
import type { Task } from '../task.entity.js';
import { OccurrenceSettled, TaskNotMovable, TooManyMoves } from '../tasks.errors.js';
import { placeOf, type Move } from './due.js';
import type { History } from './history.js';
import { agendaOf, isRecurring, planned, type PlanContext } from './plan.js';
import { requireOccurrence } from './progress.js';
import { TaskSeries } from './task-series.js';

const MOST_OPEN = 100;

/** An occurrence that was moved: what the task becomes, and what is stored; a null `move` is back in its place. */
export interface Moved {
  readonly task: Task;
  readonly occurrence: LocalDate;
  readonly move: Move | null;
  readonly before: Move;
  readonly after: Move;
}

/** Moves one occurrence of a recurring task; null where it is there already. */
export function moveOccurrence(
  task: Task,
  history: History,
  { date, to, context }: { date: LocalDate; to: Move; context: PlanContext },
): Moved | null {
  if (!isRecurring(task)) throw new TaskNotMovable();
  requireOccurrence(task, history, { agenda: agendaOf(task, history, context), context, date });
  if (history.find(date)) throw new OccurrenceSettled();

  const before = placeOf(date, task, history.moves.get(date));
  const after = placeOf(date, task, to);
  if (isSamePlace(before, after)) return null;
  const move = isSamePlace(after, placeOf(date, task)) ? null : to;
  if (move && !history.moves.has(date) && history.openMoves.length >= MOST_OPEN)
    throw new TooManyMoves(MOST_OPEN);
  const changed = { ...task, version: task.version + 1, updatedAt: context.now };
  return {
    task: planned(changed, history.withMove(date, move), context),
    occurrence: date,
    move,
    before,
    after,
  };
}

/** The moves of open occurrences that a task with a changed series has no more. */
export function movesLost(before: Task, after: Task, history: History, context: PlanContext): LocalDate[] {
  const isSame = (['rrule', 'dueDate', 'repeatFrom'] as const).every(
    (field) => before[field] === after[field],
  );
  if (isSame || history.moves.size === 0) return [];
  if (!isRecurring(after)) return [...history.moves.keys()];
  if (after.repeatFrom === 'completion') return history.openMoves;
  const series = new TaskSeries(after, context.rules);
  return history.openMoves.filter((date) => !series.has(date));
}

/** The date that names the occurrence which a client means by a date: its own, else the day that it was moved to. */
export function occurrenceNamed(
  task: Task,
  history: History,
  { date, context }: { date: LocalDate; context: PlanContext },
): LocalDate {
  const moved = [...history.moves].filter(([, { dueDate }]) => dueDate === date);
  if (!isRecurring(task) || moved.length !== 1 || moved[0] === undefined) return date;
  const isItself =
    history.moves.has(date) ||
    history.find(date) !== undefined ||
    (task.upcoming ?? []).some((next) => next.date === date);
  if (isItself || new TaskSeries(task, context.rules).has(date)) return date;
  return moved[0][0];
}

function isSamePlace(a: Move, b: Move): boolean {
  return a.dueDate === b.dueDate && a.dueTime === b.dueTime;
}
