import { Injectable } from '@nestjs/common';
import { WidgetTypeProvider, type WidgetType } from '../../widget-type.contract.js';
import { describeAlarms, type AlarmFacts } from './alarm-caption.js';
import { AlarmData } from './alarm-data.dto.js';
import { ALARM_ATTENTION, ALARM_DATA } from './alarm-sql.js';
import { ALARM, ALARM_LIMITS, AlarmSettings } from './alarm.settings.js';

/** Alarms that ring at times of the day. */
@WidgetTypeProvider()
@Injectable()
export class AlarmWidget implements WidgetType<AlarmSettings, AlarmFacts> {
  readonly key = ALARM;
  readonly name = 'Alarms';
  readonly about = 'Alarms, one-off or recurring, several times a day, with snooze';
  readonly settings = AlarmSettings;
  readonly defaultSize = 'small';
  readonly dueNoun = { one: 'alarm', many: 'alarms', ahead: 'ahead today' };
  readonly limits = ALARM_LIMITS;
  readonly data = ALARM_DATA;
  readonly dataResponse = AlarmData;
  readonly attention = ALARM_ATTENTION;
  readonly describe = describeAlarms;
}
