import { SECONDS_PER_DAY } from '../../../../../common/time/civil.js';
import {
  dateOf,
  fromLocalSeconds,
  parseLocalDateTime,
  toLocalSeconds,
  type LocalDateTime,
} from '../../../../../common/time/local-date-time.js';
import { addDays, isLocalDate } from '../../../../../common/time/local-date.js';
import { localDateTimeOf } from '../../../../../common/time/moment.js';
import { occurrenceDates } from '../../../../../common/time/recurrence/occurrence-dates.js';
import { occurrences } from '../../../../../common/time/recurrence/occurrences.js';
import { parseRule } from '../../../../../common/time/recurrence/parse.js';
import { Budget } from '../../../../../common/time/recurrence/search.js';
import { firstInstantFrom, toInstant } from '../../../../../common/time/zone.js';
import type { EventSchedule, EventTexts, EventTime } from './calendar-series.js';
import { followingAt, movedBy, reachOf } from './following-changes.js';

/** An event as far as its occurrences need it. */
export interface ExpandedEvent extends EventTexts {
  readonly schedule: EventSchedule;
}

/** One occurrence: what it says, and when it is, on its clock and in epoch seconds. */
export interface EventOccurrence extends EventTexts {
  readonly recurrenceId: string;
  readonly isAllDay: boolean;
  readonly timeZone: string | null;
  readonly starts: LocalDateTime;
  /** The first moment after it. */
  readonly ends: LocalDateTime;
  readonly startsAt: number;
  readonly endsAt: number;
  /** Whether it was changed on its own. */
  readonly isChanged: boolean;
}

/** What is wanted: what touches the stretch from `from` (included) to `before` (excluded), in epoch seconds. */
export interface ExpandWindow {
  readonly from: number;
  readonly before: number;
  /** The user's zone. */
  readonly timeZone: string;
  readonly limit: number;
  /** Before this moment nothing that is wanted begins; left out where that does not matter. */
  readonly beginsFrom?: number;
}

/** Occurrences by their beginning; `truncated` when there are, or may be, more. */
export interface Expanded {
  readonly occurrences: readonly EventOccurrence[];
  readonly truncated: boolean;
}

interface Starts {
  readonly starts: readonly LocalDateTime[];
  readonly truncated: boolean;
}

interface OwnStarts extends Starts {
  /** In epoch seconds: of what begins later, a rule that names more times than were asked for may name others. */
  readonly knownUntil: number;
}

const DAY = SECONDS_PER_DAY;
// A series of seconds between the moments of an exclusion of seconds has to be seen through.
const MOST_EXCLUDED = 10_000;

/** The occurrences of an event that touch the window; a rule that takes too many steps gives what was found until then. */
export function expand(event: ExpandedEvent, window: ExpandWindow, budget = new Budget()): Expanded {
  const changed = changedOccurrences(event.schedule, window);
  let { limit } = window;
  for (;;) {
    const found = startsOf(event.schedule, { ...window, limit }, budget);
    const touching = [...ownOccurrences(event, found.starts, window), ...changed]
      .filter((occurrence) => touches(occurrence, window))
      .sort((a, b) => a.startsAt - b.startsAt || (a.recurrenceId < b.recurrenceId ? -1 : 1));
    // The first that a rule names may all be over before the window begins.
    const isEnough = (touching[window.limit - 1]?.startsAt ?? Infinity) <= found.knownUntil;
    if (isEnough || budget.isSpent)
      return {
        occurrences: touching.slice(0, window.limit),
        truncated: found.truncated || touching.length > window.limit,
      };
    limit *= 2;
  }
}

/** The id of the occurrence of a series that its clock shows at this time. */
export function idOf({ isAllDay }: EventTime, starts: LocalDateTime): string {
  return isAllDay ? dateOf(starts) : starts;
}

/** When something begins, in epoch seconds. */
function startOf({ starts, isAllDay, timeZone }: EventTime, usersZone: string): number {
  const local = toLocalSeconds(starts);
  return isAllDay ? firstInstantFrom(usersZone, local) : toInstant(timeZone ?? usersZone, local).at;
}

/** When something of this length ends, in epoch seconds and on the clock of the zone. */
export function endOf(
  { starts, isAllDay, length }: EventTime,
  zone: string,
): { at: number; local: LocalDateTime } {
  const lastDay = toLocalSeconds(starts) + length.days * DAY;
  if (isAllDay) return { at: firstInstantFrom(zone, lastDay), local: fromLocalSeconds(lastDay) };
  const at = toInstant(zone, lastDay).at + length.seconds;
  return { at, local: localDateTimeOf(new Date(at * 1_000), zone) };
}

function ownOccurrences(
  event: ExpandedEvent,
  found: readonly LocalDateTime[],
  { timeZone: usersZone }: ExpandWindow,
): EventOccurrence[] {
  const { schedule } = event;
  const { isAllDay, timeZone, length } = schedule;
  const lengths = new Map(schedule.rdates.map((extra) => [extra.starts, extra.length]));
  return found.flatMap((starts) => {
    const recurrenceId = idOf(schedule, starts);
    const change = followingAt(schedule, recurrenceId);
    if (change) {
      const moved = movedBy(change, starts);
      const isChanged = change.recurrenceId === recurrenceId;
      return moved ? occurrenceOf(moved, moved, { recurrenceId, isChanged }, usersZone) : [];
    }
    const time = { starts, isAllDay, timeZone, length: lengths.get(starts) ?? length };
    return occurrenceOf(event, time, { recurrenceId, isChanged: false }, usersZone);
  });
}

