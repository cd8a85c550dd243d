import { Controller, Delete, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../common/auth/actor.js';
import { CurrentActor } from '../../../common/auth/decorators.js';
import { SessionNotFound } from '../auth.errors.js';
import { Endpoint } from '../../../common/http/endpoint.js';
import { IdParam } from '../../../common/http/id-param.js';
import { listPage, ListQuery } from '../../../common/http/list-query.dto.js';
import type { ListReply } from '../../../common/http/replies.js';
import type { SessionView } from '../auth.contract.js';
import { SessionResponse } from './sessions.dto.js';
import { SessionsService } from './sessions.service.js';

/** Where one is signed in. */
@ApiTags('auth')
@ApiBearerAuth()
@Controller('auth/sessions')
export class SessionsController {
  constructor(private readonly sessions: SessionsService) {}

  @Get()
  @Endpoint({
    id: 'listSessions',
    summary: 'List sessions',
    description: 'Active sessions of the account, the most recent first.',
    message: 'Sessions',
    returns: SessionResponse,
    paged: true,
  })
  list(@CurrentActor() actor: Actor, @Query() query: ListQuery): Promise<ListReply<SessionView>> {
    return listPage(query, 'sessions', ['uuid'], (page) => this.sessions.list(actor, page));
  }

  @Delete(':id')
  @Endpoint({
    id: 'endSession',
    summary: 'End a session',
    description: 'Its access and refresh tokens stop working at once.',
    message: 'Session ended',
    returns: null,
    failures: [new SessionNotFound()],
  })
  end(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<void> {
    return this.sessions.end(actor, id);
  }
}
