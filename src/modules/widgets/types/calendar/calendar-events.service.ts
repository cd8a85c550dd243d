import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../common/auth/actor.js';
import { requireVersion } from '../../../../common/errors/app-error.js';
import { uuidv7 } from '../../../../common/ids/uuid.js';
import { Clock } from '../../../../common/time/clock.js';
import { isUniqueViolation } from '../../../../platform/database/postgres-errors.js';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import { EventLog } from '../../../../platform/events/event-log.js';
import { differenceOf } from '../../difference.js';
import { IdTaken } from '../../widgets.errors.js';
import { WidgetsService } from '../../widgets.service.js';
import type { CalendarEvent } from './calendar-event.entity.js';
import { CalendarEventsRepository } from './calendar-events.repository.js';
import { toEventView } from './calendar-view.js';
import type { CalendarEventView } from './calendar.contract.js';
import { CalendarEventLimitReached, CalendarEventNotFound } from './calendar.errors.js';
import { CalendarEventCreated, CalendarEventDeleted, CalendarEventUpdated } from './calendar.events.js';
import { CALENDAR, CALENDAR_LIMITS } from './calendar.settings.js';
import { scheduleOf, type EventFields } from './event-fields.js';
import { NearOccurrencesService } from './near/near-occurrences.service.js';
import { extentOf } from './series/extent.js';

/** What a new event is made from; its id may be the client's. */
export type NewEvent = EventFields & { readonly id?: string; readonly title: string; readonly start: string };

/** The events of a user's calendars. */
@Injectable()
export class CalendarEventsService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly log: EventLog,
    private readonly clock: Clock,
    private readonly widgets: WidgetsService,
    private readonly calendar: CalendarEventsRepository,
    private readonly near: NearOccurrencesService,
  ) {}

  /** One event; throws CalendarEventNotFound. */
  async get(actor: Actor, id: string): Promise<CalendarEventView> {
    return toEventView(found(await this.calendar.find(actor.id, id)));
  }

  /** Adds an event to a calendar; throws WidgetNotFound, WidgetTypeMismatch, IdTaken, CalendarEventLimitReached. */
  create(actor: Actor, widgetId: string, request: NewEvent): Promise<CalendarEventView> {
    return this.uow.run(async () => {
      await this.widgets.lockOfType(actor, widgetId, CALENDAR);
      const event = newEvent({ userId: actor.id, widgetId }, request, actor.timeZone, this.clock.now());
      const view = toEventView(event);
      if ((await this.calendar.count(widgetId, CALENDAR_LIMITS.events)) >= CALENDAR_LIMITS.events)
        throw new CalendarEventLimitReached(CALENDAR_LIMITS.events);
      await this.insert(event);
      await this.near.plan([event], actor.timeZone);
      this.log.record(new CalendarEventCreated(actor.id, { eventId: event.id, widgetId, after: view }));
      return view;
    });
  }

  /** Changes an event and all of its occurrences; throws CalendarEventNotFound, StaleVersionError, InvalidError. */
  update(
    actor: Actor,
    id: string,
    { title, description, location, ...when }: EventFields,
    expectedVersion?: number,
  ): Promise<CalendarEventView> {
    return this.rewrite(actor, id, expectedVersion, (event) => ({
      ...event,
      title: title ?? event.title,
      description: description === undefined ? event.description : description,
      location: location === undefined ? event.location : location,
      schedule: scheduleOf(when, event.schedule, actor.timeZone),
    }));
  }

  /** Writes what becomes of an event, in one unit of work; throws CalendarEventNotFound, StaleVersionError. */
  rewrite(
    actor: Actor,
    id: string,
    expectedVersion: number | undefined,
    change: (event: CalendarEvent) => CalendarEvent,
  ): Promise<CalendarEventView> {
    return this.uow.run(async () => {
      const event = found(await this.calendar.lock(actor.id, id));
      requireVersion(expectedVersion, event.version);
      const changed = change(event);
      const before = toEventView(event);
      const after = {
        ...changed,
        ...extentOf(changed.schedule),
        version: event.version + 1,
        updatedAt: this.clock.now(),
      };
      const difference = differenceOf(before, toEventView(after));
      if (difference === null) return before;

      await this.calendar.update([after]);
      await this.near.plan([after], actor.timeZone);
      const { widgetId } = event;
      this.log.record(new CalendarEventUpdated(actor.id, { eventId: id, widgetId, ...difference }));
      return toEventView(after);
    });
  }

  /** Deletes an event with all of its occurrences; throws CalendarEventNotFound, StaleVersionError. */
  remove(actor: Actor, id: string, expectedVersion?: number): Promise<void> {
    return this.uow.run(async () => {
      const event = found(await this.calendar.lock(actor.id, id));
      requireVersion(expectedVersion, event.version);
      await this.calendar.delete(actor.id, [id]);
      const { widgetId } = event;
      this.log.record(
        new CalendarEventDeleted(actor.id, { eventId: id, widgetId, before: toEventView(event) }),
      );
    });
  }

  private async insert(event: CalendarEvent): Promise<void> {
    try {
      await this.calendar.insert([event]);
    } catch (error) {
      if (isUniqueViolation(error, 'calendar_events_pkey')) throw new IdTaken();
      throw error;
    }
  }
}

function newEvent(
  owner: { readonly userId: string; readonly widgetId: string },
  request: NewEvent,
  usersZone: string,
  now: Date,
): CalendarEvent {
  const id = request.id?.toLowerCase() ?? uuidv7(now.getTime());
  const schedule = scheduleOf(request, null, usersZone);
  return {
    ...owner,
    ...{ id, uid: id, title: request.title },
    description: request.description ?? null,
    location: request.location ?? null,
    schedule,
    ...extentOf(schedule),
    ...{ sequence: 0, stamp: 0, sourceDigest: null, version: 1, createdAt: now, updatedAt: now },
  };
}

function found(event: CalendarEvent | undefined): CalendarEvent {
  if (!event) throw new CalendarEventNotFound();
  return event;
}
