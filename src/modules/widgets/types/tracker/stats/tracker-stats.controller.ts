import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../../../common/auth/actor.js';
import { CurrentActor } from '../../../../../common/auth/decorators.js';
import { TrackerNotFound } from '../tracker.errors.js';
import { Endpoint } from '../../../../../common/http/endpoint.js';
import { IdParam } from '../../../../../common/http/id-param.js';
import { StatsQuery, TrackerStatsResponse } from './tracker-stats.dto.js';
import { TrackerStatsService, type TrackerStats } from './tracker-stats.service.js';

/** How trackers stand. */
@ApiTags('tracker')
@ApiBearerAuth()
@Controller('trackers')
export class TrackerStatsController {
  constructor(private readonly stats: TrackerStatsService) {}

  @Get(':id/stats')
  @Endpoint({
    id: 'getTrackerStats',
    summary: 'Get the statistics of a tracker',
    description: 'Streaks, completion rate, progress, strength and the series of values.',
    message: 'Tracker stats',
    returns: TrackerStatsResponse,
    failures: [new TrackerNotFound()],
  })
  read(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @Query() query: StatsQuery,
  ): Promise<TrackerStats> {
    return this.stats.of(actor, id, query);
  }
}
