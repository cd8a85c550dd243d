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
import { RingResponse, RingsQuery, SnoozeRequest } from './alarm-rings.dto.js';
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
    summary: 'Let what rings ring again later',
    description:
      'It belongs to this one occurrence: the series does not move. While nothing rings, a snooze that is still to ring is counted anew from now.',
    message: 'Alarm snoozed',
    returns: AlarmResponse,
    versioned: true,
    failures: { 409: 'alarm_not_ringing' },
  })
  snooze(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @Body() { minutes }: SnoozeRequest,
  ): Promise<AlarmView> {
    return this.rings.snooze(actor, id, minutes);
  }

  @Post('alarms/:id/dismiss')
  @Endpoint({
    summary: 'End what rings, and what was put off',
    description: 'Where nothing rings this changes nothing.',
    message: 'Alarm dismissed',
    returns: AlarmResponse,
    versioned: true,
  })
  dismiss(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<AlarmView> {
    return this.rings.dismiss(actor, id);
  }
}
