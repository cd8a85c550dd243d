import { Turn } from '../../../../common/time/turn.js';
import { component, serialize, textValue, type ContentLine } from './content-line.js';
import { DescribedZones } from './described-zones.js';
import { entryComponents, type NamedEntry, type TaskForm } from './entry-component.js';
import { zoneComponent } from './zone-component.js';

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

/** The calendar as RFC 5545 has it, with the names that RFC 7986 and older programs know; others have their turns meanwhile. */
export async function calendarText({ entries, taskForm, year, ...facts }: CalendarContents): Promise<string> {
  const turn = new Turn();
  const zones = new DescribedZones(year);
  const written: string[] = [];
  for (const entry of entries) {
    if (turn.isOver) await turn.pass();
    const lines = entryComponents(entry, taskForm);
    if (lines.length === 0) continue;
    zones.include(entry);
    written.push(serialize(lines));
  }

  const described: string[] = [];
  for (const [zone, years] of zones.all()) {
    if (turn.isOver) await turn.pass();
    described.push(serialize(zoneComponent(zone, years)));
  }
  const [begin, end] = frameOf(facts);
  return [begin, ...described, ...written, end].join('');
}

function frameOf({ name, timeZone }: Pick<CalendarContents, 'name' | 'timeZone'>): [string, string] {
  const facts: ContentLine[] = [
    ['VERSION', '2.0'],
    ['PRODID', PRODUCT],
    ['CALSCALE', 'GREGORIAN'],
    ['NAME', textValue(name)],
    ['X-WR-CALNAME', textValue(name)],
    ['X-WR-TIMEZONE', textValue(timeZone)],
    ['REFRESH-INTERVAL;VALUE=DURATION', REFRESH],
    ['X-PUBLISHED-TTL', REFRESH],
  ];
  const lines = component('VCALENDAR', facts);
  return [serialize(lines.slice(0, -1)), serialize(lines.slice(-1))];
}
