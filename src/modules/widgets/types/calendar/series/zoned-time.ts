import { instantOf, localDateTimeOf } from '../../../../../common/time/moment.js';
import { isZoneRules, parseZoneRules } from '../../../../../common/time/zone-rules.js';
import type { EventTime } from './calendar-series.js';

/** A time in a zone that only its calendar file knows, in UTC, which every client knows; others as they are. */
export function inUtc<T extends Pick<EventTime, 'starts' | 'timeZone'>>(time: T): T {
  const { starts, timeZone } = time;
  if (timeZone === null || !isZoneRules(timeZone)) return time;
  return { ...time, starts: localDateTimeOf(instantOf(starts, timeZone), 'UTC'), timeZone: 'UTC' };
}

/** What its calendar file calls the zone of a time that no one else knows; null for other zones. */
export function fileZoneOf({ timeZone }: Pick<EventTime, 'timeZone'>): string | null {
  return timeZone !== null && isZoneRules(timeZone) ? parseZoneRules(timeZone).name : null;
}
