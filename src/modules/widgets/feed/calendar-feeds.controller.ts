import { Controller, Delete, Get, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../common/auth/actor.js';
import { CurrentActor } from '../../../common/auth/decorators.js';
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
    summary: 'Read whether there is a calendar feed, and whether it is used',
    message: 'Calendar feed',
    returns: CalendarFeedResponse,
    versioned: true,
    failures: { 404: 'calendar_feed_not_found' },
  })
  get(@CurrentActor() actor: Actor): Promise<CalendarFeedView> {
    return this.feeds.get(actor);
  }

  @Post()
  @Endpoint({
    summary: 'Make a calendar feed, or a new address for it',
    description:
      'The answer has the secret address at which other calendars read tasks, habits and events. It is told only now; an ' +
      'address from before ends at once.',
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
    summary: 'End the address of the calendar feed',
    message: 'Calendar feed revoked',
    returns: null,
    versioned: true,
    failures: { 404: 'calendar_feed_not_found' },
  })
  revoke(@CurrentActor() actor: Actor, @IfMatch() version?: number): Promise<void> {
    return this.feeds.revoke(actor, version);
  }
}
