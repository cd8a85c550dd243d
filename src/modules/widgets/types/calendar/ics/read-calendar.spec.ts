import { describe, expect, it } from '@jest/globals';
import { instantOf } from '../../../../../common/time/moment.js';
import { InvalidError } from '../../../../../common/errors/app-error.js';
import type { FileEvent } from './group-events.js';
import { readCalendarFile, type CalendarFile } from './read-calendar.js';

const calendar = (...lines: string[]): Buffer =>
  Buffer.from(['BEGIN:VCALENDAR', ...lines, 'END:VCALENDAR', ''].join('\r\n'));
const event = (...lines: string[]): string[] => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'];
const read = (...lines: string[]): Promise<CalendarFile> =>
  readCalendarFile(calendar(...lines), 'Europe/Berlin');
const readOne = async (...lines: string[]): Promise<FileEvent> =>
  (await read(...event('UID:1', ...lines))).events[0]!;
const START = 'DTSTART;TZID=Europe/Berlin:20260302T100000';

describe('the length of an event in a file', () => {
  it.each([
    [
      'two hours by its end',
      [START, 'DTEND;TZID=Europe/Berlin:20260302T120000'],
      { days: 0, seconds: 7_200 },
    ],
    ['the rest of the day by a day', [START, 'DTEND;VALUE=DATE:20260303'], { days: 0, seconds: 50_400 }],
    ['a week', [START, 'DURATION:P1W'], { days: 7, seconds: 0 }],
    ['a day and a bit', [START, 'DURATION:P1DT1H2M3S'], { days: 1, seconds: 3_723 }],
    ['none without an end', [START], { days: 0, seconds: 0 }],
    ['none for a negative one', [START, 'DURATION:-PT5M'], { days: 0, seconds: 0 }],
    ['none for one that is not one', [START, 'DURATION:P'], { days: 0, seconds: 0 }],
    ['none for one without end', [START, 'DURATION:P99999W'], { days: 0, seconds: 0 }],
    ['a day of whole days', ['DTSTART;VALUE=DATE:20260302'], { days: 1, seconds: 0 }],
    ['whole days only', ['DTSTART;VALUE=DATE:20260302', 'DURATION:PT49H'], { days: 2, seconds: 0 }],
    ['a day where it ends before', ['DTSTART:20260302', 'DTEND:20260301'], { days: 1, seconds: 0 }],
  ])('is %s', async (_, lines, length) => {
    expect((await readOne(...lines)).schedule.length).toEqual(length);
  });
});

