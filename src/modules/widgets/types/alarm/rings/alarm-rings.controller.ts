import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../../../common/auth/actor.js';
import { CurrentActor } from '../../../../../common/auth/decorators.js';
import { Endpoint } from '../../../../../common/http/endpoint.js';
import { IdParam } from '../../../../../common/http/id-param.js';
import { listPage } from '../../../../../common/http/list-query.dto.js';
import type { ListReply } from '../../../../../common/http/replies.js';
import type { AlarmView, RingView } from '../alarms.contract.js';
import { AlarmResponse } from '../alarms.dto.js';
import { DismissRequest, RingResponse, RingsQuery, SnoozeRequest } from './alarm-rings.dto.js';
import { AlarmRingsService } from './alarm-rings.service.js';

/** What rings, and what has rung. */
@ApiTags('alarms')
@ApiBearerAuth()
@Controller()
export class AlarmRingsController {
  constructor(private readonly rings: AlarmRingsService) {}

  @Get('alarms/:id/rings')
  @Endpoint({
    summary: 'List when an alarm rang and what became of that, the newest first',
    message: 'Rings',
    returns: RingResponse,
    paged: true,
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
    summary: 'Snooze a ring: let it ring again later',
    description:
      'It belongs to this one occurrence: the series does not move. A ring can be snoozed from 5 minutes before its time on ' +
      "(a device's clock may be ahead), after which the server does not let it ring too, and all day long after it, also if " +
      'it was missed. A snooze that has not rung yet begins again from now.',
    message: 'Alarm snoozed',
    returns: AlarmResponse,
    versioned: true,
    failures: { 409: 'alarm_not_ringing' },
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
    summary: 'Dismiss a ring',
    description:
      'Without `dueAt` that is what rings and all that is snoozed; if nothing can be meant, this changes nothing. A ring can ' +
      'be dismissed from 5 minutes before its time on, after which the server does not let it ring; again changes nothing.',
    message: 'Alarm dismissed',
    returns: AlarmResponse,
    versioned: true,
    failures: { 409: 'alarm_not_ringing' },
  })
  dismiss(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @Body() { dueAt }: DismissRequest,
  ): Promise<AlarmView> {
    return this.rings.dismiss(actor, id, dueAt);
  }
}
