import { InvalidError } from '../../../../../common/errors/app-error.js';
import { parseLocalDateTime, toLocalSeconds } from '../../../../../common/time/local-date-time.js';
import type { Budget } from '../../../../../common/time/recurrence/search.js';
import { toInstant } from '../../../../../common/time/zone.js';
import type { EventTexts, EventTime } from './calendar-series.js';
import { expand, type ExpandedEvent } from './expand.js';
import { followingAt, movedBy } from './following-changes.js';

const MOST_AT_ONCE = 100;

/** What the occurrence of this id was before it was changed on its own; null if the series has none, or cancels it. */
export function plainOccurrence(
  event: ExpandedEvent,
  recurrenceId: string,
  usersZone: string,
  budget?: Budget,
): (EventTexts & EventTime) | null {
  const schedule = { ...event.schedule, changed: [], following: [] };
  const at = momentOf(recurrenceId, schedule.isAllDay ? usersZone : (schedule.timeZone ?? usersZone));
  if (at === null) return null;
  const window = { from: at, before: at + 1, beginsFrom: at, timeZone: usersZone, limit: MOST_AT_ONCE };
  const { occurrences } = expand({ ...event, schedule }, window, budget);
  const found = occurrences.find((occurrence) => occurrence.recurrenceId === recurrenceId);
  if (!found) return null;
  const change = followingAt(event.schedule, recurrenceId);
  if (change) return movedBy(change, found.starts);
  const length = schedule.rdates.find(({ starts }) => starts === found.starts)?.length ?? schedule.length;
  return { ...found, length };
}

function momentOf(recurrenceId: string, zone: string): number | null {
  try {
    return toInstant(zone, toLocalSeconds(parseLocalDateTime(recurrenceId))).at;
  } catch (error) {
    if (error instanceof InvalidError) return null;
    throw error;
  }
}
