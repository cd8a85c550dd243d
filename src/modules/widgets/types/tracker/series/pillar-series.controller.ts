import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../../../common/auth/actor.js';
import { CurrentActor } from '../../../../../common/auth/decorators.js';
import { Endpoint } from '../../../../../common/http/endpoint.js';
import { PillarSeriesQuery, PillarSeriesResponse } from './pillar-series.dto.js';
import { PillarSeriesService, type PillarSeries } from './pillar-series.service.js';

/** Series of all trackers together. */
@ApiTags('tracker')
@ApiBearerAuth()
@Controller('tracker-series')
export class PillarSeriesController {
  constructor(private readonly series: PillarSeriesService) {}

  @Get()
  @Endpoint({
    id: 'getTrackerSeries',
    summary: 'Get completion by category',
    description: 'Completion of the trackers of each category over time, by day, week or month.',
    message: 'Tracker series',
    returns: PillarSeriesResponse,
  })
  read(@CurrentActor() actor: Actor, @Query() query: PillarSeriesQuery): Promise<PillarSeries> {
    return this.series.of(actor, query);
  }
}
