import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type {
  CalendarEventView,
  OccurrenceView,
} from '../../src/modules/widgets/types/calendar/calendar.contract.js';
import { ExtendCalendarsJob } from '../../src/modules/widgets/types/calendar/near/extend-calendars.job.js';
import { addEvent, importFile } from '../factories/calendars.js';
import { signUp, type Person } from '../factories/users.js';
import { addWidget } from '../factories/widgets.js';
import { until } from '../acceptance/until.js';
import { eventsOf } from '../support/event-rows.js';
import { FakeClock } from '../support/fake-clock.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

interface Shown {
  readonly events: readonly {
    readonly title: string;
    readonly startsAt: string;
    readonly isAllDay: boolean;
  }[];
  readonly count: number;
}

// A Monday, ten in the morning in Berlin.
const NOW = '2026-03-02T09:00:00Z';

let app: TestApp;
let clock: FakeClock;
let person: Person;
let widgetId: string;

beforeAll(async () => {
  clock = new FakeClock(NOW);
  app = await startTestApp({ clock, env: { JWT_ACCESS_TTL: '86400' } });
});

afterAll(() => app.close());

beforeEach(async () => {
  clock.set(NOW);
  person = await signUp(app, { timeZone: 'Europe/Berlin' });
  widgetId = (await addWidget(person, { type: 'calendar', title: 'Calendar' })).id;
});

const add = (given: object): Promise<CalendarEventView> => addEvent(person, { widgetId, ...given });

async function listed(query: string): Promise<OccurrenceView[]> {
  return (await person.api.get<OccurrenceView[]>(`/widgets/${widgetId}/events?${query}`)).data;
}

const shown = async (date = ''): Promise<Shown> =>
  (await person.api.get<Shown>(`/widgets/${widgetId}/data${date && `?date=${date}`}`)).data;

