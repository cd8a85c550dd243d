import { Injectable } from '@nestjs/common';
import { dateOf } from '../../../../../common/time/local-date-time.js';
import { addDays, type LocalDate } from '../../../../../common/time/local-date.js';
import { boundOf } from '../../../../../common/time/moment.js';
import { userDay, userDayBounds } from '../../../../../common/time/user-day.js';
import {
  AgendaSourceProvider,
  type AgendaEntries,
  type AgendaSource,
  type AgendaSpan,
} from '../../../agenda-source.contract.js';
import { CalendarEventsRepository } from '../calendar-events.repository.js';
import { eventRange, type RangeOccurrence } from '../range/event-range.js';
import type { EventOccurrence, ExpandWindow } from '../series/expand.js';

// More than a page of an agenda has entries.
const MOST_OCCURRENCES = 3_000;

/** Events of all calendars, on each day that they touch. */
@AgendaSourceProvider()
@Injectable()
export class EventAgendaSource implements AgendaSource {
  readonly key = 'event';

  constructor(private readonly calendar: CalendarEventsRepository) {}

  async collect(span: AgendaSpan, entries: AgendaEntries): Promise<void> {
    const { userId, first } = span;
    const last = entries.lastDay;
    const days = { first: addDays(first, -1), last: addDays(last, 1) };
    const { events, areAll } = await this.calendar.inRangeOfUser(userId, days);
    const range = await eventRange(events, windowOf(span, last));
    const lastFound = range.occurrences.at(-1);
    if (range.hasMore && lastFound) entries.endOn(dayOf(lastFound.occurrence.startsAt, span));
    if (range.isCutShort || !areAll) entries.cutShort();
    for (const occurrence of range.occurrences) addEvent(occurrence, span, entries);
  }
}

/** Whole days begin at midnight, and the user's day may begin later. */
function windowOf({ first, startsAt, rules }: AgendaSpan, last: LocalDate): ExpandWindow {
  const { timeZone } = rules;
  const end = userDayBounds(last, rules).end;
  return {
    from: Math.min(boundOf(first, timeZone), boundOf(startsAt, timeZone)),
    before: Math.max(boundOf(addDays(last, 1), timeZone), boundOf(end, timeZone)),
    timeZone,
    limit: MOST_OCCURRENCES,
  };
}

function addEvent({ event, occurrence }: RangeOccurrence, span: AgendaSpan, entries: AgendaEntries): void {
  const { id, widgetId } = event;
  const { recurrenceId, title, isAllDay, startsAt, endsAt } = occurrence;
  const time = isAllDay ? null : { at: new Date(startsAt * 1_000), endsAt: endOf(occurrence) };
  for (const date of daysOf(occurrence, span, entries.lastDay))
    entries.add({
      date,
      at: time?.at ?? null,
      endsAt: time?.endsAt ?? null,
      ...{ id, widgetId, title, occurrence: recurrenceId },
      state: stateOf({ startsAt, endsAt }, span.now),
      isOverdue: false,
    });
}

function endOf({ startsAt, endsAt }: EventOccurrence): Date | null {
  return endsAt > startsAt ? new Date(endsAt * 1_000) : null;
}

/** The days of the span that an occurrence touches. */
function daysOf(occurrence: EventOccurrence, span: AgendaSpan, lastDay: LocalDate): LocalDate[] {
  const { isAllDay, starts, ends, startsAt, endsAt } = occurrence;
  if (!isAllDay && !touches(occurrence, span)) return [];
  const begin = isAllDay ? dateOf(starts) : dayOf(startsAt, span);
  const end = isAllDay ? addDays(dateOf(ends), -1) : dayOf(Math.max(startsAt, endsAt - 1), span);
  const days: LocalDate[] = [];
  for (let day = begin > span.first ? begin : span.first; day <= end && day <= lastDay; day = addDays(day, 1))
    days.push(day);
  return days;
}

function touches({ startsAt, endsAt }: EventOccurrence, span: AgendaSpan): boolean {
  const [from, before] = [span.startsAt.getTime() / 1_000, span.endsAt.getTime() / 1_000];
  return startsAt < before && (endsAt > from || startsAt >= from);
}

function stateOf(
  { startsAt, endsAt }: Pick<EventOccurrence, 'startsAt' | 'endsAt'>,
  now: Date,
): 'upcoming' | 'running' | 'over' {
  const seconds = now.getTime() / 1_000;
  if (seconds < startsAt) return 'upcoming';
  return seconds < endsAt ? 'running' : 'over';
}

function dayOf(epochSeconds: number, { rules }: AgendaSpan): LocalDate {
  return userDay(new Date(epochSeconds * 1_000), rules);
}
