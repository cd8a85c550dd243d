import { Body, Controller, Delete, Get, Headers, Post, Put, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor, TokenActor } from '../../common/auth/actor.js';
import { ChecksSessionItself, CurrentActor, CurrentTokenActor } from '../../common/auth/decorators.js';
import { rangeEndOf } from '../../common/time/day-range.js';
import { Endpoint } from '../../common/http/endpoint.js';
import { IdParam } from '../../common/http/id-param.js';
import { listPage } from '../../common/http/list-query.dto.js';
import { JsonTextReply, type ListReply } from '../../common/http/replies.js';
import type { StoredDay } from './dashboard.contract.js';
import {
  BoardQuery,
  BoardResponse,
  DaysQuery,
  ExplanationResponse,
  InteractionsRequest,
  InteractionsResponse,
  StoredDayResponse,
} from './dashboard.dto.js';
import { DashboardService, type BoardReply } from './dashboard.service.js';
import { TodayService } from './today.service.js';

/** The board of the user's day: which widgets matter, and why. */
@ApiTags('dashboard')
@ApiBearerAuth()
@Controller('dashboard')
export class DashboardController {
  constructor(
    private readonly dashboard: DashboardService,
    private readonly today: TodayService,
  ) {}

  @Get('today')
  @ChecksSessionItself()
  @Endpoint({
    summary: "Read today's board",
    description:
      'Chosen at the first request of a local day. `date` previews another day and changes nothing.',
    message: 'Board',
    returns: BoardResponse,
    tagged: true,
  })
  async read(
    @CurrentTokenActor() actor: TokenActor,
    @Query() { date }: BoardQuery,
    @Headers('if-none-match') ifNoneMatch?: string,
  ): Promise<JsonTextReply> {
    return toReply(await this.dashboard.read(actor, date, ifNoneMatch));
  }

  @Post('today/regenerate')
  @Endpoint({
    summary: "Choose today's board anew",
    message: 'Board chosen anew',
    returns: BoardResponse,
    tagged: true,
  })
  async regenerate(@CurrentActor() actor: Actor): Promise<JsonTextReply> {
    return toReply(await this.dashboard.regenerate(actor));
  }

  @Put('today/widgets/:id')
  @Endpoint({ summary: 'Show a widget today', message: 'Widget shown today', returns: null })
  show(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<void> {
    return this.today.override(actor, id, 'show');
  }

  @Delete('today/widgets/:id')
  @Endpoint({ summary: 'Hide a widget today', message: 'Widget hidden today', returns: null })
  hide(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<void> {
    return this.today.override(actor, id, 'hide');
  }

  @Post('today/widgets/:id/reset')
  @Endpoint({
    summary: 'Leave a widget to the policy again',
    description: 'Takes back that it was shown or hidden today.',
    message: 'Widget left to the policy',
    returns: null,
  })
  reset(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<void> {
    return this.today.reset(actor, id);
  }

  @Get('today/explanations/:widgetId')
  @Endpoint({
    summary: "Explain why a widget is on today's board or is not",
    message: 'Explanation',
    returns: ExplanationResponse,
  })
  explain(@CurrentActor() actor: Actor, @IdParam('widgetId') widgetId: string): Promise<ExplanationResponse> {
    return this.today.explain(actor, widgetId);
  }

  @Get('days')
  @Endpoint({
    summary: 'List the boards of past days',
    message: 'Boards',
    returns: StoredDayResponse,
    paged: true,
  })
  days(@CurrentActor() actor: Actor, @Query() query: DaysQuery): Promise<ListReply<StoredDayResponse>> {
    return listPage(query, 'dashboard/days', ['date'], async (page) => {
      const range = { from: query.from, last: rangeEndOf(query).last };
      const { rows, next } = await this.today.list(actor, range, page);
      return { rows: rows.map(toDayResponse), next };
    });
  }

  @Post('interactions')
  @Endpoint({
    summary: 'Tell what the user did with widgets',
    message: 'Interactions taken',
    returns: InteractionsResponse,
  })
  interact(
    @CurrentActor() actor: Actor,
    @Body() { interactions }: InteractionsRequest,
  ): Promise<InteractionsResponse> {
    return this.today.interact(actor, interactions);
  }
}

function toReply({ text, etag }: BoardReply): JsonTextReply {
  return new JsonTextReply(text, etag);
}

function toDayResponse({
  date,
  title,
  generatedAt,
  policyName,
  policyVersion,
  places,
}: StoredDay): StoredDayResponse {
  const policy = { name: policyName, version: policyVersion };
  const widgets = places.map(({ reasons, ...place }) => ({ ...place, reasons: [...reasons] }));
  return { date, title, generatedAt: generatedAt.toISOString(), policy, widgets };
}
