import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../../common/auth/actor.js';
import { CurrentActor, Requires } from '../../../../common/auth/decorators.js';
import { ForbiddenError } from '../../../../common/errors/app-error.js';
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
    id: 'getUsage',
    summary: 'Get your AI usage',
    description: 'Model calls and web searches made for you, their cost, and what is left of your budget.',
    message: 'Usage',
    returns: UsageResponse,
  })
  own(@CurrentActor() actor: Actor, @Query() query: UsageQuery): Promise<UsageView> {
    return this.usage.own(actor, query);
  }

  @Requires('admin')
  @Get('totals')
  @Endpoint({
    id: 'getTotalUsage',
    summary: 'Get the AI usage of the installation',
    description: 'Usage of all users, and the budget of the installation. Administrators only.',
    message: 'Usage of the installation',
    returns: UsageResponse,
    failures: [new ForbiddenError('role_required', 'only admin may do this: ask one of them')],
  })
  totals(@Query() query: UsageQuery): Promise<UsageView> {
    return this.usage.totals(query);
  }
}
