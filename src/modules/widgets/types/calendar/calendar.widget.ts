import { Injectable } from '@nestjs/common';
import { WidgetTypeProvider, type WidgetType } from '../../widget-type.contract.js';
import { describeCalendar, type CalendarFacts } from './calendar-caption.js';
import { CalendarData } from './calendar-data.dto.js';
import { CALENDAR_ATTENTION, CALENDAR_DATA } from './calendar-sql.js';
import { CALENDAR, CALENDAR_LIMITS, CalendarSettings } from './calendar.settings.js';

/** A calendar of events. */
@WidgetTypeProvider()
@Injectable()
export class CalendarWidget implements WidgetType<CalendarSettings, CalendarFacts> {
  readonly key = CALENDAR;
  readonly name = 'Calendar';
  readonly about = 'Events, recurring, of one or of several days, and those of calendar files';
  readonly settings = CalendarSettings;
  readonly defaultSize = 'medium';
  readonly dueNoun = { one: 'event', many: 'events', ahead: 'ahead today' };
  readonly limits = CALENDAR_LIMITS;
  readonly data = CALENDAR_DATA;
  readonly dataResponse = CalendarData;
  readonly attention = CALENDAR_ATTENTION;
  readonly describe = describeCalendar;
}