describe('an event', () => {
  it('is added, read, changed and deleted, and says where it is', async () => {
    const { status, headers, data } = await person.api.post<CalendarEventView>(
      `/widgets/${widgetId}/events`,
      {
        title: 'Choir',
        description: '<b>Bring</b> the score',
        location: 'St Mary’s',
        start: '2026-03-02T19:30',
        end: '2026-03-02T21:00',
        timeZone: 'Europe/Berlin',
      },
    );

    expect([status, headers.get('location')]).toEqual([201, `/api/v1/calendar-events/${data.id}`]);
    expect((await person.api.get(`/calendar-events/${data.id}`)).data).toEqual(data);
    expect(data).toMatchObject({ isAllDay: false, end: '2026-03-02T21:00', rrule: null, version: 1 });

    const changed = await person.api.patch<CalendarEventView>(`/calendar-events/${data.id}`, {
      location: null,
    });
    expect(changed.data).toEqual({ ...data, location: null, version: 2 });
    await person.api.delete(`/calendar-events/${data.id}`, { headers: { 'if-match': '"2"' } });
    expect((await person.api.refused('GET', `/calendar-events/${data.id}`)).code).toBe(
      'calendar_event_not_found',
    );

    expect((await eventsOf(app, person.id)).map(({ type }) => type).slice(-3)).toEqual([
      'calendar_event.created.v1',
      'calendar_event.updated.v1',
      'calendar_event.deleted.v1',
    ]);
  });

  it('that recurs keeps its time on the wall clock of its zone', async () => {
    await add({ start: '2026-03-27T18:00', rrule: 'FREQ=DAILY;COUNT=3', timeZone: 'Europe/Berlin' });

    const occurrences = await listed('from=2026-03-01&to=2026-04-15');

    expect(occurrences.map(({ start, startsAt }) => [start, startsAt])).toEqual([
      ['2026-03-27T18:00', '2026-03-27T17:00:00.000Z'],
      ['2026-03-28T18:00', '2026-03-28T17:00:00.000Z'],
      ['2026-03-29T18:00', '2026-03-29T16:00:00.000Z'],
    ]);
  });

  it('of whole days is on its dates wherever its user is', async () => {
    await add({ title: 'Fair', start: '2026-03-02', end: '2026-03-04' });
    expect((await shown()).events).toMatchObject([{ title: 'Fair', startsAt: '2026-03-01T23:00:00.000Z' }]);

    await person.api.patch('/users/me', { timeZone: 'Pacific/Auckland' });

    await until(
      () => shown('2026-03-02'),
      ({ events }) => events[0]?.startsAt === '2026-03-01T11:00:00.000Z',
    );
    expect((await shown('2026-03-03')).count).toBe(1);
    expect((await shown('2026-03-04')).count).toBe(0);
  });

  it('can have one of its occurrences moved, brought back, and cancelled', async () => {
    const { id } = await add({ start: '2026-03-02T19:30', rrule: 'FREQ=WEEKLY;COUNT=3' });
    const occurrence = (recurrenceId: string): string => `/calendar-events/${id}/occurrences/${recurrenceId}`;
    const starts = async (): Promise<string[]> =>
      (await listed('from=2026-03-01&to=2026-04-01')).map(({ start }) => start);

    await person.api.patch(occurrence('2026-03-09T19:30'), { start: '2026-03-10T20:00', title: 'In church' });
    await person.api.delete(occurrence('2026-03-16T19:30'));
    expect(await starts()).toEqual(['2026-03-02T19:30', '2026-03-10T20:00']);

    const { data } = await person.api.patch<CalendarEventView>(occurrence('2026-03-16T19:30'), {});
    expect(await starts()).toEqual(['2026-03-02T19:30', '2026-03-10T20:00', '2026-03-16T19:30']);
    expect(data.changes).toMatchObject([
      { recurrenceId: '2026-03-09T19:30', title: 'In church' },
      { recurrenceId: '2026-03-16T19:30', isCancelled: false },
    ]);
    for (const wrong of ['2026-03-03T19:30', 'nonsense'])
      expect((await person.api.refused('DELETE', occurrence(wrong))).code).toBe(
        'calendar_occurrence_not_found',
      );
  });

  it('can have one of its occurrences changed again, whatever of it', async () => {
    const { id } = await add({ rrule: 'FREQ=WEEKLY;COUNT=3' });
    const change = async (given: object): Promise<CalendarEventView> =>
      (
        await person.api.patch<CalendarEventView>(
          `/calendar-events/${id}/occurrences/2026-03-09T19:30`,
          given,
        )
      ).data;

    for (const given of [
      { description: 'a' },
      { description: 'b' },
      { location: 'Here' },
      { timeZone: 'UTC' },
    ])
      await change(given);

    expect((await listed('from=2026-03-09&to=2026-03-10'))[0]).toMatchObject({
      ...{ description: 'b', location: 'Here', start: '2026-03-09T19:30', timeZone: 'UTC' },
    });
    const { data } = await person.api.get<CalendarEventView>(`/calendar-events/${id}`);
    expect(data).toMatchObject({
      version: 5,
      changes: [{ description: 'b', location: 'Here', timeZone: 'UTC' }],
    });
    expect((await change({ description: 'b' })).version).toBe(5);
  });

  it('forgets what became of single occurrences when its series begins elsewhere', async () => {
    const { id } = await add({
      start: '2026-03-02T19:30',
      rrule: 'FREQ=WEEKLY;COUNT=3',
      exdates: ['2026-03-09'],
    });
    expect(await listed('from=2026-03-01&to=2026-04-01')).toHaveLength(2);

    const { data } = await person.api.patch<CalendarEventView>(`/calendar-events/${id}`, {
      start: '2026-03-03T19:30',
    });

    expect(data).toMatchObject({ exdates: [], changes: [] });
    expect(await listed('from=2026-03-01&to=2026-04-01')).toHaveLength(3);
  });

  it('keeps what became of single occurrences when nothing but their rule comes again', async () => {
    const { id } = await add({ rrule: 'FREQ=WEEKLY;COUNT=3', exdates: ['2026-03-09'] });
    await person.api.delete(`/calendar-events/${id}/occurrences/2026-03-16T19:30`);

    const { data } = await person.api.patch<CalendarEventView>(`/calendar-events/${id}`, {
      ...{ title: 'Concert', start: '2026-03-02T19:30', rrule: 'COUNT=3;FREQ=WEEKLY' },
    });

    expect(data).toMatchObject({ exdates: ['2026-03-09'], changes: [{ isCancelled: true }], version: 3 });
    const other = { rrule: 'FREQ=WEEKLY;COUNT=4' };
    expect((await person.api.patch(`/calendar-events/${id}`, other)).data).toMatchObject({ changes: [] });
  });

  it('that is longer than its rule leaves between has all of its occurrences, each for itself', async () => {
    const { id } = await add({ start: '2026-01-01', end: '2026-12-31', rrule: 'FREQ=DAILY' });

    await person.api.delete(`/calendar-events/${id}/occurrences/2026-11-01`);

    const { data } = await person.api.get<CalendarEventView>(`/calendar-events/${id}`);
    expect(data.changes).toMatchObject([{ recurrenceId: '2026-11-01', isCancelled: true }]);
  });

  it.each([
    ['start', { start: 'soon' }, 'start'],
    ['an end before the start', { end: '2026-03-02T10:00' }, 'end'],
    ['an end that is a day', { end: '2026-03-03' }, 'end'],
    ['a length of more than ten years', { end: '2037-03-02T19:30' }, 'end'],
    ['an interval of zero', { rrule: 'FREQ=MONTHLY;INTERVAL=0' }, 'rrule'],
    [
      'a zone of its own though it is of whole days',
      { start: '2026-03-02', timeZone: 'Asia/Tokyo' },
      'timeZone',
    ],
    [
      'times left out of a series of whole days',
      { start: '2026-03-02', exdates: ['2026-03-02T10:00'] },
      'exdates',
    ],
  ])('is refused with %s', async (_what, given, field) => {
    const refusal = await person.api.refused('POST', `/widgets/${widgetId}/events`, {
      body: { title: 'Choir', start: '2026-03-02T19:30', ...given },
    });

    expect([refusal.status, refusal.details[0]?.field]).toEqual([422, field]);
  });

  it('takes an id that the client made, once', async () => {
    const body = { id: randomUUID(), title: 'Choir', start: '2026-03-02' };
    await add(body);

    expect(await person.api.refused('POST', `/widgets/${widgetId}/events`, { body })).toMatchObject({
      status: 409,
      code: 'id_taken',
    });
  });

  it('does not exist for others', async () => {
    const { id } = await add({ rrule: 'FREQ=DAILY' });
    const other = await signUp(app);

    for (const path of [`/calendar-events/${id}`, `/widgets/${widgetId}/events`])
      expect((await other.api.raw('GET', path)).status).toBe(404);
    for (const method of ['PATCH', 'DELETE'] as const)
      expect(
        (
          await other.api.raw(method, `/calendar-events/${id}/occurrences/2026-03-02T19:30`, {
            ...(method === 'PATCH' ? { body: {} } : {}),
          })
        ).status,
      ).toBe(404);
    expect((await listed('from=2026-03-02&to=2026-03-03'))[0]).toMatchObject({ isChanged: false });
  });
});

