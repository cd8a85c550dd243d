import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../../../common/auth/actor.js';
import { CurrentActor } from '../../../../../common/auth/decorators.js';
import { SummaryNotFound, TooManyStreams } from '../websearch.errors.js';
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
    id: 'streamSummary',
    summary: 'Stream a summary',
    description:
      'Server-sent events: `status` (a new `attempt` discards everything before), `text` (more of the verified text, to be appended, with its citations), `pending` (the unverified sentence in progress, which replaces the previous one), and finally `done` with the summary or `error` with the reason. The stream ends with `end` and a `code` if access ends: `token_expired` (refresh the tokens and resume with `Last-Event-ID`) or `session_over`.',
    message: 'Events of the summary',
    returns: null,
    events:
      'event: text\nid: 1-48\ndata: {"text":"A sender halves its window.","citations":[],"unsupported":[]}\n\n',
    failures: [new SummaryNotFound(), new TooManyStreams(20)],
  })
  async follow(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @LastEventId() lastEventId?: string,
  ): Promise<EventStreamReply> {
    return new EventStreamReply(eventsOf(await this.stream.follow(actor, id, readPosition(lastEventId))));
  }
}
