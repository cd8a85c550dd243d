import ICAL from 'ical.js';
import { InvalidError } from '../../../../../common/errors/app-error.js';
import type { Turn } from '../../../../../common/time/turn.js';
import type { ContentLine } from './content-lines.js';

/** One property of a component; the value as it is written, with its escapes. */
export interface IcsProperty {
  readonly line: number;
  /** In capitals. */
  readonly name: string;
  /** By their names in small letters. */
  readonly params: Readonly<Record<string, string>>;
  readonly value: string;
}

/** A component (`VCALENDAR`, `VEVENT`, …) with what is between its `BEGIN` and its `END`. */
export interface IcsComponent {
  readonly line: number;
  readonly name: string;
  readonly properties: IcsProperty[];
  readonly children: IcsComponent[];
}

/** Something of a file that was not taken, or not as it stands there. */
export interface IcsProblem {
  readonly line: number;
  readonly reason: string;
}

/** The components of a file, and its lines that are none. */
export interface IcsTree {
  readonly calendars: readonly IcsComponent[];
  readonly problems: readonly IcsProblem[];
}

// With no types known, the reader gives values as they are written; it would repair some and refuse others.
const RAW = { property: {}, param: {}, value: {}, propertyGroups: false };
const PLAIN = /^([A-Za-z0-9-]+)[ \t]*:(.*)$/s;
const LOOSE_ZONE =
  /^(DTSTART|DTEND|RECURRENCE-ID|EXDATE|RDATE)(?:;(?:VALUE|RANGE)=[^";:]*)*;TZID=(?!")(.*[:\\].*):(\d{8}(?:T\d{4,6}Z?)?(?:,[\dTZ,]*)?)$/i;
const OTHER_PARAMETERS = /(?:;(?:VALUE|RANGE)=[A-Z-]*)+$/i;
const LONGEST_LOOSE = 1_000;
const DEEPEST = 8;
const MOST_PROBLEMS = 1_000;
/** Why a file without a calendar in it is refused. */
export const NO_CALENDAR = `this is no calendar file: more than ${MOST_PROBLEMS} of its lines cannot be read`;

/**
 * Puts content lines together to calendars; lines that cannot be read are left out and told. Throws InvalidError where
 * they are too many.
 */
export async function componentsOf(lines: readonly ContentLine[], turn: Turn): Promise<IcsTree> {
  const calendars: IcsComponent[] = [];
  const problems: IcsProblem[] = [];
  const open: IcsComponent[] = [];

  for (const { line, text } of lines) {
    if (turn.isOver) await turn.pass();
    const property = propertyOf(line, text);
    if (property === null) {
      if (problems.length >= MOST_PROBLEMS) throw new InvalidError('calendar_file_invalid', NO_CALENDAR);
      problems.push({ line, reason: 'this is not a content line: NAME:value is expected' });
    } else if (property.name === 'BEGIN') {
      const component = { line, name: property.value.trim().toUpperCase(), properties: [], children: [] };
      if (open.length >= DEEPEST) problems.push({ line, reason: 'components are nested too deep' });
      open.push(component);
    } else if (property.name === 'END') {
      close(open, property, calendars, problems);
    } else {
      open.at(-1)?.properties.push(property);
    }
  }
  for (const { line, name } of open) problems.push({ line, reason: `${name} begins here and never ends` });
  const calendar = open.find(({ name }) => name === 'VCALENDAR');
  if (calendar) calendars.push(calendar);
  return { calendars, problems };
}

function close(
  open: IcsComponent[],
  { line, value }: IcsProperty,
  calendars: IcsComponent[],
  problems: IcsProblem[],
): void {
  const name = value.trim().toUpperCase();
  const component = open.at(-1);
  if (component?.name !== name) {
    problems.push({ line, reason: `${name.slice(0, 40)} ends here and did not begin` });
    return;
  }
  open.pop();
  const parent = open.at(-1);
  if (parent && open.length < DEEPEST) parent.children.push(component);
  else if (name === 'VCALENDAR') calendars.push(component);
}

function propertyOf(line: number, text: string): IcsProperty | null {
  // Most lines have no parameters.
  const [, plain, plainValue = ''] = PLAIN.exec(text) ?? [];
  if (plain !== undefined) return { line, name: plain.toUpperCase(), params: {}, value: plainValue };
  const loose = looseZoneOf(line, text);
  if (loose) return loose;
  try {
    const [name, params, , value] = ICAL.parse.property(text, RAW) as [string, object, string, unknown];
    return { line, name: name.toUpperCase(), params: textsOf(params), value: String(value) };
  } catch {
    return null;
  }
}

/** A time whose zone has colons or escapes in its name, without the quotes that it needs then. */
function looseZoneOf(line: number, text: string): IcsProperty | null {
  if (text.length > LONGEST_LOOSE) return null;
  const [, name, tzid, value] = LOOSE_ZONE.exec(text) ?? [];
  if (name === undefined || tzid === undefined || value === undefined) return null;
  const range = /;RANGE=([^;:]*)/i.exec(text)?.[1];
  return {
    line,
    name: name.toUpperCase(),
    params: { tzid: tzid.replace(OTHER_PARAMETERS, ''), ...(range === undefined ? {} : { range }) },
    value,
  };
}

function textsOf(params: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(params).flatMap(([name, value]: [string, unknown]) =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  );
}