describe('the board of a calendar', () => {
  it('has to show a day with events, and not one without', async () => {
    await add({ title: 'Dentist', start: '2026-03-03T08:00' });
    const reasonsOn = async (date: string): Promise<string[]> => {
      const { data } = await person.api.get<{
        widgets: { id: string; reasons: { code: string }[] }[];
      }>(`/dashboard/today?date=${date}`);
      return data.widgets.find(({ id }) => id === widgetId)!.reasons.map(({ code }) => code);
    };

    expect(await reasonsOn('2026-03-02')).not.toContain('due');
    expect(await reasonsOn('2026-03-03')).toContain('due');
  });

  it('shows all of a day of what comes often', async () => {
    await add({ start: '2026-01-01T00:00', rrule: 'FREQ=MINUTELY;INTERVAL=30', end: '2026-01-01T00:05' });

    expect((await shown()).count).toBe(48);
    expect((await shown('2026-03-03')).count).toBe(48);
  });

  it('knows the days that have come near', async () => {
    const { id } = await addWidget(person, { type: 'calendar' });
    await importFile(
      person,
      id,
      [
        'BEGIN:VCALENDAR',
        'BEGIN:VEVENT',
        'UID:1',
        'SUMMARY:Exam',
        'DTSTART;VALUE=DATE:20260504',
        'END:VEVENT',
        'END:VCALENDAR',
      ].join('\n'),
    );
    clock.set('2026-03-03T08:00:00Z');
    const data = async (): Promise<Shown> =>
      (await person.api.get<Shown>(`/widgets/${id}/data?date=2026-05-04`)).data;
    expect((await data()).count).toBe(0);

    const context = { attempt: 1, isLast: true, signal: new AbortController().signal };
    await app.app.get(ExtendCalendarsJob, { strict: false }).perform({ occurrence: '' }, context);

    expect((await data()).events).toMatchObject([{ title: 'Exam', isAllDay: true }]);
  });
});
