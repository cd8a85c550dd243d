import { Budget } from '../../../../../common/time/recurrence/search.js';
import { expand, type EventOccurrence, type ExpandWindow } from '../series/expand.js';
import type { CalendarEvent } from '../calendar-event.entity.js';

/** An occurrence, and the event whose it is. */
export interface RangeOccurrence {
  readonly event: CalendarEvent;
  readonly occurrence: EventOccurrence;
}

/** Occurrences by their beginning; `truncated` when there are, or may be, more. */
export interface EventRange {
  readonly occurrences: readonly RangeOccurrence[];
  readonly truncated: boolean;
}

/** Most occurrences of one answer. */
export const MOST_IN_RANGE = 5_000;

const STEPS_OF_ALL = 400_000;
const STEPS_OF_ONE = 50_000;

/** The occurrences of many events within a window; what takes too many steps is cut short, each alone and all together. */
export function eventRange(events: readonly CalendarEvent[], window: ExpandWindow): EventRange {
  const found: RangeOccurrence[] = [];
  let stepsLeft = STEPS_OF_ALL;
  let truncated = false;
  for (const event of events) {
    if (stepsLeft <= 0) {
      truncated = true;
      break;
    }
    const budget = new Budget(Math.min(stepsLeft, STEPS_OF_ONE));
    const expanded = expand(event, window, budget);
    stepsLeft -= budget.taken;
    truncated ||= expanded.truncated;
    for (const occurrence of expanded.occurrences) found.push({ event, occurrence });
  }
  found.sort((a, b) => a.occurrence.startsAt - b.occurrence.startsAt || (a.event.id < b.event.id ? -1 : 1));
  return { occurrences: found.slice(0, window.limit), truncated: truncated || found.length > window.limit };
}