describe('a time in a file', () => {
  it.each([
    ['by the name that Windows has', 'TZID=Eastern Standard Time', 'America/New_York'],
    ['by what Windows shows', 'TZID="(UTC+01:00) Amsterdam, Berlin, Rome"', 'Europe/Berlin'],
    ['by a city in it', 'TZID="(UTC+01:00) Nowhere, Paris"', 'Europe/Paris'],
    ['below a path of the program', 'TZID=/example.org/20260101/Asia/Tokyo', 'Asia/Tokyo'],
    ['written twice', 'TZID=TZID=Asia/Tokyo', 'Asia/Tokyo'],
  ])('is in the zone that is named %s', async (_, zone, timeZone) => {
    expect((await readOne(`DTSTART;${zone}:20260302T100000`)).schedule).toMatchObject({
      starts: '2026-03-02T10:00',
      timeZone,
    });
  });

  it('is in UTC where its zone is described with rules that no clock has', async () => {
    const zone = (rule: string): string[] => [
      ...['BEGIN:VTIMEZONE', 'TZID:Odd', 'BEGIN:STANDARD', 'DTSTART:20000101T000000'],
      ...['TZOFFSETFROM:+0117', 'TZOFFSETTO:-0117', rule, 'END:STANDARD', 'END:VTIMEZONE'],
    ];

    for (const rule of ['RRULE:FREQ=SECONDLY', 'RRULE:FREQ=OFTEN'])
      expect(
        (await read(...zone(rule), ...event('UID:1', 'DTSTART;TZID=Odd:20260302T100000'))).events[0]
          ?.schedule,
      ).toMatchObject({ starts: '2026-03-02T11:17', timeZone: 'UTC' });
  });

  it.each([
    ['a path alone', '/Europe/Berlin', 'Europe/Berlin'],
    [
      'a path of two parts',
      '/freeassociation.sourceforge.net/Tzfile/America/Argentina/Salta',
      'America/Argentina/Salta',
    ],
    ['small letters', 'europe/berlin', 'Europe/Berlin'],
    ['blanks instead of underscores', 'America/New York', 'America/New_York'],
    ['blanks around it', ' Asia/Tokyo ', 'Asia/Tokyo'],
    ['a Windows name in capitals', 'EASTERN STANDARD TIME', 'America/New_York'],
    ['the UTC of Microsoft', 'tzone://Microsoft/Utc', 'UTC'],
  ])('is in the zone that is well known with %s, and nothing is noted', async (_, tzid, timeZone) => {
    const { events, notes } = await read(...event('UID:1', `DTSTART;TZID="${tzid}":20260302T100000`));

    expect([events[0]?.schedule.timeZone, notes]).toEqual([timeZone, []]);
  });

  it.each([
    ['(UTC-05:00) Eastern Time (US & Canada)', 'America/New_York'],
    ['(GMT-08:00) Heure du Pacifique', 'America/Los_Angeles'],
    ['(UTC+00:00) Dublin, Edinburgh, Lisbon, London', 'Europe/London'],
    ['Eastern Daylight Time', 'America/New_York'],
    ['Pacific', 'America/Los_Angeles'],
    ['Zone of America/New_York (mine)', 'America/New_York'],
    ['GMT+0100', 'Etc/GMT-1'],
  ])('is in a zone that is only guessed, and this is noted: %s', async (tzid, timeZone) => {
    const { events, notes } = await read(...event('UID:1', `DTSTART;TZID="${tzid}":20260302T100000`));

    expect(events[0]?.schedule.timeZone).toBe(timeZone);
    expect(notes).toEqual([{ line: 4, reason: expect.stringContaining(`${timeZone} was taken, since`) }]);
  });

  it.each([
    ['0100', 3_600],
    ['+01:00', 3_600],
    ['-0330', -12_600],
    ['\u22120500', -18_000],
    ['+05', 18_000],
    ['+011530', 4_530],
  ])('is on a clock that is so far from UTC: %s', async (offset, seconds) => {
    const zone = ['BEGIN:VTIMEZONE', 'TZID:Odd', 'BEGIN:STANDARD', 'DTSTART:20000101T000000'];
    const ends = [`TZOFFSETTO:${offset}`, 'END:STANDARD', 'END:VTIMEZONE'];
    const rule = 'RRULE:FREQ=DAILY;COUNT=2';
    const { events, notes } = await read(
      ...[...zone, ...ends, ...event('UID:1', 'DTSTART;TZID=Odd:20260302T100000', rule)],
    );

    const { starts, timeZone } = events[0]!.schedule;
    expect(instantOf(starts, timeZone!).getTime()).toBe(Date.UTC(2026, 2, 2, 10) - seconds * 1_000);
    expect(notes.some(({ reason }) => reason.includes('has no sign'))).toBe(offset === '0100');
  });

  it.each(['+9900', '', 'later'])(
    'is on the clock of the user if its zone is defined with an offset that is none: %s',
    async (offset) => {
      const zone = ['BEGIN:VTIMEZONE', 'TZID:Odd', 'BEGIN:STANDARD', 'DTSTART:20000101T000000'];
      const { events } = await read(
        ...[...zone, `TZOFFSETTO:${offset}`, 'END:STANDARD', 'END:VTIMEZONE'],
        ...event('UID:1', 'DTSTART;TZID=Odd:20260302T100000'),
      );

      expect(events[0]?.schedule.timeZone).toBeNull();
    },
  );

  it.each([
    ['no day', 'DTSTART:20260230'],
    ['no time', 'DTSTART:20260228T250000'],
    ['no date', 'DTSTART:tomorrow'],
  ])('that is %s is told with its line', async (_, line) => {
    expect((await read(...event('UID:1', line))).skipped).toEqual([
      { line: 4, reason: 'DTSTART is not a date or a time that exists' },
    ]);
  });

  it('may be a leap second, which clocks here do not have', async () => {
    expect((await readOne('DTSTART:20161231T235960Z')).schedule.starts).toBe('2016-12-31T23:59:59');
  });
});

