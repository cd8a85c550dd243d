import { Controller, Delete, Get, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../common/auth/actor.js';
import { CurrentActor } from '../../../common/auth/decorators.js';
import { CalendarFeedNotFound } from './calendar-feeds.errors.js';
import { Endpoint } from '../../../common/http/endpoint.js';
import { IfMatch } from '../../../common/http/if-match.js';
import type { CalendarFeedView, NewCalendarFeedView } from './calendar-feeds.contract.js';
import { CalendarFeedResponse, NewCalendarFeedResponse } from './calendar-feeds.dto.js';
import { CalendarFeedsService } from './calendar-feeds.service.js';

/** The secret address of a user's calendar. */
@ApiTags('calendar')
@ApiBearerAuth()
@Controller('calendar/feed')
export class CalendarFeedsController {
  constructor(private readonly feeds: CalendarFeedsService) {}

  @Get()
  @Endpoint({
    id: 'getCalendarFeed',
    summary: 'Get the calendar feed',
    description: 'Tells whether a feed exists and when it was last read. The secret URL is not included.',
    message: 'Calendar feed',
    returns: CalendarFeedResponse,
    versioned: true,
    failures: [new CalendarFeedNotFound()],
  })
  get(@CurrentActor() actor: Actor): Promise<CalendarFeedView> {
    return this.feeds.get(actor);
  }

  @Post()
  @Endpoint({
    id: 'createCalendarFeed',
    summary: 'Create a calendar feed',
    description:
      'Returns the secret URL that other calendars subscribe to, for tasks, habits and events. It is shown only once; a previous URL stops working.',
    message: 'Calendar feed created',
    status: 201,
    returns: NewCalendarFeedResponse,
    location: '/calendar/feed',
    versioned: true,
  })
  create(@CurrentActor() actor: Actor): Promise<NewCalendarFeedView> {
    return this.feeds.create(actor);
  }

  @Delete()
  @Endpoint({
    id: 'revokeCalendarFeed',
    summary: 'Revoke the calendar feed',
    description: 'The secret URL stops working.',
    message: 'Calendar feed revoked',
    returns: null,
    versioned: true,
    failures: [new CalendarFeedNotFound()],
  })
  revoke(@CurrentActor() actor: Actor, @IfMatch() version?: number): Promise<void> {
    return this.feeds.revoke(actor, version);
  }
}
