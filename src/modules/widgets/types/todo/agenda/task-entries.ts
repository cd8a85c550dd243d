import {
  addDays,
  daysBetween,
  parseLocalDate,
  type LocalDate,
} from '../../../../../common/time/local-date.js';
import { userDay } from '../../../../../common/time/user-day.js';
import type { AgendaEntries, AgendaEntry, AgendaSpan } from '../../../agenda-source.contract.js';
import type { TaskOccurrence } from '../series/due.js';
import type { History, Settled } from '../series/history.js';
import { occurrenceFor } from '../series/plan.js';
import { timelineOf, type OccurrenceState } from '../series/timeline.js';
import type { Task } from '../task.entity.js';

// A day on a task's own clock and the user's day on which it is due differ by no more.
const ZONES_APART = 2;

interface DatedOccurrence extends TaskOccurrence {
  readonly state: OccurrenceState;
}

/** Adds what is due of a task on the days of a span, and what became of it. Throws RecurrenceTooExpensive. */
export function addTask(
  task: Task,
  known: { readonly history: History; readonly settled: readonly Settled[] },
  span: AgendaSpan,
  entries: AgendaEntries,
): void {
  const { rules, now } = span;
  const from = addDays(span.first, -ZONES_APART);
  const before = addDays(entries.lastDay, ZONES_APART + 1);
  const window = { from, before, limit: daysBetween(from, before) };
  for (const occurrence of timelineOf(task, known, { window, context: { rules, now } }).entries) {
    const date = dueDayOf(occurrence, span);
    if (isWithin(date, occurrence, span)) entries.add(entryOf(task, occurrence, { span, date, dueOn: date }));
  }
}

/** Adds to today what was due on an earlier day and is open. */
export function addOverdueTask(task: Task, span: AgendaSpan, entries: AgendaEntries): void {
  const { today } = span;
  const occurrence = task.isDone ? null : occurrenceFor(task, today);
  if (occurrence === null) return;
  const dueOn = dueDayOf(occurrence, span);
  if (dueOn < today)
    entries.add(entryOf(task, { ...occurrence, state: 'open' }, { span, date: today, dueOn }));
}

/** The user's day on which an occurrence is due, where it was moved to. */
function dueDayOf({ local, at }: TaskOccurrence, { rules }: AgendaSpan): LocalDate {
  return at === null ? parseLocalDate(local.slice(0, 10)) : userDay(new Date(at), rules);
}

function isWithin(
  date: LocalDate,
  { at }: TaskOccurrence,
  { first, last, startsAt, endsAt }: AgendaSpan,
): boolean {
  if (at === null) return date >= first && date <= last;
  const moment = new Date(at);
  return moment >= startsAt && moment < endsAt;
}

function entryOf(
  { id, widgetId, content }: Task,
  { date: occurrence, at, state }: DatedOccurrence,
  { span: { today, now }, date, dueOn }: { span: AgendaSpan; date: LocalDate; dueOn: LocalDate },
): AgendaEntry {
  const moment = at === null ? null : new Date(at);
  const isLate = dueOn < today || (moment !== null && moment <= now);
  return {
    date,
    at: moment,
    endsAt: null,
    ...{ id, widgetId, title: content, occurrence, state },
    isOverdue: state === 'open' && isLate,
  };
}
