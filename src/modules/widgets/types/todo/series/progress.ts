import type { LocalDate } from '../../../../../common/time/local-date.js';
import { userDay } from '../../../../../common/time/user-day.js';
import type { Task } from '../task.entity.js';
import { OccurrenceSuperseded, OccurrenceUnknown, TaskNotRecurring, TooFarAhead } from '../tasks.errors.js';
import type { Agenda } from './agenda.js';
import { History, type Settled, type SettledState } from './history.js';
import { agendaOf, isRecurring, planned, type PlanContext, type RecurringTask } from './plan.js';
import { TaskSeries } from './task-series.js';

const MOST_AHEAD = 366;

/** A step that a task takes: what the task becomes, and which settlement is written or taken away. */
export interface Step {
  readonly task: Task;
  readonly occurrence: LocalDate | null;
  readonly settled: Settled | null;
  readonly unsettled: LocalDate | null;
}

type Recurring = Task & RecurringTask;

/**
 * Does or skips an occurrence; null where that has happened already. Without a date it is the one that is due, or else
 * the next, unless one was settled on this very day: then it is the same request, sent again.
 */
export function settle(
  task: Task,
  history: History,
  { state, date, context }: { state: SettledState; date: LocalDate | null; context: PlanContext },
): Step | null {
  if (!isRecurring(task)) return settleOnce(task, { state, date, context });
  const agenda = agendaOf(task, history, context);
  const target = date ?? chosen(task, history, agenda, context);
  if (target === null || history.find(target)?.state === state) return null;

  requireOccurrence(task, history, { agenda, context, date: target });
  requireLatest(task, history, target);
  const settled = settlementOf(task, history, { state, date: target, context });
  if (!settled.wasDue && history.ahead >= MOST_AHEAD) throw new TooFarAhead(MOST_AHEAD);
  const after = { ...task, lastSettled: target, ...changed(task, context) };
  return {
    task: planned(after, history.with(settled), context),
    occurrence: target,
    settled,
    unsettled: null,
  };
}

/** Opens an occurrence again; null where it is open. Without a date it is the one settled last, once. */
export function reopen(
  task: Task,
  history: History,
  { date, context }: { date: LocalDate | null; context: PlanContext },
): Step | null {
  if (!isRecurring(task)) return reopenOnce(task, { date, context });
  const target = date ?? task.lastSettled;
  if (target === null) return null;
  if (!history.find(target)) {
    requireOccurrence(task, history, { agenda: agendaOf(task, history, context), context, date: target });
    return null;
  }

  requireLatest(task, history, target);
  const lastSettled = task.lastSettled === target ? null : task.lastSettled;
  const after = { ...task, lastSettled, ...changed(task, context) };
  const reopened = planned(after, history.without(target), context);
  return { task: reopened, occurrence: target, settled: null, unsettled: target };
}

/** The settlement of a task's date at this moment. */
export function settlementOf(
  task: Recurring,
  { moves }: History,
  { state, date, context }: { state: SettledState; date: LocalDate; context: PlanContext },
): Settled {
  const settledOn = userDay(context.now, context.rules);
  return {
    occurrence: date,
    state,
    wasDue: !moves.has(date) && new TaskSeries(task, context.rules).dueDayOf(date) <= settledOn,
    settledAt: context.now,
    settledOn,
    taskVersion: task.version + 1,
  };
}

function settleOnce(
  task: Task,
  { state, date, context }: { state: SettledState; date: LocalDate | null; context: PlanContext },
): Step | null {
  if (state === 'skipped') throw new TaskNotRecurring();
  requireDateOf(task, date);
  if (task.isDone) return null;
  const { now } = context;
  return once({ ...task, isDone: true, completedAt: now, lastCompletedAt: now }, context);
}

function reopenOnce(
  task: Task,
  { date, context }: { date: LocalDate | null; context: PlanContext },
): Step | null {
  requireDateOf(task, date);
  if (!task.isDone) return null;
  return once({ ...task, isDone: false, completedAt: null, lastCompletedAt: null }, context);
}

function once(task: Task, context: PlanContext): Step {
  const after = { ...task, ...changed(task, context) };
  const unrelated = { settled: null, unsettled: null };
  return { task: planned(after, History.EMPTY, context), occurrence: task.dueDate, ...unrelated };
}

/** The occurrence that a request without a date means. What is counted from a completion may be due again the same day. */
function chosen(
  { lastSettled, repeatFrom }: Recurring,
  history: History,
  { dueNow, open }: Agenda,
  { now, rules }: PlanContext,
): LocalDate | null {
  const last = lastSettled === null ? undefined : history.find(lastSettled);
  const isSettledToday = last?.settledOn === userDay(now, rules);
  if (isSettledToday && (dueNow === null || repeatFrom === 'completion')) return null;
  return dueNow ?? open[0] ?? null;
}

/** Throws OccurrenceUnknown unless the task has that occurrence. */
export function requireOccurrence(
  task: Recurring,
  history: History,
  { agenda, context, date }: { agenda: Agenda; context: PlanContext; date: LocalDate },
): void {
  if (history.find(date) || agenda.open.includes(date)) return;
  if (task.repeatFrom === 'completion' || !new TaskSeries(task, context.rules).has(date))
    throw new OccurrenceUnknown();
}

/** What is counted from a completion would change with it, so that only the last may. */
function requireLatest({ repeatFrom }: Recurring, history: History, date: LocalDate): void {
  const known = history.find(date);
  if (repeatFrom === 'completion' && known && known !== history.latest) throw new OccurrenceSuperseded();
}

function requireDateOf({ dueDate }: Task, date: LocalDate | null): void {
  if (date !== null && date !== dueDate) throw new OccurrenceUnknown();
}

function changed({ version }: Task, { now }: PlanContext): Pick<Task, 'version' | 'updatedAt'> {
  return { version: version + 1, updatedAt: now };
}
