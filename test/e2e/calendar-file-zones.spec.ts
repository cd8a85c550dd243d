import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type {
  CalendarEventView,
  OccurrenceView,
} from '../../src/modules/widgets/types/calendar/calendar.contract.js';
import { ExtendCalendarsJob } from '../../src/modules/widgets/types/calendar/near/extend-calendars.job.js';
import { importFile } from '../factories/calendars.js';
import { signUp, type Person } from '../factories/users.js';
import { addWidget } from '../factories/widgets.js';
import { FakeClock } from '../support/fake-clock.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

interface Shown {
  readonly events: readonly { readonly startsAt: string }[];
}

// The zone's clock is 1:30 ahead in winter and 2:15 in summer, from 5 April on, and 3:00 for ever from 5 May 2026 on.
const FILE = readFileSync('test/cases/ics/zone-of-two-eras.ics', 'utf8');
// 62 days before 14 May, so that a board of the 15th has nothing yet.
const NOW = '2026-03-13T09:00:00Z';

let app: TestApp;
let clock: FakeClock;
let person: Person;
let widgetId: string;
let event: CalendarEventView;

beforeAll(async () => {
  clock = new FakeClock(NOW);
  app = await startTestApp({ clock, env: { ROLE: 'api', JWT_ACCESS_TTL: '86400' } });
});

afterAll(() => app.close());

beforeEach(async () => {
  clock.set(NOW);
  person = await signUp(app, { timeZone: 'Europe/Berlin' });
  widgetId = (await addWidget(person, { type: 'calendar', title: 'Calendar' })).id;
  await importFile(person, widgetId, FILE);
  const [first] = await listed();
  event = (await person.api.get<CalendarEventView>(`/calendar-events/${first!.eventId}`)).data;
});

async function listed(): Promise<OccurrenceView[]> {
  return (await person.api.get<OccurrenceView[]>(`/widgets/${widgetId}/events?from=2026-03-01&to=2026-06-01`))
    .data;
}

const begins = async (): Promise<string[]> => (await listed()).map(({ startsAt }) => startsAt.slice(5, 16));
const change = async (fields: object): Promise<CalendarEventView> =>
  (await person.api.patch<CalendarEventView>(`/calendar-events/${event.id}`, fields)).data;

const ALL = [
  '03-27T12:30',
  '04-03T12:30',
  '04-17T13:45',
  '04-24T11:45',
  '05-01T11:45',
  '05-08T11:00',
  '05-15T11:00',
];

