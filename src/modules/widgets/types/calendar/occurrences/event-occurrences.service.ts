import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../../common/auth/actor.js';
import type { CalendarEvent } from '../calendar-event.entity.js';
import { CalendarEventsService } from '../calendar-events.service.js';
import type { CalendarEventView } from '../calendar.contract.js';
import { CalendarChangeLimitReached, CalendarOccurrenceNotFound } from '../calendar.errors.js';
import { MOST_TIMES } from '../calendar.settings.js';
import { timeOf, type TimeFields } from '../event-fields.js';
import type { ChangedOccurrence, EventTexts, EventTime } from '../series/calendar-series.js';
import { plainOccurrence } from '../series/plain-occurrence.js';

/** What people say about one occurrence; what is left out stays. */
export type OccurrenceFields = Partial<EventTexts> & TimeFields;

/** Single occurrences of events. */
@Injectable()
export class EventOccurrencesService {
  constructor(private readonly events: CalendarEventsService) {}

  /** Moves or rewords one occurrence; the others stay. Throws CalendarEventNotFound, CalendarOccurrenceNotFound, StaleVersionError. */
  update(
    actor: Actor,
    id: string,
    recurrenceId: string,
    fields: OccurrenceFields,
    expectedVersion?: number,
  ): Promise<CalendarEventView> {
    return this.events.rewrite(actor, id, expectedVersion, (event) => {
      const before = occurrenceOf(event, recurrenceId, actor.timeZone);
      return withChange(event, {
        recurrenceId,
        becomes: {
          title: fields.title ?? before.title,
          description: fields.description === undefined ? before.description : fields.description,
          location: fields.location === undefined ? before.location : fields.location,
          ...timeOf(fields, before, actor.timeZone),
        },
      });
    });
  }

  /** Cancels one occurrence; the others stay. Throws what `update` does. */
  async cancel(actor: Actor, id: string, recurrenceId: string, expectedVersion?: number): Promise<void> {
    await this.events.rewrite(actor, id, expectedVersion, (event) => {
      occurrenceOf(event, recurrenceId, actor.timeZone);
      return withChange(event, { recurrenceId, becomes: null });
    });
  }
}

/** What an occurrence says now, or said before it was cancelled; throws CalendarOccurrenceNotFound if there is none. */
function occurrenceOf(event: CalendarEvent, recurrenceId: string, usersZone: string): EventTexts & EventTime {
  const changed = event.schedule.changed.find((change) => change.recurrenceId === recurrenceId);
  const found = changed?.becomes ?? plainOccurrence(event, recurrenceId, usersZone);
  if (!found) throw new CalendarOccurrenceNotFound();
  return found;
}

function withChange(event: CalendarEvent, change: ChangedOccurrence): CalendarEvent {
  const { schedule } = event;
  const others = schedule.changed.filter(({ recurrenceId }) => recurrenceId !== change.recurrenceId);
  if (others.length >= MOST_TIMES.changed) throw new CalendarChangeLimitReached(MOST_TIMES.changed);
  return { ...event, schedule: { ...schedule, changed: [...others, change] } };
}