function changedOccurrences({ changed }: EventSchedule, window: ExpandWindow): EventOccurrence[] {
  const { timeZone } = window;
  return changed.flatMap(({ recurrenceId, becomes }) =>
    becomes === null || !mayTouch(becomes, window)
      ? []
      : [occurrenceOf(becomes, becomes, { recurrenceId, isChanged: true }, timeZone)],
  );
}

/** A month can have ten thousand of them: nothing is copied that is not needed. */
function occurrenceOf(
  { title, description, location }: EventTexts,
  time: EventTime,
  { recurrenceId, isChanged }: Pick<EventOccurrence, 'recurrenceId' | 'isChanged'>,
  usersZone: string,
): EventOccurrence {
  const { starts, isAllDay, timeZone } = time;
  const { at, local: ends } = endOf(time, isAllDay ? usersZone : (timeZone ?? usersZone));
  return {
    recurrenceId,
    title,
    description,
    location,
    isAllDay,
    timeZone,
    starts,
    ends,
    startsAt: startOf(time, usersZone),
    endsAt: at,
    isChanged,
  };
}

/** By the clock alone, since a thousand changes may be in as many zones, whose offsets take time to find. */
function mayTouch({ starts, length }: EventTime, { from, before }: ExpandWindow): boolean {
  const begins = toLocalSeconds(starts);
  const ends = begins + length.days * DAY + length.seconds;
  return begins < before + 2 * DAY && ends > from - 2 * DAY;
}

/** What has no length touches the moment that it is at. */
function touches(
  { startsAt, endsAt }: EventOccurrence,
  { from, before, beginsFrom = -Infinity }: ExpandWindow,
): boolean {
  if (startsAt < beginsFrom || startsAt >= before) return false;
  return endsAt > from || (startsAt >= from && endsAt <= startsAt);
}

/** The beginnings of a series by its rules that may touch the window, without those that are changed on their own. */
function startsOf(schedule: EventSchedule, window: ExpandWindow, budget: Budget): OwnStarts {
  const { rrules, exrules, rdates, exdates, changed, starts } = schedule;
  const { from, beginsFrom = -Infinity } = window;
  const { earlier, later, longest } = reachOf(schedule);
  const wide = {
    ...window,
    from: Math.max(from - longest, beginsFrom) - later,
    before: window.before + earlier,
  };
  const gone = [...exdates, ...changed.map(({ recurrenceId }) => recurrenceId)];
  const ruled = rrules.map((rule) => ruledStarts(schedule, rule, gone, wide, budget));
  const excluded = exrules.map((rule) =>
    ruledStarts(schedule, rule, [], { ...wide, limit: MOST_EXCLUDED }, budget),
  );

  const without = new Set([...gone, ...excluded.flatMap((rule) => rule.starts)]);
  const single = [...(rrules.length === 0 ? [starts] : []), ...rdates.map((extra) => extra.starts)];
  const all = new Set([...ruled.flatMap((rule) => rule.starts), ...single]);
  return {
    starts: [...all].filter((time) => !without.has(time) && !without.has(dateOf(time))),
    truncated: [...ruled, ...excluded].some(({ truncated }) => truncated),
    knownUntil: Math.min(...ruled.map((rule) => lastKnown(rule, schedule, window))) - earlier,
  };
}

function lastKnown({ starts, truncated }: Starts, time: EventTime, { timeZone }: ExpandWindow): number {
  const last = starts.at(-1);
  return truncated && last !== undefined ? startOf({ ...time, starts: last }, timeZone) : Infinity;
}

function ruledStarts(
  schedule: EventSchedule,
  rrule: string,
  exdates: readonly string[],
  { from, before, timeZone, limit }: ExpandWindow,
  budget: Budget,
): Starts {
  const rule = parseRule(rrule);
  if (schedule.isAllDay) {
    const start = dateOf(schedule.starts);
    const first = dateOf(localDateTimeOf(new Date(from * 1_000), timeZone));
    const last = addDays(dateOf(localDateTimeOf(new Date(before * 1_000), timeZone)), 1);
    const days = exdates.filter(isLocalDate);
    const found = occurrenceDates(
      { rule, start, exdates: days },
      { from: first > start ? first : start, before: last, limit },
      budget,
    );
    return { starts: found.dates.map((date) => parseLocalDateTime(date)), truncated: found.truncated };
  }

  const series = {
    rule,
    start: schedule.starts,
    timeZone: schedule.timeZone ?? timeZone,
    exdates: exdates.map((text) => (isLocalDate(text) ? text : parseLocalDateTime(text))),
  };
  const found = occurrences(
    series,
    { from: new Date(from * 1_000), before: new Date(before * 1_000), limit },
    budget,
  );
  return { starts: found.occurrences.map(({ local }) => local), truncated: found.truncated };
}
