import { Body, Controller, Delete, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../../../common/auth/actor.js';
import { CurrentActor } from '../../../../../common/auth/decorators.js';
import { DateParam } from '../../../../../common/http/date-param.js';
import { TrackerEntryLimitReached, TrackerNotFound, TrackerNotYesNo } from '../tracker.errors.js';
import { Endpoint } from '../../../../../common/http/endpoint.js';
import { IdParam } from '../../../../../common/http/id-param.js';
import type { LocalDate } from '../../../../../common/time/local-date.js';
import { EntryResponse } from '../entries/tracker-entries.dto.js';
import type { EntryView } from '../tracker.contract.js';
import { TickRequest } from './tracker-ticks.dto.js';
import { TrackerTicksService } from './tracker-ticks.service.js';

/** Days of yes/no habits. */
@ApiTags('tracker')
@ApiBearerAuth()
@Controller('trackers/:id/days')
export class TrackerTicksController {
  constructor(private readonly ticks: TrackerTicksService) {}

  @Put(':date')
  @Endpoint({
    id: 'tickTrackerDay',
    summary: 'Tick a day of a yes/no habit',
    description:
      'Idempotent: an existing entry of the day is returned. For a habit to limit or quit, a tick records that it happened. A yes/no habit has no unit, and one entry completes its day.',
    message: 'Day ticked',
    returns: EntryResponse,
    failures: [new TrackerNotFound(), new TrackerNotYesNo(), new TrackerEntryLimitReached(100_000)],
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
    id: 'untickTrackerDay',
    summary: 'Untick a day of a yes/no habit',
    description: 'Deletes all entries of the day, including skips. Does nothing if there are none.',
    message: 'Day unticked',
    returns: null,
    failures: [new TrackerNotFound(), new TrackerNotYesNo()],
  })
  untick(@CurrentActor() actor: Actor, @IdParam() id: string, @DateParam() date: LocalDate): Promise<void> {
    return this.ticks.untick(actor, id, date);
  }
}
