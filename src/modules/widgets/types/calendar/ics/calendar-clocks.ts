import { atTime, dateOf, type LocalDateTime } from '../../../../../common/time/local-date-time.js';
import type { LocalDate } from '../../../../../common/time/local-date.js';
import { parseLocalTime } from '../../../../../common/time/local-time.js';
import { instantOf, localDateTimeOf } from '../../../../../common/time/moment.js';
import { isZoneRules } from '../../../../../common/time/zone-rules.js';

/** A time of a file on the clock of an IANA zone, or of one that the file defines; null is the user's own. */
export interface PlacedTime {
  readonly local: LocalDateTime;
  readonly isDate: boolean;
  readonly timeZone: string | null;
}

/** Whose clock the times of a series are on. */
export type SeriesClock = Pick<PlacedTime, 'local' | 'isDate' | 'timeZone'>;

/** Compares times that are on clocks that we know. */
export class CalendarClocks {
  /**
   * @param usersZone whose clock times without a zone are on
   * @param home the calendar's zone
   */
  constructor(
    private readonly usersZone: string,
    readonly home: string,
  ) {}

  /** A time in a zone that only the file knows, in UTC; others as they are. */
  inUtc(placed: PlacedTime): PlacedTime {
    if (placed.timeZone === null || !isZoneRules(placed.timeZone)) return placed;
    return { ...placed, local: localDateTimeOf(this.instantOf(placed), 'UTC'), timeZone: 'UTC' };
  }

  /** The moment that it is. */
  instantOf({ local, timeZone }: SeriesClock): Date {
    return instantOf(local, timeZone ?? this.usersZone);
  }

  /** The same moment on the clock of a series; what is a day without a time is at the series' own time. */
  onClockOf(series: SeriesClock, placed: PlacedTime): LocalDateTime {
    if (placed.isDate) return atTime(dateOf(placed.local), parseLocalTime(series.local.slice(11, 16)));
    if (placed.timeZone === null || placed.timeZone === series.timeZone) return placed.local;
    return localDateTimeOf(this.instantOf(placed), series.timeZone ?? this.usersZone);
  }

  /** The day of a series of whole days that a time means: the date on its own clock, whatever it is elsewhere. */
  dayOf({ local, isDate, timeZone }: PlacedTime): LocalDate {
    // In UTC programs write the midnight of the calendar's zone.
    const isElsewhere = timeZone === 'UTC' && !isDate && !local.endsWith('T00:00');
    return dateOf(isElsewhere ? localDateTimeOf(instantOf(local, 'UTC'), this.home) : local);
  }

  /** The last day of a series of whole days whose end is given in UTC. */
  lastDayUntil(epochSeconds: number): LocalDate {
    return dateOf(localDateTimeOf(new Date(epochSeconds * 1_000), this.home));
  }
}
