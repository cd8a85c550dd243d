import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../../../common/auth/actor.js';
import { CurrentActor } from '../../../../../common/auth/decorators.js';
import { Endpoint } from '../../../../../common/http/endpoint.js';
import { IdParam } from '../../../../../common/http/id-param.js';
import { CalendarQuery, CalendarResponse, HeatMapQuery, HeatMapResponse } from './tracker-calendar.dto.js';
import { TrackerCalendarService, type HeatMap, type TrackerCalendar } from './tracker-calendar.service.js';

/** Calendars of trackers. */
@ApiTags('trackers')
@ApiBearerAuth()
@Controller('trackers')
export class TrackerCalendarController {
  constructor(private readonly calendars: TrackerCalendarService) {}

  @Get(':id/calendar')
  @Endpoint({
    summary: 'The days of a tracker with value and state, for a month view',
    message: 'Tracker calendar',
    returns: CalendarResponse,
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
    summary: 'A year of a tracker, day by day, for a heat map',
    message: 'Tracker heat map',
    returns: HeatMapResponse,
  })
  heatMap(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @Query() { year }: HeatMapQuery,
  ): Promise<HeatMap> {
    return this.calendars.heatMap(actor, id, year);
  }
}
