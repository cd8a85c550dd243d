import {
  atTime,
  dateOf,
  toLocalSeconds,
  type LocalDateTime,
} from '../../../../../common/time/local-date-time.js';
import { addDays, type LocalDate } from '../../../../../common/time/local-date.js';
import { parseLocalTime } from '../../../../../common/time/local-time.js';
import { instantOf, localDateTimeOf } from '../../../../../common/time/moment.js';
import { isZoneRules } from '../../../../../common/time/zone-rules.js';
import type { IcsProperty } from './components.js';
import type { FileZones } from './file-zones.js';
import type { GuessedZone } from './named-zones.js';
import type { IcsTime } from './values.js';

/** A time of a file on the clock of an IANA zone, or of one that the file defines; null is the user's own. */
export interface PlacedTime {
  readonly local: LocalDateTime;
  readonly isDate: boolean;
  readonly timeZone: string | null;
}

/** Whose clock the times of a series are on. */
export type SeriesClock = Pick<PlacedTime, 'local' | 'isDate' | 'timeZone'>;

/** Puts the times of a file on clocks of zones that we know. */
export class TimeReader {
  private readonly guessed = new Set<string>();

  /**
   * @param usersZone whose clock times without a zone are on
   * @param home the calendar's zone
   * @param note is told of zones that are guessed, and of those that nobody knows
   */
  constructor(
    private readonly zones: FileZones,
    private readonly usersZone: string,
    private readonly home: string,
    private readonly note: (line: number, reason: string) => void,
  ) {}

  /** The time on the clock that it names. */
  place({ local, isDate, isUtc }: IcsTime, property: IcsProperty): PlacedTime {
    const id = property.params.tzid;
    const plain = { local, isDate, timeZone: null };
    if (isUtc) return { ...plain, timeZone: 'UTC' };
    if (isDate || id === undefined) return plain;

    const zone = this.zones.find(id, local);
    switch (zone.kind) {
      case 'named':
        return { ...plain, timeZone: zone.zone };
      case 'guessed':
        this.noteGuess(property.line, id, zone);
        return { ...plain, timeZone: zone.zone };
      case 'defined':
        this.note(
          property.line,
          `the time zone ${shown(id)} is that of no place: it was taken as the file defines it`,
        );
        return { ...plain, timeZone: zone.zone };
      case 'unknown':
        this.note(property.line, `the time zone ${shown(id)} is not known: the time was taken in yours`);
        return plain;
    }
  }

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

  /** Once for each zone: thousands of events may be in it. */
  private noteGuess(line: number, id: string, { zone, why }: GuessedZone): void {
    if (this.guessed.has(id)) return;
    this.guessed.add(id);
    const taken = isZoneRules(zone) ? 'the offset in its name' : zone;
    this.note(
      line,
      `the time zone ${shown(id)} is not defined in the file: ${taken} was taken, since ${why}`,
    );
  }
}

function shown(id: string): string {
  return id.slice(0, 80);
}

/** How many days from the first to the last, at least one. */
export function daysFrom(first: LocalDate, end: LocalDate): number {
  return end > addDays(first, 1) ? (toLocalSeconds(end) - toLocalSeconds(first)) / 86_400 : 1;
}
