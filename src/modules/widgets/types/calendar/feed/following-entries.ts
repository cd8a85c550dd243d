import { SECONDS_PER_DAY } from '../../../../../common/time/civil.js';
import { dateOf, parseLocalDateTime, toLocalSeconds } from '../../../../../common/time/local-date-time.js';
import { addMonths, type LocalDate } from '../../../../../common/time/local-date.js';
import { instantOf } from '../../../../../common/time/moment.js';
import { formatRule } from '../../../../../common/time/recurrence/format.js';
import { parseRule } from '../../../../../common/time/recurrence/parse.js';
import type { Budget } from '../../../../../common/time/recurrence/search.js';
import type { EntryOccurrence } from '../../../calendar-source.contract.js';
import type { EventSchedule, EventTexts, EventTime, FollowingChange } from '../series/calendar-series.js';
import { expand, type ExpandedEvent } from '../series/expand.js';
import { followingAt, movedBy, reachOf } from '../series/following-changes.js';

/** An occurrence where a change of all following ones moved it, and what it says. */
export interface MovedOccurrence {
  readonly recurrenceId: string;
  readonly isForFollowing: boolean;
  readonly texts: EventTexts;
  readonly time: EventTime;
}

/** Whose zone is the user's, since when occurrences matter, and what writing them out may cost. */
export interface MovedAsked {
  readonly timeZone: string;
  readonly since: LocalDate;
  readonly budget: Budget;
  readonly mostMoved?: number;
}

// Few programs read a change of all following occurrences, so that those of the coming years are written one by one.
const MONTHS_WRITTEN = 36;
const MOST_MOVED = 400;
const END_OF_IDS = '~';

/** The occurrences that a change of all following ones moves, as many as are written; the change itself holds for the rest. */
export function movedOccurrences(event: ExpandedEvent, asked: MovedAsked): MovedOccurrence[] {
  const { schedule } = event;
  const { following = [], changed } = schedule;
  const [first] = following;
  if (!first) return [];
  const begin = dateOf(parseLocalDateTime(first.recurrenceId));
  const from = begin > asked.since ? begin : asked.since;
  const window = {
    // The first ones may have moved to before the day that they were on.
    from: instantOf(from, asked.timeZone).getTime() / 1_000 - reachOf(schedule).earlier,
    before: instantOf(addMonths(from, MONTHS_WRITTEN), asked.timeZone).getTime() / 1_000,
    timeZone: asked.timeZone,
    limit: Math.min(Math.max(asked.mostMoved ?? MOST_MOVED, 1), MOST_MOVED),
  };
  const single = new Set(changed.map(({ recurrenceId }) => recurrenceId));
  const heads = new Set<FollowingChange>();
  return expand(event, window, asked.budget).occurrences.flatMap(({ recurrenceId }) => {
    const change = single.has(recurrenceId) ? undefined : followingAt(schedule, recurrenceId);
    const becomes = change && movedBy(change, parseLocalDateTime(recurrenceId));
    if (!change || !becomes) return [];
    const isForFollowing = !heads.has(change);
    heads.add(change);
    return [{ recurrenceId, isForFollowing, texts: becomes, time: becomes }];
  });
}

/** The occurrences of the coming years that a change of all following ones cancels. */
export function cancelledFrom(
  { following = [] }: EventSchedule,
  timesBetween: (from: LocalDate, before: LocalDate) => readonly EntryOccurrence[],
  since: LocalDate,
): EntryOccurrence[] {
  return following.flatMap(({ recurrenceId, becomes }, index) => {
    if (becomes !== null) return [];
    const begin = dateOf(parseLocalDateTime(recurrenceId));
    const from = begin > since ? begin : since;
    const next = following[index + 1]?.recurrenceId ?? END_OF_IDS;
    return timesBetween(from, addMonths(from, MONTHS_WRITTEN)).filter(
      (id) => id >= recurrenceId && id < next,
    );
  });
}

/** A rule that ends where its series is cancelled from one occurrence on; a counted one ends anyway. */
export function endedRule({ following = [], isAllDay }: EventSchedule, rrule: string): string {
  const last = following.at(-1);
  const rule = parseRule(rrule);
  if (last?.becomes !== null || rule.count !== null || rule.until !== null) return rrule;
  const end = toLocalSeconds(parseLocalDateTime(last.recurrenceId));
  const until = isAllDay
    ? ({ kind: 'date', epochDay: end / SECONDS_PER_DAY - 1 } as const)
    : ({ kind: 'local', localSeconds: end - 1 } as const);
  return formatRule({ ...rule, until });
}
