import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { UsersModule } from '../../../users/users.module.js';
import { WidgetsModule } from '../../widgets.module.js';
import { AgendaAlarmsRepository } from './agenda/agenda-alarms.repository.js';
import { AlarmAgendaSource } from './agenda/alarm-agenda.source.js';
import { AlarmZonesFollower } from './alarm-zones.follower.js';
import { Alarm } from './alarm.entity.js';
import { AlarmWidget } from './alarm.widget.js';
import { AlarmsController } from './alarms.controller.js';
import { AlarmsRepository } from './alarms.repository.js';
import { AlarmsService } from './alarms.service.js';
import { AlarmClock } from './firing/alarm-clock.js';
import { DueAlarmsRepository } from './firing/due-alarms.repository.js';
import { FiringService } from './firing/firing.service.js';
import { OutcomesService } from './firing/outcomes.service.js';
import { AlarmRing } from './rings/alarm-ring.entity.js';
import { AlarmRingsController } from './rings/alarm-rings.controller.js';
import { AlarmRingsRepository } from './rings/alarm-rings.repository.js';
import { AlarmRingsService } from './rings/alarm-rings.service.js';
import { RingAnswersService } from './rings/ring-answers.service.js';

/** Alarms, and the clock that lets them ring. */
@Module({
  imports: [WidgetsModule, UsersModule, TypeOrmModule.forFeature([Alarm, AlarmRing])],
  controllers: [AlarmsController, AlarmRingsController],
  providers: [
    AlarmWidget,
    AlarmsRepository,
    AlarmRingsRepository,
    DueAlarmsRepository,
    AlarmsService,
    AlarmRingsService,
    RingAnswersService,
    FiringService,
    OutcomesService,
    AlarmClock,
    AlarmZonesFollower,
    AgendaAlarmsRepository,
    AlarmAgendaSource,
  ],
  exports: [AlarmsService, AlarmRingsService],
})
export class AlarmModule {}
