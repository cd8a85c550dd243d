import { Body, Controller, Delete, Get, Headers, Post, Put, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { WidgetNotFound } from '../widgets/widgets.contract.js';
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
    id: 'getTodayBoard',
    summary: "Get today's board",
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
    id: 'regenerateTodayBoard',
    summary: "Regenerate today's board",
    description: 'Chooses the widgets of today again.',
    message: 'Board chosen anew',
    returns: BoardResponse,
    tagged: true,
  })
  async regenerate(@CurrentActor() actor: Actor): Promise<JsonTextReply> {
    return toReply(await this.dashboard.regenerate(actor));
  }

  @Put('today/widgets/:id')
  @Endpoint({
    id: 'showWidgetToday',
    summary: "Show a widget on today's board",
    description: 'Pins the widget to the board for today only.',
    message: 'Widget shown today',
    returns: null,
    failures: [new WidgetNotFound()],
  })
  show(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<void> {
    return this.today.override(actor, id, 'show');
  }

  @Delete('today/widgets/:id')
  @Endpoint({
    id: 'hideWidgetToday',
    summary: "Hide a widget from today's board",
    description: 'Removes the widget from the board for today only.',
    message: 'Widget hidden today',
    returns: null,
    failures: [new WidgetNotFound()],
  })
  hide(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<void> {
    return this.today.override(actor, id, 'hide');
  }

  @Post('today/widgets/:id/reset')
  @Endpoint({
    id: 'resetWidgetToday',
    summary: 'Undo showing or hiding a widget today',
    description: 'The policy decides about the widget again.',
    message: 'Widget left to the policy',
    returns: null,
    failures: [new WidgetNotFound()],
  })
  reset(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<void> {
    return this.today.reset(actor, id);
  }

  @Get('today/explanations/:widgetId')
  @Endpoint({
    id: 'explainWidget',
    summary: "Explain a widget's place on today's board",
    description: 'Why the widget is on the board or not, and what would change that.',
    message: 'Explanation',
    returns: ExplanationResponse,
    failures: [new WidgetNotFound()],
  })
  explain(@CurrentActor() actor: Actor, @IdParam('widgetId') widgetId: string): Promise<ExplanationResponse> {
    return this.today.explain(actor, widgetId);
  }

  @Get('days')
  @Endpoint({
    id: 'listBoards',
    summary: 'List past boards',
    description: 'Stored boards by date, the latest first.',
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
    id: 'recordInteractions',
    summary: 'Record interactions with widgets',
    description:
      'A batch of up to 500. Interactions that are known already, or that belong to unknown widgets, are ignored.',
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
