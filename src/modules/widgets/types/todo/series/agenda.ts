import { addDays, type LocalDate } from '../../../../../common/time/local-date.js';
import { localDateTimeOf } from '../../../../../common/time/moment.js';
import { dateOf } from '../../../../../common/time/local-date-time.js';
import type { Due } from './due.js';
import type { History, Settled } from './history.js';
import type { TaskSeries } from './task-series.js';

/** Which occurrences of a recurring task are open, as its user's day sees it. */
export interface Agenda {
  /** The one that the task is due for: of those that are due by now, the first of the newest day. */
  readonly dueNow: LocalDate | null;
  /** In the order of their days: what is due by now, or else the first to come, and at most so many after it. */
  readonly open: readonly LocalDate[];
  /** Those of the series before this one are missed, but for moved ones; null for none. */
  readonly missedBefore: LocalDate | null;
}

/**
 * The agenda of a series by its schedule: an occurrence is due until the next open one is, and is missed then. One that
 * was moved is due on its new day, and is never missed: it comes back when those after it are settled.
 */
export function scheduledAgenda(
  series: TaskSeries,
  history: History,
  { today, limit }: { today: LocalDate; limit: number },
): Agenda {
  const newest = newestOpen(series, history, today);
  const first = newest ?? (history.floor === null ? null : addDays(history.floor, 1));
  const { moves } = history;
  const dates = series.from(first, limit + history.ahead + moves.size);
  const regular = dates.filter((date) => !history.find(date) && !moves.has(date)).slice(0, limit);
  if (moves.size === 0) return { dueNow: newest, open: regular, missedBefore: newest };

  const moved = history.openMoves.map((date) => series.dueOf(date, moves.get(date)));
  const dues = [...regular.map((date) => series.dueOf(date)), ...moved].sort(inOrder);
  const before = moved.filter(({ dueOn }) => dueOn <= today).length;
  const open = dues.slice(0, limit + before).map(({ date }) => date);
  return { dueNow: dueNowOf(dues, today), open, missedBefore: newest };
}

function dueNowOf(dues: readonly Due[], today: LocalDate): LocalDate | null {
  const newestDay = dues.findLast(({ dueOn }) => dueOn <= today)?.dueOn;
  return dues.find(({ dueOn }) => dueOn === newestDay)?.date ?? null;
}

function inOrder(a: Due, b: Due): number {
  if (a.dueOn !== b.dueOn) return a.dueOn < b.dueOn ? -1 : 1;
  return a.minute - b.minute || (a.date < b.date ? -1 : 1);
}

/** The agenda of a series that is counted from each completion: one is open, until it is done. */
export function countedAgenda(
  series: TaskSeries,
  history: History,
  { today, timeZone }: { today: LocalDate; timeZone: string | null },
): Agenda {
  const open = history.latest
    ? nextCounted(series, history, history.latest, timeZone)
    : (series.from(null, 1)[0] ?? null);
  if (open === null) return { dueNow: null, open: [], missedBefore: null };
  const { dueOn } = series.dueOf(open, history.moves.get(open));
  return { dueNow: dueOn <= today ? open : null, open: [open], missedBefore: null };
}

function newestOpen(series: TaskSeries, history: History, today: LocalDate): LocalDate | null {
  let date = series.newestDue(today);
  while (date !== null && history.isAboveFloor(date)) {
    if (!history.find(date) && !history.moves.has(date)) return date;
    date = series.previous(date);
  }
  return null;
}

function nextCounted(
  series: TaskSeries,
  history: History,
  latest: Settled,
  timeZone: string | null,
): LocalDate | null {
  const { count } = series.rule;
  if (count !== null && history.total >= count) return null;
  let next = series.countedFrom(baseOf(latest, timeZone));
  // One that was done early may lie ahead.
  while (next !== null && history.find(next)) next = series.countedFrom(next);
  return next;
}

/** The day that the next one is counted from: of the completion, or of what was skipped if that is later. */
function baseOf({ state, occurrence, settledAt, settledOn }: Settled, timeZone: string | null): LocalDate {
  const day = timeZone === null ? settledOn : dateOf(localDateTimeOf(settledAt, timeZone));
  return state === 'skipped' && occurrence > day ? occurrence : day;
}
