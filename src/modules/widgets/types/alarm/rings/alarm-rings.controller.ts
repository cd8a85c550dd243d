import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../../../common/auth/actor.js';
import { CurrentActor } from '../../../../../common/auth/decorators.js';
import { AlarmNotFound, AlarmNotRinging } from '../alarms.errors.js';
import { Endpoint } from '../../../../../common/http/endpoint.js';
import { IdParam } from '../../../../../common/http/id-param.js';
import { listPage } from '../../../../../common/http/list-query.dto.js';
import type { ListReply } from '../../../../../common/http/replies.js';
import type { AlarmView, RingView } from '../alarms.contract.js';
import { AlarmResponse } from '../alarms.dto.js';
import { DismissRequest, RingResponse, RingsQuery, SnoozeRequest } from './alarm-rings.dto.js';
import { AlarmRingsService } from './alarm-rings.service.js';

/** What rings, and what has rung. */
@ApiTags('alarm')
@ApiBearerAuth()
@Controller()
export class AlarmRingsController {
  constructor(private readonly rings: AlarmRingsService) {}

  @Get('alarms/:id/rings')
  @Endpoint({
    id: 'listAlarmRings',
    summary: 'List the rings of an alarm',
    description: 'Past rings with their outcome, the latest first.',
    message: 'Rings',
    returns: RingResponse,
    paged: true,
    failures: [new AlarmNotFound()],
  })
  list(
    @CurrentActor() actor: Actor,
    @IdParam() alarmId: string,
    @Query() query: RingsQuery,
  ): Promise<ListReply<RingView>> {
    return listPage(query, `alarms/${alarmId}/rings`, ['timestamp', 'uuid'], (page) =>
      this.rings.list(actor, alarmId, page),
    );
  }

  @Post('alarms/:id/snooze')
  @Endpoint({
    id: 'snoozeAlarm',
    summary: 'Snooze an alarm',
    description:
      'Postpones one ring; the series does not move. A ring can be snoozed from 5 minutes before it is due (for devices whose clock is ahead) until the end of its day, also if it was missed. A pending snooze is restarted from now.',
    message: 'Alarm snoozed',
    returns: AlarmResponse,
    versioned: true,
    failures: [new AlarmNotFound(), AlarmNotRinging.whileOff()],
  })
  snooze(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @Body() request: SnoozeRequest,
  ): Promise<AlarmView> {
    return this.rings.snooze(actor, id, request);
  }

  @Post('alarms/:id/dismiss')
  @Endpoint({
    id: 'dismissAlarm',
    summary: 'Dismiss an alarm',
    description:
      'Ends one ring; without `dueAt` the current ring and all pending snoozes. A ring can be dismissed from 5 minutes before it is due. Idempotent.',
    message: 'Alarm dismissed',
    returns: AlarmResponse,
    versioned: true,
    failures: [new AlarmNotFound(), AlarmNotRinging.whileOff()],
  })
  dismiss(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @Body() { dueAt }: DismissRequest,
  ): Promise<AlarmView> {
    return this.rings.dismiss(actor, id, dueAt);
  }
}
