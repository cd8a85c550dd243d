import assert from 'node:assert/strict';
import ICAL from 'ical.js';

const LINE = /^[A-Z0-9-]+(;[A-Z-]+=[^;:",\p{Cc}]+)*:[^\p{Cc}]*$/u;
const LONGEST_LINE = 75;
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  VCALENDAR: ['PRODID', 'VERSION'],
  VEVENT: ['UID', 'DTSTAMP', 'DTSTART'],
  VTODO: ['UID', 'DTSTAMP'],
  VTIMEZONE: ['TZID'],
  STANDARD: ['DTSTART', 'TZOFFSETFROM', 'TZOFFSETTO'],
  DAYLIGHT: ['DTSTART', 'TZOFFSETFROM', 'TZOFFSETTO'],
};
const MANY = ['RRULE', 'RDATE', 'EXDATE', 'CATEGORIES', 'BEGIN', 'END'];

/** A property of a file, its line unfolded. */
interface Property {
  readonly name: string;
  readonly parameters: string;
  readonly value: string;
}

/** A component of a file, as its lines have it. */
export interface StrictComponent {
  readonly name: string;
  readonly properties: readonly Property[];
  readonly children: readonly StrictComponent[];
}

/** Holds a calendar file to RFC 5545, octet by octet, and reads it with ical.js too. */
export function strictCalendar(text: string): { lines: StrictComponent; read: ICAL.Component } {
  const lines = unfolded(text);
  const calendar = nested(lines);
  checkComponent(calendar);
  checkZones(calendar);
  checkIdentities(calendar);
  return { lines: calendar, read: new ICAL.Component(ICAL.parse(text) as unknown[]) };
}

/** The value of a property, with its parameters in front where it has any; undefined where there is none. */
export function valueOf({ properties }: StrictComponent, name: string): string | undefined {
  const property = properties.find((candidate) => candidate.name === name);
  return property && property.parameters + property.value;
}

/** The component whose summary begins so. */
export function summarized({ children }: StrictComponent, summary: string): StrictComponent {
  const found = children.find((child) => valueOf(child, 'SUMMARY')?.startsWith(summary));
  assert.ok(found, `nothing is called ${summary}`);
  return found;
}

function unfolded(text: string): string[] {
  const bytes = Buffer.from(text);
  assert.ok(text.endsWith('\r\n'), 'the last line is not ended');
  assert.doesNotMatch(text.replaceAll('\r\n', ''), /[\r\n]/, 'a line break is not CRLF');
  let start = 0;
  for (let end = bytes.indexOf('\r\n'); end >= 0; end = bytes.indexOf('\r\n', start)) {
    const line = bytes.subarray(start, end);
    assert.ok(line.length <= LONGEST_LINE, `${line.length} octets: ${line.toString()}`);
    assert.ok(line.length > 0, 'an empty line');
    new TextDecoder('utf-8', { fatal: true }).decode(line);
    start = end + 2;
  }
  const lines = text
    .slice(0, -2)
    .replace(/\r\n[ \t]/g, '')
    .split('\r\n');
  for (const line of lines) assert.match(line, LINE);
  return lines;
}

function nested(lines: readonly string[]): StrictComponent {
  const root = { name: '', properties: [] as Property[], children: [] as StrictComponent[] };
  const open = [root];
  for (const line of lines) {
    const [, name = '', parameters = '', value = ''] = /^([A-Z0-9-]+)((?:;[^:]*)?):(.*)$/.exec(line) ?? [];
    const current = open.at(-1)!;
    if (name === 'BEGIN') {
      const child = { name: value, properties: [], children: [] };
      current.children.push(child);
      open.push(child);
    } else if (name === 'END') {
      assert.equal(value, current.name);
      open.pop();
    } else {
      assert.equal(current.children.length === 0 || current.name !== 'VEVENT', true);
      current.properties.push({ name, parameters: parameters && `${parameters.slice(1)}:`, value });
    }
  }
  assert.equal(open.length, 1, 'a component is not ended');
  assert.deepEqual(
    root.children.map(({ name }) => name),
    ['VCALENDAR'],
  );
  return root.children[0]!;
}

function checkComponent(component: StrictComponent): void {
  const { name, properties, children } = component;
  const names = properties.map((property) => property.name);
  for (const required of REQUIRED[name]!) assert.ok(names.includes(required), `${name} without ${required}`);
  const single = names.filter((property) => !MANY.includes(property));
  assert.deepEqual(single, [...new Set(single)], `${name} says something twice`);
  if (name === 'VTIMEZONE') assert.ok(children.length > 0, 'a zone without a clock');
  if (name === 'VEVENT' || name === 'VTODO') checkTimes(component);
  children.forEach(checkComponent);
}

function checkTimes(component: StrictComponent): void {
  const start = valueOf(component, 'DTSTART');
  const end = valueOf(component, 'DTEND');
  assert.ok(!(end && valueOf(component, 'DURATION')), 'both an end and a duration');
  if (end !== undefined) {
    assert.equal(kindOf(end), kindOf(start!));
    assert.ok(
      end.slice(-16) > start!.slice(-16) || end.split(':')[0] !== start!.split(':')[0],
      `${start} ends ${end}`,
    );
  }
  for (const { name, parameters, value } of component.properties) {
    if (name === 'EXDATE' || name === 'RDATE') assert.equal(kindOf(parameters + value), kindOf(start!));
    if (name !== 'RRULE') continue;
    assert.ok(start, 'a rule without a beginning');
    const until = /UNTIL=([^;]+)/.exec(value)?.[1];
    if (until !== undefined) assert.match(until, kindOf(start) === 'date' ? /^\d{8}$/ : /^\d{8}T\d{6}Z$/);
    if (kindOf(start) === 'date') assert.doesNotMatch(value, /BYHOUR|BYMINUTE|BYSECOND/);
  }
}

function kindOf(value: string): 'date' | 'time' {
  return value.startsWith('VALUE=DATE:') ? 'date' : 'time';
}

function checkZones({ children }: StrictComponent): void {
  const described = children.filter(({ name }) => name === 'VTIMEZONE').map((zone) => valueOf(zone, 'TZID')!);
  const used = children
    .flatMap(({ properties }) => properties)
    .flatMap(({ parameters }) => /TZID=([^;:]+)/.exec(parameters)?.[1] ?? []);
  assert.deepEqual(described.toSorted(), [...new Set(used)].sort(), 'zones that are used, and described');
}

function checkIdentities({ children }: StrictComponent): void {
  const identities = children
    .filter(({ name }) => name === 'VEVENT' || name === 'VTODO')
    .map((child) => `${valueOf(child, 'UID')} ${valueOf(child, 'RECURRENCE-ID')}`);
  assert.equal(new Set(identities).size, identities.length, 'two things of one name');
}
