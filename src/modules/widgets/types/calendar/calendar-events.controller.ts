import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../../common/auth/actor.js';
import { CurrentActor } from '../../../../common/auth/decorators.js';
import { WidgetNotFound } from '../../widgets.contract.js';
import { IdTaken, WidgetTypeMismatch } from '../../widgets.errors.js';
import { CalendarEventLimitReached, CalendarEventNotFound } from './calendar.errors.js';
import { Endpoint } from '../../../../common/http/endpoint.js';
import { IdParam } from '../../../../common/http/id-param.js';
import { IfMatch } from '../../../../common/http/if-match.js';
import { listTextPage } from '../../../../common/http/list-query.dto.js';
import type { ListTextReply } from '../../../../common/http/replies.js';
import type { KeyPart } from '../../../../common/paging/cursor.js';
import {
  CalendarEventResponse,
  CreateCalendarEventRequest,
  UpdateCalendarEventRequest,
} from './calendar-events.dto.js';
import { CalendarEventsService } from './calendar-events.service.js';
import type { CalendarEventView } from './calendar.contract.js';
import {
  AllEventsQuery,
  EventOccurrenceResponse,
  EventRangeMeta,
  EventRangeQuery,
} from './range/event-range.dto.js';
import { EventRangeService } from './range/event-range.service.js';

const KEY: readonly KeyPart[] = ['integer', 'uuid', 'text'];

/** Events, of one calendar widget or of all. */
@ApiTags('calendar')
@ApiBearerAuth()
@Controller()
export class CalendarEventsController {
  constructor(
    private readonly events: CalendarEventsService,
    private readonly range: EventRangeService,
  ) {}

  @Get('widgets/:id/events')
  @Endpoint({
    id: 'listWidgetEvents',
    summary: 'List the events of a calendar widget',
    description:
      'Occurrences that overlap the range, by start. A page may end early if texts are long. `meta.truncated` tells whether the range has, or may have, more.',
    message: 'Events',
    returns: EventOccurrenceResponse,
    paged: true,
    meta: EventRangeMeta,
    failures: [new WidgetNotFound(), new WidgetTypeMismatch('notes', 'calendar')],
  })
  list(
    @CurrentActor() actor: Actor,
    @IdParam() widgetId: string,
    @Query() query: EventRangeQuery,
  ): Promise<ListTextReply> {
    return listTextPage(query, `widgets/${widgetId}/events`, KEY, (page) =>
      this.range.page(actor, widgetId, query, page),
    );
  }

  @Post('widgets/:id/events')
  @Endpoint({
    id: 'createCalendarEvent',
    summary: 'Create an event',
    description: 'Adds a single or recurring event to a calendar widget.',
    message: 'Event created',
    status: 201,
    returns: CalendarEventResponse,
    location: '/calendar-events/{id}',
    versioned: true,
    failures: [
      new WidgetNotFound(),
      new IdTaken(),
      new CalendarEventLimitReached(10_000),
      new WidgetTypeMismatch('notes', 'calendar'),
    ],
  })
  create(
    @CurrentActor() actor: Actor,
    @IdParam() widgetId: string,
    @Body() request: CreateCalendarEventRequest,
  ): Promise<CalendarEventView> {
    return this.events.create(actor, widgetId, request);
  }

  @Get('calendar-events')
  @Endpoint({
    id: 'listCalendarEvents',
    summary: 'List events',
    description:
      'Occurrences in all calendar widgets that overlap the range, by start. A page may end early if texts are long. `meta.truncated` tells whether the range has, or may have, more.',
    message: 'Events',
    returns: EventOccurrenceResponse,
    paged: true,
    meta: EventRangeMeta,
  })
  listAll(@CurrentActor() actor: Actor, @Query() query: AllEventsQuery): Promise<ListTextReply> {
    return listTextPage(query, 'calendar-events', KEY, (page) => this.range.pageOfAll(actor, query, page));
  }

  @Get('calendar-events/:id')
  @Endpoint({
    id: 'getCalendarEvent',
    summary: 'Get an event',
    description: 'An event, or a series with its overrides.',
    message: 'Event',
    returns: CalendarEventResponse,
    versioned: true,
    failures: [new CalendarEventNotFound()],
  })
  get(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<CalendarEventView> {
    return this.events.get(actor, id);
  }

  @Patch('calendar-events/:id')
  @Endpoint({
    id: 'updateCalendarEvent',
    summary: 'Update an event',
    description: 'Changes the event and all of its occurrences. Omitted fields stay unchanged.',
    message: 'Event updated',
    returns: CalendarEventResponse,
    versioned: true,
    failures: [new CalendarEventNotFound()],
  })
  update(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @Body() request: UpdateCalendarEventRequest,
    @IfMatch() version?: number,
  ): Promise<CalendarEventView> {
    return this.events.update(actor, id, request, version);
  }

  @Delete('calendar-events/:id')
  @Endpoint({
    id: 'deleteCalendarEvent',
    summary: 'Delete an event',
    description: 'Deletes the event with all of its occurrences.',
    message: 'Event deleted',
    returns: null,
    versioned: true,
    failures: [new CalendarEventNotFound()],
  })
  remove(@CurrentActor() actor: Actor, @IdParam() id: string, @IfMatch() version?: number): Promise<void> {
    return this.events.remove(actor, id, version);
  }
}
