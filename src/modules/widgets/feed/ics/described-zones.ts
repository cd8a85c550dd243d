import type { EntryOccurrence } from '../../calendar-source.contract.js';
import type { NamedEntry } from './entry-component.js';
import { isUtc } from './times.js';
import type { Years } from './zone-component.js';

// Series go on; where a zone's changes follow no rule, its description ends with these years.
const YEARS_AHEAD = 10;
const MOST_YEARS_AWAY = 60;

/** The zones that a calendar's times are in, each with the years for which it has to be described. */
export class DescribedZones {
  private readonly zones = new Map<string, Years>();

  /** @param year the present one */
  constructor(private readonly year: number) {}

  /** Takes in the zones of an entry and of its changed occurrences. */
  include({ time, series }: NamedEntry): void {
    const changes = series?.changes ?? [];
    for (const used of [time, ...changes.map((change) => change.time)])
      if (!used.isAllDay) this.widen(used.timeZone, [used.starts]);
    if (!time.isAllDay && series !== null) this.widen(time.timeZone, [...series.rdates, ...series.exdates]);
  }

  /** Each zone, in the order in which they came. */
  all(): Iterable<readonly [zone: string, years: Years]> {
    return this.zones;
  }

  private widen(zone: string, used: readonly EntryOccurrence[]): void {
    if (isUtc(zone)) return;
    const known = this.zones.get(zone) ?? { first: this.year, last: this.year + YEARS_AHEAD };
    const years = used.map((occurrence) => Number(occurrence.slice(0, 4)));
    // Onsets of the year before, so that the very first day of an entry's year is covered too.
    const first = Math.min(known.first, ...years.map((year) => year - 1));
    const last = Math.max(known.last, ...years);
    this.zones.set(zone, {
      first: Math.max(first, this.year - MOST_YEARS_AWAY),
      last: Math.min(last, this.year + MOST_YEARS_AWAY),
    });
  }
}
