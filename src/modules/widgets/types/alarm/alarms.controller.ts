import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../../common/auth/actor.js';
import { CurrentActor } from '../../../../common/auth/decorators.js';
import { Endpoint } from '../../../../common/http/endpoint.js';
import { IdParam } from '../../../../common/http/id-param.js';
import { IfMatch } from '../../../../common/http/if-match.js';
import { listPage } from '../../../../common/http/list-query.dto.js';
import type { ListReply } from '../../../../common/http/replies.js';
import type { AlarmView } from './alarms.contract.js';
import {
  AlarmResponse,
  AlarmsQuery,
  AllAlarmsQuery,
  CreateAlarmRequest,
  UpdateAlarmRequest,
} from './alarms.dto.js';
import { AlarmsService } from './alarms.service.js';

/** Alarms, of one alarm widget or of all. */
@ApiTags('alarms')
@ApiBearerAuth()
@Controller()
export class AlarmsController {
  constructor(private readonly alarms: AlarmsService) {}

  @Get('widgets/:id/alarms')
  @Endpoint({
    summary: 'List the alarms of an alarm widget',
    message: 'Alarms',
    returns: AlarmResponse,
    paged: true,
    failures: { 409: 'widget_type_mismatch' },
  })
  list(
    @CurrentActor() actor: Actor,
    @IdParam() widgetId: string,
    @Query() query: AlarmsQuery,
  ): Promise<ListReply<AlarmView>> {
    return listPage(query, `widgets/${widgetId}/alarms`, ['timestamp', 'uuid'], (page) =>
      this.alarms.list(actor, widgetId, page),
    );
  }

  @Post('widgets/:id/alarms')
  @Endpoint({
    summary: 'Add an alarm to an alarm widget',
    description: 'A one-off alarm in the past is taken too; it has no `nextTriggerAt`.',
    message: 'Alarm created',
    status: 201,
    returns: AlarmResponse,
    location: '/alarms/{id}',
    versioned: true,
    failures: { 409: 'id_taken, alarm_limit_reached, widget_type_mismatch' },
  })
  create(
    @CurrentActor() actor: Actor,
    @IdParam() widgetId: string,
    @Body() request: CreateAlarmRequest,
  ): Promise<AlarmView> {
    return this.alarms.create(actor, widgetId, request);
  }

  @Get('alarms')
  @Endpoint({
    summary: 'List the alarms of all your widgets',
    message: 'Alarms',
    returns: AlarmResponse,
    paged: true,
  })
  listAll(@CurrentActor() actor: Actor, @Query() query: AllAlarmsQuery): Promise<ListReply<AlarmView>> {
    return listPage(query, 'alarms', ['timestamp', 'uuid'], (page) =>
      this.alarms.listAll(actor, query, page),
    );
  }

  @Get('alarms/:id')
  @Endpoint({ summary: 'Read an alarm', message: 'Alarm', returns: AlarmResponse, versioned: true })
  get(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<AlarmView> {
    return this.alarms.get(actor, id);
  }

  @Patch('alarms/:id')
  @Endpoint({
    summary: 'Change an alarm, turn it off or on, or move it to another widget',
    description: 'What was put off rings all the same, unless the alarm is turned off.',
    message: 'Alarm updated',
    returns: AlarmResponse,
    versioned: true,
    failures: { 409: 'alarm_limit_reached, widget_type_mismatch' },
  })
  update(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @Body() request: UpdateAlarmRequest,
    @IfMatch() version?: number,
  ): Promise<AlarmView> {
    return this.alarms.update(actor, id, request, version);
  }

  @Delete('alarms/:id')
  @Endpoint({
    summary: 'Delete an alarm with the history of its rings',
    message: 'Alarm deleted',
    returns: null,
    versioned: true,
  })
  remove(@CurrentActor() actor: Actor, @IdParam() id: string, @IfMatch() version?: number): Promise<void> {
    return this.alarms.remove(actor, id, version);
  }
}
