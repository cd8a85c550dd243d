import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../../common/auth/actor.js';
import { CurrentActor } from '../../../../common/auth/decorators.js';
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
    summary: 'List what is in a calendar within a stretch of time',
    description:
      'Occurrences that touch the stretch, by their beginning. A page ends early where their texts are long. ' +
      '`meta.truncated` says that the stretch has, or may have, more.',
    message: 'Events',
    returns: EventOccurrenceResponse,
    paged: true,
    meta: EventRangeMeta,
    failures: { 409: 'widget_type_mismatch' },
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
    summary: 'Add an event, or a series of them, to a calendar widget',
    message: 'Event created',
    status: 201,
    returns: CalendarEventResponse,
    location: '/calendar-events/{id}',
    versioned: true,
    failures: { 409: 'id_taken, calendar_event_limit_reached, widget_type_mismatch' },
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
    summary: 'List the events of all your calendars in a span of time',
    description:
      'Occurrences that touch the span, by their beginning. A page ends early if their texts are long. ' +
      '`meta.truncated` says that the span has, or may have, more.',
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
    summary: 'Read an event',
    message: 'Event',
    returns: CalendarEventResponse,
    versioned: true,
  })
  get(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<CalendarEventView> {
    return this.events.get(actor, id);
  }

  @Patch('calendar-events/:id')
  @Endpoint({
    summary: 'Change an event and all of its occurrences',
    message: 'Event updated',
    returns: CalendarEventResponse,
    versioned: true,
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
    summary: 'Delete an event with all of its occurrences',
    message: 'Event deleted',
    returns: null,
    versioned: true,
  })
  remove(@CurrentActor() actor: Actor, @IdParam() id: string, @IfMatch() version?: number): Promise<void> {
    return this.events.remove(actor, id, version);
  }
}
