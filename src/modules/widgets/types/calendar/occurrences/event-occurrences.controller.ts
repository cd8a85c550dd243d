import { Body, Controller, Delete, Param, Patch } from '@nestjs/common';
import { ApiBearerAuth, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../../../common/auth/actor.js';
import { CurrentActor } from '../../../../../common/auth/decorators.js';
import {
  CalendarChangeLimitReached,
  CalendarEventNotFound,
  CalendarOccurrenceNotFound,
} from '../calendar.errors.js';
import { Endpoint } from '../../../../../common/http/endpoint.js';
import { IdParam } from '../../../../../common/http/id-param.js';
import { IfMatch } from '../../../../../common/http/if-match.js';
import { CalendarEventResponse, UpdateEventOccurrenceRequest } from '../calendar-events.dto.js';
import type { CalendarEventView } from '../calendar.contract.js';
import { EventOccurrencesService } from './event-occurrences.service.js';

const RECURRENCE_ID = {
  name: 'recurrenceId',
  description: 'Original local start of the occurrence, as `listCalendarEvents` returns it.',
  schema: { type: 'string', example: '2026-03-16T19:30' },
} as const;

/** Single occurrences of events. */
@ApiTags('calendar')
@ApiBearerAuth()
@Controller('calendar-events/:id/occurrences')
export class EventOccurrencesController {
  constructor(private readonly occurrences: EventOccurrencesService) {}

  @Patch(':recurrenceId')
  @ApiParam(RECURRENCE_ID)
  @Endpoint({
    id: 'updateEventOccurrence',
    summary: 'Override an occurrence of an event',
    description: 'Moves or edits a single occurrence, or restores a cancelled one.',
    message: 'Occurrence updated',
    returns: CalendarEventResponse,
    versioned: true,
    failures: [
      new CalendarEventNotFound(),
      new CalendarOccurrenceNotFound(),
      new CalendarChangeLimitReached(1_000),
    ],
  })
  update(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @Param('recurrenceId') recurrenceId: string,
    @Body() request: UpdateEventOccurrenceRequest,
    @IfMatch() version?: number,
  ): Promise<CalendarEventView> {
    return this.occurrences.update(actor, id, recurrenceId, request, version);
  }

  @Delete(':recurrenceId')
  @ApiParam(RECURRENCE_ID)
  @Endpoint({
    id: 'cancelEventOccurrence',
    summary: 'Cancel an occurrence of an event',
    description: 'Removes a single occurrence from its series.',
    message: 'Occurrence cancelled',
    returns: null,
    versioned: true,
    failures: [
      new CalendarEventNotFound(),
      new CalendarOccurrenceNotFound(),
      new CalendarChangeLimitReached(1_000),
    ],
  })
  cancel(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @Param('recurrenceId') recurrenceId: string,
    @IfMatch() version?: number,
  ): Promise<void> {
    return this.occurrences.cancel(actor, id, recurrenceId, version);
  }
}
