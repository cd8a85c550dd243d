import { toLocalSeconds } from '../../../../../common/time/local-date-time.js';
import { addDays, type LocalDate } from '../../../../../common/time/local-date.js';
import { isZoneRules } from '../../../../../common/time/zone-rules.js';
import { CalendarClocks, type PlacedTime } from './calendar-clocks.js';
import type { IcsProperty } from './components.js';
import type { FileZones } from './file-zones.js';
import type { GuessedZone } from './named-zones.js';
import type { IcsTime } from './values.js';

/** Puts the times of a file on clocks of zones that we know. */
export class TimeReader extends CalendarClocks {
  private readonly guessed = new Set<string>();

  /**
   * @param usersZone whose clock times without a zone are on
   * @param home the calendar's zone
   * @param note is told of zones that are guessed, and of those that nobody knows
   */
  constructor(
    private readonly zones: FileZones,
    usersZone: string,
    home: string,
    private readonly note: (line: number, reason: string) => void,
  ) {
    super(usersZone, home);
  }

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
