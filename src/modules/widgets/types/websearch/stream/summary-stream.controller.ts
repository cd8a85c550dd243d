import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../../../common/auth/actor.js';
import { CurrentActor } from '../../../../../common/auth/decorators.js';
import { Endpoint } from '../../../../../common/http/endpoint.js';
import { EventStreamReply } from '../../../../../common/http/event-stream.js';
import { IdParam } from '../../../../../common/http/id-param.js';
import { LastEventId } from '../../../../../common/http/last-event-id.js';
import { eventsOf, readPosition } from './summary-events.js';
import { SummaryStreamService } from './summary-stream.service.js';

/** Summaries while they are written. */
@ApiTags('websearch')
@ApiBearerAuth()
@Controller()
export class SummaryStreamController {
  constructor(private readonly stream: SummaryStreamService) {}

  @Get('summaries/:id/stream')
  @Endpoint({
    summary: 'Follow a summary while it is written',
    description:
      'Events: `status` (a new `attempt` makes void what came before), `text` (more of the checked text, to be put behind ' +
      'what came before, with its citations), `pending` (the unchecked sentence that is being written; it replaces the one ' +
      'before), and at the end `done` with the summary or `error` with its reason. The stream ends with `end` and a `code` ' +
      'where your access does: `token_expired` (refresh your tokens, and go on with `Last-Event-ID`) or `session_over`.',
    message: 'Events of the summary',
    returns: null,
    failures: { 429: 'too_many_streams' },
    events:
      'event: text\nid: 1-48\ndata: {"text":"A sender halves its window.","citations":[],"unsupported":[]}\n\n',
  })
  async follow(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @LastEventId() lastEventId?: string,
  ): Promise<EventStreamReply> {
    return new EventStreamReply(eventsOf(await this.stream.follow(actor, id, readPosition(lastEventId))));
  }
}