describe('a series in a zone that only its file knows', () => {
  it('is shown in UTC, so that every client knows when it is, and says what its zone is called', async () => {
    expect(event).toMatchObject({
      start: '2026-03-27T12:30',
      end: '2026-03-27T13:30',
      timeZone: 'UTC',
      fileTimeZone: 'Island Time',
      exdates: ['2026-04-10T14:00'],
      changes: [{ recurrenceId: '2026-04-17T14:00', start: '2026-04-17T13:45', timeZone: 'UTC' }],
    });
    const occurrences = await listed();
    expect(occurrences[3]).toMatchObject({
      recurrenceId: '2026-04-24T14:00',
      start: '2026-04-24T11:45',
      end: '2026-04-24T12:45',
      timeZone: 'UTC',
      startsAt: '2026-04-24T11:45:00.000Z',
      endsAt: '2026-04-24T12:45:00.000Z',
    });
    expect(occurrences.map(({ startsAt }) => startsAt.slice(5, 16))).toEqual(ALL);
  });

  it('stays what it is when what is shown of it comes back', async () => {
    const { title, start, end, timeZone, rrule, exdates } = event;

    const same = await change({ title, start, end, timeZone, rrule, exdates });

    expect(same).toEqual(event);
  });

  it('keeps the rules of its zone when its texts and its times are changed', async () => {
    expect(await change({ title: 'Boat' })).toMatchObject({ fileTimeZone: 'Island Time' });
    expect(await begins()).toEqual(ALL);

    const moved = await change({ start: '2026-03-27T13:30', exdates: [] });
    expect(moved).toMatchObject({ start: '2026-03-27T13:30', end: '2026-03-27T14:30', changes: [] });
    expect(await begins()).toEqual([
      ...['03-27T13:30', '04-03T13:30', '04-10T12:45', '04-17T12:45', '04-24T12:45', '05-01T12:45'],
      ...['05-08T12:00', '05-15T12:00'],
    ]);

    expect(await change({ end: '2026-03-27T16:00' })).toMatchObject({
      start: '2026-03-27T13:30',
      end: '2026-03-27T16:00',
    });
  });

  it('is in another zone when it is given one', async () => {
    const moved = await change({ start: '2026-03-27T14:00', timeZone: 'Europe/Berlin', exdates: [] });

    expect(moved).toMatchObject({ start: '2026-03-27T14:00', timeZone: 'Europe/Berlin', fileTimeZone: null });
    expect((await begins()).slice(0, 2)).toEqual(['03-27T13:00', '04-03T12:00']);
  });

  it('can have one of its occurrences moved, in UTC, and cancelled', async () => {
    const path = `/calendar-events/${event.id}/occurrences`;
    await person.api.patch(`${path}/2026-05-08T14:00`, { start: '2026-05-08T12:30' });
    await person.api.delete(`${path}/2026-05-15T14:00`);

    expect((await begins()).slice(-2)).toEqual(['05-01T11:45', '05-08T12:30']);
  });

  it('takes a newer version of its file, and knows the one that it has', async () => {
    const newer = FILE.replaceAll('T140000', 'T150000').replaceAll('UID:1', 'UID:1\r\nSEQUENCE:1');

    expect(await importFile(person, widgetId, FILE)).toMatchObject({ unchanged: 1, updated: 0 });
    expect(await importFile(person, widgetId, newer)).toMatchObject({ unchanged: 0, updated: 1 });
    expect((await begins()).slice(0, 2)).toEqual(['03-27T13:30', '04-03T13:30']);
    expect((await begins()).slice(-1)).toEqual(['05-15T12:00']);
  });

  it('is right on the boards of days that come near later on', async () => {
    const on = async (date: string): Promise<string[]> =>
      (await person.api.get<Shown>(`/widgets/${widgetId}/data?date=${date}`)).data.events.map(
        ({ startsAt }) => startsAt,
      );
    expect(await on('2026-05-15')).toEqual([]);

    clock.set('2026-03-14T08:00:00Z');
    const context = { attempt: 1, isLast: true, signal: new AbortController().signal };
    await app.app.get(ExtendCalendarsJob, { strict: false }).perform({ occurrence: '' }, context);

    expect([await on('2026-05-01'), await on('2026-05-15')]).toEqual([
      ['2026-05-01T11:45:00.000Z'],
      ['2026-05-15T11:00:00.000Z'],
    ]);
  });
});

describe('a zone that a file defines', () => {
  it('is none that a person may name', async () => {
    const timeZone = '{"name":"a","offset":0,"once":[],"yearly":[]}';

    const refusal = await person.api.refused('POST', `/widgets/${widgetId}/events`, {
      body: { title: 'Choir', start: '2026-03-02T19:30', timeZone },
    });

    expect(refusal.status).toBe(422);
  });
});

/** A file of so many weekly series, each in a zone of its own that no place has. */
function manyZones(count: number): string {
  const numbers = Array.from({ length: count }, (_, n) => n);
  const zones = numbers.flatMap((n) => [
    ...['BEGIN:VTIMEZONE', `TZID:Zone ${n}`, 'BEGIN:STANDARD', 'DTSTART:19700101T000000'],
    ...[`TZOFFSETTO:+00${String(10 + (n % 40))}`, 'RRULE:FREQ=YEARLY;BYYEARDAY=100,200,300', 'END:STANDARD'],
    'END:VTIMEZONE',
  ]);
  const events = numbers.flatMap((n) => [
    ...['BEGIN:VEVENT', `UID:many-${n}`, `DTSTART;TZID=Zone ${n}:20260302T100000`, 'RRULE:FREQ=WEEKLY'],
    'END:VEVENT',
  ]);
  return ['BEGIN:VCALENDAR', ...zones, ...events, 'END:VCALENDAR', ''].join('\r\n');
}

describe('a file of very many zones', () => {
  it('has the first of them read, and the others taken as unknown, which is noted', async () => {
    const { created, notes } = await importFile(person, widgetId, manyZones(300));

    expect(created).toBe(300);
    expect(notes.filter(({ reason }) => reason.includes('of no place'))).toHaveLength(200);
    expect(notes.filter(({ reason }) => reason.includes('is not known'))).toHaveLength(100);
  });
});
