import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../../common/auth/actor.js';
import { CurrentActor } from '../../../../common/auth/decorators.js';
import { WidgetNotFound } from '../../widgets.contract.js';
import { IdTaken, WidgetTypeMismatch } from '../../widgets.errors.js';
import { AlarmLimitReached, AlarmNotFound } from './alarms.errors.js';
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
@ApiTags('alarm')
@ApiBearerAuth()
@Controller()
export class AlarmsController {
  constructor(private readonly alarms: AlarmsService) {}

  @Get('widgets/:id/alarms')
  @Endpoint({
    id: 'listWidgetAlarms',
    summary: 'List the alarms of a widget',
    description: 'Alarms in the order they were created.',
    message: 'Alarms',
    returns: AlarmResponse,
    paged: true,
    failures: [new WidgetNotFound(), new WidgetTypeMismatch('notes', 'alarm')],
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
    id: 'createAlarm',
    summary: 'Create an alarm',
    description: 'A one-off alarm in the past is accepted; its `nextTriggerAt` is null.',
    message: 'Alarm created',
    status: 201,
    returns: AlarmResponse,
    location: '/alarms/{id}',
    versioned: true,
    failures: [
      new WidgetNotFound(),
      new IdTaken(),
      new AlarmLimitReached(100),
      new WidgetTypeMismatch('notes', 'alarm'),
    ],
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
    id: 'listAlarms',
    summary: 'List alarms',
    description: 'Alarms of all widgets in the order they were created.',
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
  @Endpoint({
    id: 'getAlarm',
    summary: 'Get an alarm',
    description: 'An alarm with its next ring.',
    message: 'Alarm',
    returns: AlarmResponse,
    versioned: true,
    failures: [new AlarmNotFound()],
  })
  get(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<AlarmView> {
    return this.alarms.get(actor, id);
  }

  @Patch('alarms/:id')
  @Endpoint({
    id: 'updateAlarm',
    summary: 'Update an alarm',
    description:
      'Omitted fields stay unchanged. A snoozed ring still rings unless the alarm is turned off. `widgetId` moves the alarm to another widget.',
    message: 'Alarm updated',
    returns: AlarmResponse,
    versioned: true,
    failures: [new AlarmNotFound(), new AlarmLimitReached(100), new WidgetTypeMismatch('notes', 'alarm')],
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
    id: 'deleteAlarm',
    summary: 'Delete an alarm',
    description: 'Deletes the alarm with the history of its rings.',
    message: 'Alarm deleted',
    returns: null,
    versioned: true,
    failures: [new AlarmNotFound()],
  })
  remove(@CurrentActor() actor: Actor, @IdParam() id: string, @IfMatch() version?: number): Promise<void> {
    return this.alarms.remove(actor, id, version);
  }
}
