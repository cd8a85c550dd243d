import { Body, Controller, Delete, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../../../common/auth/actor.js';
import { CurrentActor } from '../../../../../common/auth/decorators.js';
import { DateParam } from '../../../../../common/http/date-param.js';
import { Endpoint } from '../../../../../common/http/endpoint.js';
import { IdParam } from '../../../../../common/http/id-param.js';
import type { LocalDate } from '../../../../../common/time/local-date.js';
import { EntryResponse } from '../entries/tracker-entries.dto.js';
import type { EntryView } from '../tracker.contract.js';
import { TickRequest } from './tracker-ticks.dto.js';
import { TrackerTicksService } from './tracker-ticks.service.js';

/** Days of yes/no habits. */
@ApiTags('trackers')
@ApiBearerAuth()
@Controller('trackers/:id/days')
export class TrackerTicksController {
  constructor(private readonly ticks: TrackerTicksService) {}

  @Put(':date')
  @Endpoint({
    summary: 'Tick a day of a yes/no habit',
    description:
      'Ticking a day twice is the same as once: the entry that is there is returned. Of a habit to limit or quit, a ' +
      'tick says that it happened. A yes/no habit has no unit, and one makes its day done.',
    message: 'Day ticked',
    returns: EntryResponse,
    failures: { 409: 'tracker_entry_limit_reached, tracker_not_yes_no' },
  })
  tick(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @DateParam() date: LocalDate,
    @Body() { notes }: TickRequest,
  ): Promise<EntryView> {
    return this.ticks.tick(actor, id, date, notes);
  }

  @Delete(':date')
  @Endpoint({
    summary: 'Untick a day of a yes/no habit',
    description: 'Deletes all entries of the day, skips included. A day without entries stays as it is.',
    message: 'Day unticked',
    returns: null,
    failures: { 409: 'tracker_not_yes_no' },
  })
  untick(@CurrentActor() actor: Actor, @IdParam() id: string, @DateParam() date: LocalDate): Promise<void> {
    return this.ticks.untick(actor, id, date);
  }
}
