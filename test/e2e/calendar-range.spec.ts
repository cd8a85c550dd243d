import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type {
  CalendarEventView,
  OccurrenceView,
} from '../../src/modules/widgets/types/calendar/calendar.contract.js';
import { DataSource } from 'typeorm';
import { addEvent } from '../factories/calendars.js';
import { signUp, type Person } from '../factories/users.js';
import { addWidget } from '../factories/widgets.js';
import { FakeClock } from '../support/fake-clock.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let person: Person;
let widgetId: string;

beforeAll(async () => {
  // A Monday, ten in the morning in Berlin.
  const clock = new FakeClock('2026-03-02T09:00:00Z');
  app = await startTestApp({ clock, env: { ROLE: 'api', JWT_ACCESS_TTL: '86400' } });
});

afterAll(() => app.close());

beforeEach(async () => {
  person = await signUp(app, { timeZone: 'Europe/Berlin' });
  widgetId = (await addWidget(person, { type: 'calendar', title: 'Calendar' })).id;
});

const add = (given: object): Promise<CalendarEventView> => addEvent(person, { widgetId, ...given });

describe('a stretch of a calendar', () => {
  it('begins today and is a month long where nothing else is said', async () => {
    await add({ start: '2026-02-01', rrule: 'FREQ=WEEKLY' });

    const { data } = await person.api.get<OccurrenceView[]>(`/widgets/${widgetId}/events`);

    expect(data.map(({ start }) => start)).toEqual(['2026-03-08', '2026-03-15', '2026-03-22', '2026-03-29']);
  });

  it('is cut off at its limit, and a rule that floods at its bound, which is said', async () => {
    await add({ start: '2026-03-02T00:00', end: '2026-03-02T00:00', rrule: 'FREQ=SECONDLY' });

    const answer = await person.api.get<OccurrenceView[]>(
      `/widgets/${widgetId}/events?from=2026-03-02&to=2027-03-02&limit=5000`,
    );

    expect(answer.data).toHaveLength(5_000);
    expect(answer.meta).toMatchObject({ truncated: true, pagination: { limit: 5_000, hasMore: true } });
  });

  it('is given in pages, which end early where the texts are long', async () => {
    const description = 'x'.repeat(8_000);
    await add({ start: '2026-03-02T00:00', timeZone: 'UTC', rrule: 'FREQ=HOURLY;COUNT=400', description });
    await add({ start: '2026-03-02', end: '2026-03-20' });
    const query = 'from=2026-03-05&to=2026-04-01';

    const first = await person.api.get<OccurrenceView[]>(`/widgets/${widgetId}/events?${query}`);
    const cursor = first.meta.pagination!.nextCursor!;
    const second = await person.api.get<OccurrenceView[]>(
      `/widgets/${widgetId}/events?${query}&cursor=${cursor}`,
    );

    expect(JSON.stringify(first.data).length).toBeLessThan(2_100_000);
    expect(first.headers.get('link')).toContain(`cursor=${cursor}`);
    expect([first.meta, second.meta]).toMatchObject([{ truncated: true }, { truncated: false }]);
    const starts = [...first.data, ...second.data].map(({ startsAt }) => startsAt);
    // The fair, and what is left of the hours after three days less one, which Berlin is ahead.
    expect(starts).toHaveLength(1 + 400 - 71);
    expect([...new Set(starts)].sort()).toEqual(starts);
  });

  it('has no more events than a program can hold at a time, and says so', async () => {
    for (const title of ['First', 'Second', 'Third']) await add({ title, start: '2026-03-04' });
    await app.app
      .get(DataSource)
      .query("UPDATE calendar_events SET description = repeat('x', 9000000) WHERE widget_id = $1", [
        widgetId,
      ]);
    const path = `/widgets/${widgetId}/events`;

    const first = await person.api.get<OccurrenceView[]>(path);
    const cursor = first.meta.pagination!.nextCursor!;
    const second = await person.api.get<OccurrenceView[]>(`${path}?cursor=${cursor}`);

    expect([first.data.length, second.data.length]).toEqual([1, 1]);
    expect(second.meta).toMatchObject({ truncated: true, pagination: { hasMore: false } });
  });

  it('ends before the end that is given, under its former name too', async () => {
    await add({ start: '2026-03-02T10:00', rrule: 'FREQ=DAILY' });
    const starts = async (end: string): Promise<string[]> => {
      const path = `/widgets/${widgetId}/events?from=2026-03-02&${end}`;
      return (await person.api.get<OccurrenceView[]>(path)).data.map(({ start }) => start);
    };

    expect(await starts('before=2026-03-04')).toEqual(['2026-03-02T10:00', '2026-03-03T10:00']);
    expect(await starts('to=2026-03-04')).toEqual(await starts('before=2026-03-04'));
    expect(await starts('before=2026-03-03T09:00:00Z')).toEqual(['2026-03-02T10:00']);
  });

  it('goes on only where it stopped', async () => {
    await add({ start: '2026-03-02T00:00', rrule: 'FREQ=HOURLY' });
    const path = `/widgets/${widgetId}/events?from=2026-03-02&limit=2`;
    const { meta } = await person.api.get(path);
    const cursor = meta.pagination!.nextCursor!;

    expect(await person.api.refused('GET', `${path}&to=2026-03-04&cursor=${cursor}`)).toMatchObject({
      status: 400,
      code: 'cursor_invalid',
    });
  });

  it.each([
    ['from=2026-03-02&to=2026-03-01', 'to'],
    ['from=2026-03-02&before=2026-03-02', 'before'],
    ['from=2026-01-01&before=2028-01-01', 'before'],
    ['from=2026-03-02&before=2026-03-04&to=2026-03-04', 'to'],
    ['from=2026-01-01&to=2028-01-01', 'to'],
    ['from=yesterday', 'from'],
    ['from=0001-01-01', 'from'],
    ['limit=0', 'limit'],
  ])('of %s is refused', async (query, field) => {
    const refusal = await person.api.refused('GET', `/widgets/${widgetId}/events?${query}`);

    expect([refusal.status, refusal.details[0]?.field]).toEqual([422, field]);
  });
});