describe('events with one UID', () => {
  it('are one event with its changed occurrences, the newest of each', async () => {
    const { events, skipped } = await read(
      ...event('UID:1', 'SUMMARY:Choir', START, 'RRULE:FREQ=WEEKLY', 'SEQUENCE:1'),
      ...event('UID:1', 'SUMMARY:Old', START, 'RRULE:FREQ=DAILY'),
      ...event(
        'UID:1',
        'RECURRENCE-ID:20260309T090000Z',
        'SUMMARY:Later',
        'SEQUENCE:2',
        'DTSTART:20260310T090000Z',
      ),
      ...event('UID:1', 'RECURRENCE-ID:20260309T090000Z', 'SUMMARY:Late', 'DTSTART:20260311T090000Z'),
      ...event(
        'UID:1',
        'RECURRENCE-ID;TZID=Europe/Berlin:20260316T100000',
        'STATUS:CANCELLED',
        'DTSTART:20260316T090000Z',
      ),
    );

    expect(skipped).toMatchObject([{ line: 9 }]);
    expect(events).toMatchObject([{ texts: { title: 'Choir' }, isPart: false, sequence: 1 }]);
    const changed = Object.fromEntries(
      events[0]!.schedule.changed.map(({ recurrenceId, becomes }) => [recurrenceId, becomes?.title]),
    );
    expect(changed).toEqual({ '2026-03-09T10:00': 'Later', '2026-03-16T10:00': undefined });
  });

  it('may be changed occurrences alone, of whole days too', async () => {
    const { events } = await read(
      ...event('UID:1', 'SUMMARY:Off', 'RECURRENCE-ID;VALUE=DATE:20260309', 'DTSTART;VALUE=DATE:20260310'),
    );
    const [part] = events;

    expect(part).toMatchObject({ isPart: true, schedule: { starts: '2026-03-09T00:00', isAllDay: true } });
    expect(part?.schedule.changed).toMatchObject([{ recurrenceId: '2026-03-09' }]);
  });

  it('may be changed from one occurrence on, by a year at most, and not before it', async () => {
    const change = (range: string, start: string): string[] =>
      event('UID:1', `RECURRENCE-ID;RANGE=${range}:20260309T090000Z`, `DTSTART:${start}T110000Z`);
    const series = event('UID:1', START, 'RRULE:FREQ=WEEKLY');

    const { events } = await read(...series, ...change('ThisAndFuture', '20260309'));
    expect(events[0]?.schedule).toMatchObject({
      changed: [],
      following: [
        {
          recurrenceId: '2026-03-09T10:00',
          becomes: { starts: '2026-03-09T12:00', timeZone: 'Europe/Berlin' },
        },
      ],
    });
    for (const [range, start] of [
      ['THISANDPRIOR', '20260309'],
      ['THISANDFUTURE', '20270401'],
    ] as const) {
      const { skipped, ...rest } = await read(...series, ...change(range, start));
      expect([skipped.length, rest.events[0]?.schedule.following]).toEqual([1, undefined]);
    }
  });

  it('are cancelled together by a calendar whose method is that', async () => {
    expect((await read('METHOD:CANCEL', ...event('UID:1', START))).events).toMatchObject([
      { isCancelled: true },
    ]);
  });
});

describe('what cannot be taken of a file', () => {
  const rules = Array.from({ length: 11 }, (_, n) => `RRULE:FREQ=DAILY;INTERVAL=${n + 1}`);
  const dates = Array.from({ length: 2_001 }, () => '20260302').join(',');

  it.each([
    ['a rule that is none', [START, 'RRULE:FREQ=OFTEN'], 5],
    ['more rules than one event may have', [START, ...rules], 2],
    ['more dates than one event may have', [START, `RDATE;VALUE=DATE:${dates}`], 2],
  ])('is told with its line: %s', async (_, lines, line) => {
    const { events, skipped } = await read(...event('UID:1', ...lines));

    expect([events, skipped.map((problem) => problem.line)]).toEqual([[], [line]]);
  });

  it('is a component without an end, or an end without a beginning', async () => {
    const { skipped } = await readCalendarFile(
      Buffer.from(['BEGIN:VCALENDAR', 'END:VEVENT', ...event('UID:1', START), 'BEGIN:VEVENT', ''].join('\n')),
      'UTC',
    );

    expect(skipped.map(({ line }) => line)).toEqual([1, 2, 7]);
  });

  it('is all of what is no calendar', async () => {
    const file = Buffer.from('BEGIN:VCARD\nEND:VCARD\n');

    await expect(readCalendarFile(file, 'UTC')).rejects.toThrow(InvalidError);
  });
});

describe('texts of a file', () => {
  it('lose their escapes and control characters, are cut to what is kept, and so is said', async () => {
    const { events, notes } = await read(
      ...event('UID:1', START, 'SUMMARY:a\\, b\\; c\\\\d\\ne\u0007', `LOCATION:${'x'.repeat(600)}`),
    );

    expect(events[0]?.texts).toEqual({ title: 'a, b; c\\d e', description: null, location: 'x'.repeat(500) });
    expect(notes).toEqual([{ line: 6, reason: 'LOCATION was cut to 500 characters' }]);
  });

  it('are those of western Europe where they are no UTF-8', async () => {
    const bytes = Buffer.from(calendar(...event('UID:1', START, 'SUMMARY:caf\u00e9')).toString(), 'latin1');

    expect((await readCalendarFile(bytes, 'UTC')).events[0]?.texts.title).toBe('café');
  });

  it('make the event known where it has no UID', async () => {
    const uidOf = async (title: string): Promise<string | undefined> =>
      (await read(...event(START, `SUMMARY:${title}`))).events[0]?.uid;

    expect(await uidOf('a')).toBe(await uidOf('a'));
    expect(await uidOf('a')).not.toBe(await uidOf('b'));
  });
});
