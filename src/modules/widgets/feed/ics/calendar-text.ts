import type { EntryOccurrence, EntryTime } from '../../calendar-source.contract.js';
import { component, serialize, textValue, type ContentLine } from './content-line.js';
import { entryComponents, type NamedEntry, type TaskForm } from './entry-component.js';
import { isUtc } from './times.js';
import { zoneComponent, type Years } from './zone-component.js';

/** What a calendar file is made of. */
export interface CalendarContents {
  readonly name: string;
  /** The zone of who reads it. */
  readonly timeZone: string;
  readonly entries: readonly NamedEntry[];
  readonly taskForm: TaskForm;
  /** The present year. */
  readonly year: number;
}

const PRODUCT = '-//Brainboard//Calendar feed//EN';
const REFRESH = 'PT1H';
// Series go on; where a zone's changes follow no rule, its description ends with these years.
const YEARS_AHEAD = 10;
const MOST_YEARS_AWAY = 60;

/** The calendar as RFC 5545 has it, with the names that RFC 7986 and older programs know. */
export function calendarText({ name, timeZone, entries, taskForm, year }: CalendarContents): string {
  const components = entries.map((entry) => ({ entry, lines: entryComponents(entry, taskForm) }));
  const written = components.filter(({ lines }) => lines.length > 0);
  const zones = zonesOf(
    written.map(({ entry }) => entry),
    year,
  );
  return serialize(
    component('VCALENDAR', [
      ['VERSION', '2.0'],
      ['PRODID', PRODUCT],
      ['CALSCALE', 'GREGORIAN'],
      ['NAME', textValue(name)],
      ['X-WR-CALNAME', textValue(name)],
      ['X-WR-TIMEZONE', textValue(timeZone)],
      ['REFRESH-INTERVAL;VALUE=DURATION', REFRESH],
      ['X-PUBLISHED-TTL', REFRESH],
      ...[...zones].flatMap(([zone, years]): ContentLine[] => zoneComponent(zone, years)),
      ...written.flatMap(({ lines }) => lines),
    ]),
  );
}

/** The zones that times are in, each with the years for which it has to be described. */
function zonesOf(entries: readonly NamedEntry[], year: number): Map<string, Years> {
  const zones = new Map<string, Years>();
  const include = (zone: string, years: readonly number[]): void => {
    const known = zones.get(zone);
    // Onsets of the year before, so that the very first day of an entry's year is covered too.
    const first = Math.min(known?.first ?? year, ...years.map((used) => used - 1));
    const last = Math.max(known?.last ?? year + YEARS_AHEAD, ...years);
    zones.set(zone, {
      first: Math.max(first, year - MOST_YEARS_AWAY),
      last: Math.min(last, year + MOST_YEARS_AWAY),
    });
  };
  for (const { time, series } of entries) {
    for (const used of [time, ...(series?.changes ?? []).map((change) => change.time)])
      if (!used.isAllDay && !isUtc(used.timeZone)) include(used.timeZone, [yearOf(used)]);
    const others = [...(series?.rdates ?? []), ...(series?.exdates ?? [])];
    if (!time.isAllDay && !isUtc(time.timeZone)) include(time.timeZone, others.map(yearAt));
  }
  return zones;
}

function yearOf({ starts }: EntryTime): number {
  return yearAt(starts);
}

function yearAt(occurrence: EntryOccurrence): number {
  return Number(occurrence.slice(0, 4));
}
