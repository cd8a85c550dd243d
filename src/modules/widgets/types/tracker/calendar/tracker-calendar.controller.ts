import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../../../common/auth/actor.js';
import { CurrentActor } from '../../../../../common/auth/decorators.js';
import { TrackerNotFound } from '../tracker.errors.js';
import { Endpoint } from '../../../../../common/http/endpoint.js';
import { IdParam } from '../../../../../common/http/id-param.js';
import { CalendarQuery, CalendarResponse, HeatMapQuery, HeatMapResponse } from './tracker-calendar.dto.js';
import { TrackerCalendarService, type HeatMap, type TrackerCalendar } from './tracker-calendar.service.js';

/** Calendars of trackers. */
@ApiTags('tracker')
@ApiBearerAuth()
@Controller('trackers')
export class TrackerCalendarController {
  constructor(private readonly calendars: TrackerCalendarService) {}

  @Get(':id/calendar')
  @Endpoint({
    id: 'getTrackerCalendar',
    summary: 'Get the calendar of a tracker',
    description: 'Every day of a month with its value and state.',
    message: 'Tracker calendar',
    returns: CalendarResponse,
    failures: [new TrackerNotFound()],
  })
  calendar(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @Query() query: CalendarQuery,
  ): Promise<TrackerCalendar> {
    return this.calendars.calendar(actor, id, query);
  }

  @Get(':id/heat-map')
  @Endpoint({
    id: 'getTrackerHeatMap',
    summary: 'Get the heat map of a tracker',
    description: 'Every day of a year with its value and level.',
    message: 'Tracker heat map',
    returns: HeatMapResponse,
    failures: [new TrackerNotFound()],
  })
  heatMap(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @Query() { year }: HeatMapQuery,
  ): Promise<HeatMap> {
    return this.calendars.heatMap(actor, id, year);
  }
}
