import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../../common/auth/actor.js';
import { CurrentActor, Requires } from '../../../../common/auth/decorators.js';
import { Endpoint } from '../../../../common/http/endpoint.js';
import type { UsageView } from './usage.contract.js';
import { UsageQuery, UsageResponse } from './usage.dto.js';
import { UsageService } from './usage.service.js';

/** What models and searches were used for. */
@ApiTags('ai')
@ApiBearerAuth()
@Controller('ai/usage')
export class UsageController {
  constructor(private readonly usage: UsageService) {}

  @Get()
  @Endpoint({
    summary: 'What models and searches did for you, what it cost, and what your budget has left',
    message: 'Usage',
    returns: UsageResponse,
  })
  own(@CurrentActor() actor: Actor, @Query() query: UsageQuery): Promise<UsageView> {
    return this.usage.own(actor, query);
  }

  @Requires('admin')
  @Get('totals')
  @Endpoint({
    summary: "Everybody's usage together, and the installation's budget",
    message: 'Usage of the installation',
    returns: UsageResponse,
    failures: { 403: 'role_required' },
  })
  totals(@Query() query: UsageQuery): Promise<UsageView> {
    return this.usage.totals(query);
  }
}
