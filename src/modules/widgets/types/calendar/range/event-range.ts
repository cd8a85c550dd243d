import { Budget } from '../../../../../common/time/recurrence/search.js';
import { Turn } from '../../../../../common/time/turn.js';
import { expand, type EventOccurrence, type ExpandWindow } from '../series/expand.js';
import type { CalendarEvent } from '../calendar-event.entity.js';

/** An occurrence, and the event whose it is. */
export interface RangeOccurrence {
  readonly event: CalendarEvent;
  readonly occurrence: EventOccurrence;
}

/** The place of an occurrence in a range: they come by their beginning (epoch seconds), then by event. */
export interface RangeKey {
  readonly startsAt: number;
  readonly eventId: string;
  readonly recurrenceId: string;
}

/** The first occurrences of a range, in order. */
export interface EventRange {
  readonly occurrences: readonly RangeOccurrence[];
  /** Whether there are more. */
  readonly hasMore: boolean;
  /** Whether there may be others that were not found, since a rule took too many steps. */
  readonly isCutShort: boolean;
}

const STEPS_OF_ALL = 400_000;
const STEPS_OF_ONE = 50_000;

/**
 * The first occurrences of many events within a window, or the first behind a key; others have their turns meanwhile.
 * What takes too many steps is cut short, each event alone and all together.
 */
export async function eventRange(
  events: readonly CalendarEvent[],
  window: ExpandWindow,
  after: RangeKey | null = null,
): Promise<EventRange> {
  const turn = new Turn();
  const first = new FirstOccurrences(window.limit);
  // One more of each tells whether there are more. What came before a key is never looked for again, however long it lasts.
  const wanted = {
    ...window,
    limit: window.limit + 1,
    ...(after === null ? {} : { beginsFrom: after.startsAt }),
  };
  let stepsLeft = STEPS_OF_ALL;
  let hasMore = false;
  let isCutShort = false;
  for (const event of events) {
    if (turn.isOver) await turn.pass();
    if (stepsLeft <= 0) {
      isCutShort = true;
      break;
    }
    const budget = new Budget(Math.min(stepsLeft, STEPS_OF_ONE));
    const { occurrences, truncated } = expand(event, wanted, budget);
    stepsLeft -= budget.taken;
    if (budget.isSpent) isCutShort = true;
    else hasMore ||= truncated;
    for (const occurrence of occurrences)
      if (after === null || isBehind({ event, occurrence }, after)) first.add({ event, occurrence });
  }
  return { occurrences: first.inOrder(), hasMore: hasMore || first.hasMore, isCutShort };
}

/** Where an occurrence stands in a range. */
export function keyOf({ event, occurrence }: RangeOccurrence): RangeKey {
  return { startsAt: occurrence.startsAt, eventId: event.id, recurrenceId: occurrence.recurrenceId };
}

/** The first of many occurrences, so that no more are kept than are wanted, or a few times as many. */
class FirstOccurrences {
  private found: RangeOccurrence[] = [];
  hasMore = false;

  constructor(private readonly limit: number) {}

  add(occurrence: RangeOccurrence): void {
    this.found.push(occurrence);
    if (this.found.length >= 4 * this.limit) this.trim();
  }

  inOrder(): readonly RangeOccurrence[] {
    this.trim();
    return this.found;
  }

  private trim(): void {
    this.hasMore ||= this.found.length > this.limit;
    this.found = this.found.sort((a, b) => compare(keyOf(a), keyOf(b))).slice(0, this.limit);
  }
}

function isBehind(occurrence: RangeOccurrence, key: RangeKey): boolean {
  return compare(keyOf(occurrence), key) > 0;
}

function compare(a: RangeKey, b: RangeKey): number {
  return a.startsAt - b.startsAt || order(a.eventId, b.eventId) || order(a.recurrenceId, b.recurrenceId);
}

function order(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
