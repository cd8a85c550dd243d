import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../common/auth/actor.js';
import { CurrentActor } from '../../../common/auth/decorators.js';
import { Endpoint } from '../../../common/http/endpoint.js';
import { listTextPage } from '../../../common/http/list-query.dto.js';
import type { ListTextReply } from '../../../common/http/replies.js';
import { AgendaEntryResponse, AgendaMeta, AgendaQuery } from './agenda.dto.js';
import { AGENDA_KEY, AgendaService } from './agenda.service.js';

/** The agenda over all widgets. */
@ApiTags('agenda')
@ApiBearerAuth()
@Controller('agenda')
export class AgendaController {
  constructor(private readonly agenda: AgendaService) {}

  @Get()
  @Endpoint({
    id: 'getAgenda',
    summary: 'Get the agenda',
    description:
      'Tasks, events, alarms and habits by day and time: on each day overdue entries, then all-day ones, then timed ones. Without `from` and `before` it covers today.',
    message: 'Agenda',
    returns: AgendaEntryResponse,
    paged: true,
    meta: AgendaMeta,
  })
  list(@CurrentActor() actor: Actor, @Query() query: AgendaQuery): Promise<ListTextReply> {
    return listTextPage(query, 'agenda', AGENDA_KEY, (page) => this.agenda.page(actor, query, page));
  }
}
