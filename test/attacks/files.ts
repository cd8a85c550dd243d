/** Calendar files that are made to cost as much as they can, as other programs never write them. */

const MEGABYTE = 1_000_000;

const calendar = (...lines: readonly string[]): string =>
  ['BEGIN:VCALENDAR', ...lines, 'END:VCALENDAR', ''].join('\n');

const event = (uid: number | string, ...lines: readonly string[]): string =>
  ['BEGIN:VEVENT', `UID:${uid}`, 'DTSTART:20260301T090000Z', ...lines, 'END:VEVENT'].join('\n');

const times = (count: number, make: (n: number) => string): string[] =>
  Array.from({ length: count }, (_, n) => make(n));

/** As many copies as make up so many megabytes. */
const filled = (text: string, megabytes: number): string =>
  text.repeat(Math.floor((megabytes * MEGABYTE) / text.length));

const ZONES = Intl.supportedValuesOf('timeZone').slice(0, 400);
const zoneOf = (n: number): string => ZONES[n % ZONES.length] ?? 'UTC';

/** Series of all kinds of costly rules in four hundred zones. */
export const HOSTILE_SERIES = calendar(
  ...times(9_000, (n) =>
    [
      'BEGIN:VEVENT',
      `UID:${n}`,
      `SUMMARY:Series ${n}`,
      `DTSTART;TZID=${zoneOf(n)}:${1970 + (n % 60)}0${1 + (n % 9)}15T093000`,
      [
        'RRULE:FREQ=DAILY;BYDAY=MO,TU,WE;BYMONTHDAY=13;BYMONTH=1,2,3',
        'RRULE:FREQ=SECONDLY;BYSECOND=59;BYDAY=SU;COUNT=99999999',
        'RRULE:FREQ=YEARLY;BYDAY=20MO;COUNT=9999',
        'RRULE:FREQ=WEEKLY\nEXRULE:FREQ=MINUTELY;BYHOUR=3',
      ][n % 4] ?? '',
      'END:VEVENT',
    ].join('\n'),
  ),
);

/** The files by what is too much in them. */
export const FILES: readonly (readonly [name: string, text: string])[] = [
  ['parameters on one line', calendar(event(1, `SUMMARY${filled(';X=1', 4)}:Choir`))],
  ['one quoted parameter', calendar(event(1, `SUMMARY;X="${filled('a:', 4)}":Choir`))],
  ['one line without an end', filled('x', 8)],
  ['lines that are no content lines', calendar(filled('?\n', 8))],
  ['bare carriage returns', calendar(filled('\r', 8))],
  ['carriage returns within the limit', calendar('\r'.repeat(499_000))],
  ['folds', calendar(event(1, `DESCRIPTION:x${filled('\n y', 3.9)}`))],
  ['escapes in one line', calendar(event(1, `DESCRIPTION:${filled('\\n', 3.9)}`))],
  ['escapes in many lines', calendar(...times(8, (n) => event(n, `DESCRIPTION:${filled('\\,', 0.9)}`)))],
  [
    'carets in parameters',
    calendar(...times(40, (n) => event(n, `SUMMARY;X="${filled('^n', 0.19)}":Choir`))),
  ],
  ['rules of one event', calendar(event(1, filled('RRULE:FREQ=DAILY;BYDAY=MO,TU,WE\n', 7.9)))],
  [
    'rules that end after ever',
    calendar(...times(38_000, (n) => event(n, 'RRULE:FREQ=SECONDLY;BYSECOND=59;BYDAY=MO;COUNT=99999999'))),
  ],
  ['changes of one series', calendar(...times(59_000, () => event(1, 'RECURRENCE-ID:20260301T090000Z')))],
  [
    'changes of a hundred series',
    calendar(...times(55_000, (n) => event(n % 100, `RECURRENCE-ID;TZID=${zoneOf(n)}:20260301T090000`))),
  ],
  ['dates of one event', calendar(event(1, `RDATE:${filled('20260301T090000Z,', 3.9)}20260301T090000Z`))],
  [
    'dates of many events',
    calendar(
      ...times(200, (n) => event(n, `RDATE:${times(1_990, (d) => `${2_000 + d}0301T090000Z`).join()}`)),
    ),
  ],
  ['unknown zones', calendar(...times(50_000, (n) => event(n, `DTEND;TZID=Zone ${n}:20260301T100000`)))],
  [
    'zones with all their years',
    calendar(...times(40_000, (n) => event(n, `RDATE;TZID=${zoneOf(n)}:${1900 + (n % 200)}0301T090000`))),
  ],
  ['tiny events', calendar(filled('BEGIN:VEVENT\nUID:1\nDTSTART:20260301\nEND:VEVENT\n', 7.9))],
  [
    'tiny events within the limit',
    calendar(...times(59_990, (n) => `BEGIN:VEVENT\nUID:${n}\nDTSTART:20260301\nEND:VEVENT`)),
  ],
  ['nested components', calendar(filled('BEGIN:VEVENT\n', 0.7))],
  [
    'ten thousand events',
    calendar(...times(10_000, (n) => event(n, `DESCRIPTION:${'x'.repeat(500)}`, 'RRULE:FREQ=HOURLY'))),
  ],
  ['events in four hundred zones', HOSTILE_SERIES],
];
