import { InvalidError } from '../../../../../common/errors/app-error.js';
import { Turn } from '../../../../../common/time/turn.js';
import { Budget } from '../../../../../common/time/recurrence/search.js';
import { componentsOf, type IcsComponent, type IcsProblem } from './components.js';
import { contentLines } from './content-lines.js';
import { requireWithinLimits } from './file-limits.js';
import { FileZones } from './file-zones.js';
import { UnreadableEvent } from './event-properties.js';
import { groupEvents, type FileEvent, type GroupedEvent } from './group-events.js';
import { readEvent } from './read-event.js';
import { TimeReader } from './time-reader.js';

// Whether a series has a date is asked for older changes alone, which are few.
const MOST_STEPS = 200_000;

/** What a calendar file says: events, what of it cannot be taken, and what was taken otherwise than it is written. */
export interface CalendarFile {
  readonly events: readonly FileEvent[];
  readonly skipped: readonly IcsProblem[];
  readonly notes: readonly IcsProblem[];
}

/**
 * Reads a calendar file for a user in this zone; others have their turns meanwhile. Throws InvalidError for what is no
 * calendar file at all, or more than is read.
 */
export async function readCalendarFile(file: Buffer, usersZone: string): Promise<CalendarFile> {
  requireWithinLimits(file);
  const turn = new Turn();
  const { calendars, problems } = await componentsOf(await contentLines(file, turn), turn);
  if (calendars.length === 0)
    throw new InvalidError(
      'calendar_file_invalid',
      'this is no calendar file: send one that has BEGIN:VCALENDAR, as programs export it',
      {
        details: problems.slice(0, 1).map(({ line, reason }) => ({ field: `line ${line}`, message: reason })),
      },
    );

  const skipped: IcsProblem[] = [...problems];
  const notes: IcsProblem[] = [];
  const zones = new FileZones(calendars, (line, reason) => void notes.push({ line, reason }));
  const read: GroupedEvent[] = [];
  for (const calendar of calendars)
    for (const event of await eventsOf(calendar, { zones, usersZone, skipped, notes, turn }))
      read.push(event);
  const context = { usersZone, skipped, budget: new Budget(MOST_STEPS) };
  const events = await groupEvents(read, context, turn);
  return { events, skipped: inOrder(skipped), notes: inOrder(notes) };
}

interface Reading {
  readonly zones: FileZones;
  readonly usersZone: string;
  readonly skipped: IcsProblem[];
  readonly notes: IcsProblem[];
  readonly turn: Turn;
}

async function eventsOf(
  calendar: IcsComponent,
  { zones, usersZone, skipped, notes, turn }: Reading,
): Promise<GroupedEvent[]> {
  const valueOf = (name: string): string =>
    calendar.properties.find((property) => property.name === name)?.value.trim() ?? '';
  const home = zones.zoneOf(valueOf('X-WR-TIMEZONE')) ?? zones.home ?? usersZone;
  const isCancelling = valueOf('METHOD').toUpperCase() === 'CANCEL';
  const note = (line: number, reason: string): void => void notes.push({ line, reason });
  const times = new TimeReader(zones, usersZone, home, note);

  const alarm = calendar.children.flatMap(({ children }) => children).find(({ name }) => name === 'VALARM');
  if (alarm) note(alarm.line, 'alarms of events are not taken');
  const events: GroupedEvent[] = [];
  const split = new Set(calendar.children.filter(isForFollowing).map(uidOf));
  for (const component of calendar.children) {
    if (turn.isOver) await turn.pass();
    if (component.name === 'VTIMEZONE') continue;
    try {
      const event = readEvent(component, times, note, split.has(uidOf(component)));
      const isCancelled = event.isCancelled || isCancelling;
      events.push({ ...event, isCancelled, times });
    } catch (error) {
      if (!(error instanceof UnreadableEvent)) throw error;
      skipped.push({ line: error.line, reason: error.message });
    }
  }
  return events;
}

function isForFollowing({ properties }: IcsComponent): boolean {
  return properties.some(({ name, params }) => name === 'RECURRENCE-ID' && params.range !== undefined);
}

function uidOf({ properties }: IcsComponent): string | undefined {
  return properties.find(({ name }) => name === 'UID')?.value;
}

function inOrder(problems: readonly IcsProblem[]): IcsProblem[] {
  return [...problems].sort((a, b) => a.line - b.line);
}
