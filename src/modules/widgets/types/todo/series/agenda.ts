import { addDays, type LocalDate } from '../../../../../common/time/local-date.js';
import { localDateTimeOf } from '../../../../../common/time/moment.js';
import { dateOf } from '../../../../../common/time/local-date-time.js';
import type { History, Settled } from './history.js';
import type { TaskSeries } from './task-series.js';

/** Which occurrences of a recurring task are open, as its user's day sees it. */
export interface Agenda {
  /** The newest open one that is due by now; older ones are missed. */
  readonly dueNow: LocalDate | null;
  /** That one, or else the first to come, and at most so many after it. */
  readonly open: readonly LocalDate[];
}

/** The agenda of a series by its schedule: an occurrence is due until the next open one is. */
export function scheduledAgenda(
  series: TaskSeries,
  history: History,
  { today, limit }: { today: LocalDate; limit: number },
): Agenda {
  const dueNow = newestOpen(series, history, today);
  const first = dueNow ?? (history.floor === null ? null : addDays(history.floor, 1));
  const dates = series.from(first, limit + history.ahead);
  return { dueNow, open: dates.filter((date) => !history.find(date)).slice(0, limit) };
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
  if (open === null) return { dueNow: null, open: [] };
  return { dueNow: series.dueDayOf(open) <= today ? open : null, open: [open] };
}

function newestOpen(series: TaskSeries, history: History, today: LocalDate): LocalDate | null {
  let date = series.newestDue(today);
  while (date !== null && history.isAboveFloor(date)) {
    if (!history.find(date)) return date;
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
