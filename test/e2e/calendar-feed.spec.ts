import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import type {
  CalendarFeedView,
  NewCalendarFeedView,
} from '../../src/modules/widgets/feed/calendar-feeds.contract.js';
import { addEvent, importFile } from '../factories/calendars.js';
import { addTask } from '../factories/tasks.js';
import { addTracker } from '../factories/trackers.js';
import { deleteAccount, signUp, type Person } from '../factories/users.js';
import { addWidget } from '../factories/widgets.js';
import { eventsOf } from '../support/event-rows.js';
import { FakeClock } from '../support/fake-clock.js';
import { statementsDuring } from '../support/statement-count.js';
import { strictCalendar, summarized, valueOf, type StrictComponent } from '../support/strict-calendar.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

// A Monday; it is 09:00 in Berlin.
const MORNING = '2026-03-02T08:00:00Z';

let app: TestApp;
let clock: FakeClock;
let person: Person;
let todoId: string;

beforeAll(async () => {
  clock = new FakeClock(MORNING);
  app = await startTestApp({ clock, env: { ROLE: 'api', JWT_ACCESS_TTL: '86400' } });
});

beforeEach(async () => {
  clock.set(MORNING);
  person = await signUp(app, { timeZone: 'Europe/Berlin' });
  todoId = (await addWidget(person, { type: 'todo' })).id;
});

afterAll(() => app.close());

const subscribe = async (): Promise<string> =>
  (await person.api.post<NewCalendarFeedView>('/calendar/feed')).data.path;
const fetchFeed = (path: string, init: RequestInit = {}): Promise<Response> => fetch(app.url + path, init);

async function calendar(query = ''): Promise<StrictComponent> {
  const response = await fetchFeed((await subscribe()) + query);
  return strictCalendar(await response.text()).lines;
}

const summaries = ({ children }: StrictComponent): (string | undefined)[] =>
  children.filter(({ name }) => name !== 'VTIMEZONE').map((child) => valueOf(child, 'SUMMARY'));

describe('the address of a calendar', () => {
  it('is told once, when it is made, and is used without a token of access', async () => {
    const { status, data, headers, meta } = await person.api.post<NewCalendarFeedView>('/calendar/feed');

    expect(status).toBe(201);
    expect(data).toEqual({
      version: 1,
      createdAt: '2026-03-02T08:00:00.000Z',
      lastReadAt: null,
      path: expect.stringMatching(/^\/api\/v1\/calendar\/[\w-]{43}\.ics$/),
    });
    expect(headers.get('location')).toBe('/api/v1/calendar/feed');
    expect(meta.events).toHaveLength(1);
    expect((await person.api.get('/calendar/feed')).data).toEqual({ ...data, path: undefined });
    expect((await fetchFeed(data.path)).status).toBe(200);
  });

  it('is kept as a hash alone, and no event tells it', async () => {
    const path = await subscribe();
    const token = /([\w-]{43})\.ics/.exec(path)?.[1] ?? '';

    const rows: unknown = await app.app.get(DataSource).query('SELECT f::text FROM calendar_feeds f');

    expect(token).toHaveLength(43);
    expect(JSON.stringify([rows, await eventsOf(app, person.id)])).not.toContain(token);
  });

  it('gives way to a new one', async () => {
    const first = await subscribe();
    const second = await subscribe();

    expect(second).not.toBe(first);
    expect((await fetchFeed(first)).status).toBe(404);
    expect((await fetchFeed(second)).status).toBe(200);
    expect((await person.api.get<CalendarFeedView>('/calendar/feed')).data.version).toBe(2);
  });

  it('ends when it is revoked, and its version goes on after that', async () => {
    const path = await subscribe();

    expect(
      (await person.api.refused('DELETE', '/calendar/feed', { headers: { 'if-match': '"7"' } })).status,
    ).toBe(412);
    expect((await person.api.delete('/calendar/feed', { headers: { 'if-match': '"1"' } })).data).toBeNull();

    expect((await fetchFeed(path)).status).toBe(404);
    for (const method of ['GET', 'DELETE'] as const)
      expect(await person.api.refused(method, '/calendar/feed')).toMatchObject({
        status: 404,
        code: 'calendar_feed_not_found',
      });
    expect((await person.api.post<NewCalendarFeedView>('/calendar/feed')).data.version).toBe(3);
  });

  it('is known to its owner as read, to the hour', async () => {
    const path = await subscribe();
    clock.set('2026-03-02T09:41:00Z');
    await fetchFeed(path);

    expect((await person.api.get<CalendarFeedView>('/calendar/feed')).data.lastReadAt).toBe(
      '2026-03-02T09:00:00.000Z',
    );
  });

  it('is asked for by its owner only', async () => {
    await subscribe();
    const other = await signUp(app);

    expect((await other.api.refused('GET', '/calendar/feed')).status).toBe(404);
    expect((await person.api.as().refused('POST', '/calendar/feed')).status).toBe(401);
  });

  it('that is wrong is answered as one that never was, in the envelope of failures', async () => {
    const path = await subscribe();
    for (const wrong of [
      path.replace(/.(?=\.ics)/, (last) => (last === 'A' ? 'B' : 'A')),
      '/api/v1/calendar/x.ics',
      `/api/v1/calendar/${'a'.repeat(3_000)}.ics`,
      '/api/v1/calendar/%00.ics',
    ]) {
      const response = await fetchFeed(wrong);

      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ error: { code: 'calendar_not_found' } });
    }
  });
});

describe('reading a calendar', () => {
  it('gives a file that is kept by its tag until something changes', async () => {
    const path = await subscribe();
    await addTask(person, todoId, { content: 'Pay', dueDate: '2026-03-05' });
    const first = await fetchFeed(path);
    const etag = first.headers.get('etag') ?? '';
    const headers = { 'if-none-match': etag };

    expect(first.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(first.headers.get('cache-control')).toBe('private, no-cache');
    const text = await first.text();
    expect(await (await fetchFeed(path)).text()).toBe(text);
    const again = await fetchFeed(path, { headers });
    expect([again.status, again.headers.get('etag'), await again.text()]).toEqual([304, etag, '']);

    await addTask(person, todoId, { content: 'Rest', dueDate: '2026-03-06' });
    const changed = await fetchFeed(path, { headers });
    expect(changed.status).toBe(200);
    expect(changed.headers.get('etag')).not.toBe(etag);
  });

  it('answers HEAD with the same headers and no body', async () => {
    const path = await subscribe();
    const [head, get] = [await fetchFeed(path, { method: 'HEAD' }), await fetchFeed(path)];

    expect(head.status).toBe(200);
    expect(await head.text()).toBe('');
    for (const name of ['etag', 'content-type', 'content-disposition'])
      expect(head.headers.get(name)).toBe(get.headers.get(name));
  });

  it('refuses what it does not know', async () => {
    const path = await subscribe();

    expect((await fetchFeed(`${path}?tasks=poems`)).status).toBe(422);
    expect((await fetchFeed(`${path}?since=ever`)).status).toBe(400);
  });

  it('costs one statement to know the reader and one for the file, which is made at the first reading', async () => {
    const path = await subscribe();
    for (let day = 10; day < 20; day += 1)
      await addTask(person, todoId, { content: 'Pay', dueDate: `2026-03-${day}`, rrule: 'FREQ=DAILY' });
    const read = (): Promise<number> => statementsDuring(app.databaseUrl, () => fetchFeed(path));
    await fetchFeed(path);
    await addTask(person, todoId, { content: 'Rest', dueDate: '2026-03-06' });

    // One for each source, and one that stores it.
    expect(await read()).toBeLessThanOrEqual(6);
    expect(await read()).toBe(2);
  });

  it('makes one file for all who ask at the same time', async () => {
    const path = await subscribe();
    await fetchFeed(path);
    await addTask(person, todoId, { content: 'Pay', dueDate: '2026-03-05' });
    let texts: string[] = [];

    const statements = await statementsDuring(app.databaseUrl, async () => {
      const answers = await Promise.all(Array.from({ length: 10 }, () => fetchFeed(path)));
      texts = await Promise.all(answers.map((answer) => answer.text()));
    });

    expect(texts[0]).toContain('SUMMARY:Pay');
    expect(new Set(texts).size).toBe(1);
    expect(statements).toBeLessThanOrEqual(10 * 2 + 4);
  });

  it('keeps one compressed file of each form', async () => {
    const path = await subscribe();
    for (const content of ['Pay', 'Rest']) {
      await addTask(person, todoId, { content, dueDate: '2026-03-05' });
      for (const form of ['events', 'todos']) await (await fetchFeed(`${path}?tasks=${form}`)).text();
    }

    const rows = await app.app
      .get(DataSource)
      .query<{ form: string; content: Buffer }[]>(
        'SELECT task_form AS form, content FROM calendar_feed_files WHERE user_id = $1 ORDER BY 1',
        [person.id],
      );

    expect(rows.map(({ form }) => form)).toEqual(['events', 'todos']);
    for (const { content } of rows) expect(gunzipSync(content).toString()).toContain('SUMMARY:Rest');
  });

  it('is closed with the account', async () => {
    const path = await subscribe();
    await deleteAccount(person);

    expect((await fetchFeed(path)).status).toBe(404);
  });

  it('names itself, its zone and how often to come back', async () => {
    const feed = await calendar();

    expect(Object.fromEntries(feed.properties.map(({ name, value }) => [name, value]))).toEqual({
      VERSION: '2.0',
      PRODID: '-//Brainboard//Calendar feed//EN',
      CALSCALE: 'GREGORIAN',
      NAME: 'Brainboard',
      'X-WR-CALNAME': 'Brainboard',
      'X-WR-TIMEZONE': 'Europe/Berlin',
      'REFRESH-INTERVAL': 'PT1H',
      'X-PUBLISHED-TTL': 'PT1H',
    });
    expect(feed.children).toEqual([]);
  });
});

describe('tasks in a calendar', () => {
  it('are days where they have no time, and times of their zone where they have one', async () => {
    await addTask(person, todoId, {
      content: 'Taxes, and; all \\ that now 📞',
      notes: 'Zeile 1,\n'.repeat(20),
      category: 'money',
      labels: ['home', 'a,b'],
      dueDate: '2026-03-31',
    });
    await addTask(person, todoId, { content: 'Call', dueDate: '2026-03-05', dueTime: '15:30' });
    await addTask(person, todoId, {
      content: 'Tokyo',
      dueDate: '2026-03-05',
      dueTime: '09:00',
      timeZone: 'Asia/Tokyo',
    });
    await addTask(person, todoId, { content: 'Some day' });
    const feed = await calendar();

    expect(summaries(feed).sort()).toEqual(['Call', 'Taxes\\, and\\; all \\\\ that now 📞', 'Tokyo']);
    const taxes = summarized(feed, 'Taxes');
    expect(valueOf(taxes, 'DTSTART')).toBe('VALUE=DATE:20260331');
    expect(valueOf(taxes, 'DTEND')).toBe('VALUE=DATE:20260401');
    expect(valueOf(taxes, 'CATEGORIES')).toBe('money,home,a\\,b');
    expect(valueOf(taxes, 'TRANSP')).toBe('TRANSPARENT');
    expect(valueOf(summarized(feed, 'Call'), 'DTSTART')).toBe('TZID=Europe/Berlin:20260305T153000');
    expect(valueOf(summarized(feed, 'Tokyo'), 'DTSTART')).toBe('TZID=Asia/Tokyo:20260305T090000');
  });

  it('move with their user where they are on no certain clock', async () => {
    await addTask(person, todoId, { content: 'Call', dueDate: '2026-03-05', dueTime: '15:30' });
    await person.api.patch('/users/me', { timeZone: 'America/New_York' });

    expect(valueOf(summarized(await calendar(), 'Call'), 'DTSTART')).toBe(
      'TZID=America/New_York:20260305T153000',
    );
  });

  it('are gone when they are done, and those of a series begin with what is open', async () => {
    const once = await addTask(person, todoId, { content: 'Once', dueDate: '2026-03-02' });
    const daily = await addTask(person, todoId, {
      content: 'Daily',
      dueDate: '2026-03-01',
      rrule: 'FREQ=DAILY;COUNT=10',
    });
    await person.api.post(`/tasks/${once.id}/complete`);
    for (const occurrence of ['2026-03-02', '2026-03-05'])
      await person.api.post(`/tasks/${daily.id}/complete`, { occurrence });
    const feed = await calendar();

    expect(summaries(feed)).toEqual(['Daily']);
    const series = summarized(feed, 'Daily');
    expect(valueOf(series, 'DTSTART')).toBe('VALUE=DATE:20260303');
    expect(valueOf(series, 'RRULE')).toBe('FREQ=DAILY;COUNT=8');
    expect(valueOf(series, 'EXDATE')).toBe('VALUE=DATE:20260305');
  });

  it('are once where the next depends on when this one is done', async () => {
    await addTask(person, todoId, {
      content: 'Water',
      dueDate: '2026-03-02',
      rrule: 'FREQ=DAILY;INTERVAL=3',
      repeatFrom: 'completion',
    });

    expect(valueOf(summarized(await calendar(), 'Water'), 'RRULE')).toBeUndefined();
  });

  it('can be things to do instead, with what was done', async () => {
    const done = await addTask(person, todoId, { content: 'Done', dueDate: '2026-03-02', priority: 1 });
    await addTask(person, todoId, {
      content: 'Open',
      dueDate: '2026-03-02',
      dueTime: '15:00',
      rrule: 'FREQ=WEEKLY;UNTIL=20260401',
    });
    await person.api.post(`/tasks/${done.id}/complete`);
    const feed = await calendar('?tasks=todos');

    const [open, closed] = [summarized(feed, 'Open'), summarized(feed, 'Done')];
    expect([open.name, closed.name]).toEqual(['VTODO', 'VTODO']);
    expect(valueOf(open, 'STATUS')).toBe('NEEDS-ACTION');
    expect(valueOf(open, 'DTSTART')).toBe('TZID=Europe/Berlin:20260302T150000');
    expect(valueOf(open, 'RRULE')).toBe('FREQ=WEEKLY;UNTIL=20260401T215959Z');
    expect(valueOf(open, 'PRIORITY')).toBe('5');
    expect(valueOf(closed, 'DUE')).toBe('VALUE=DATE:20260302');
    expect(valueOf(closed, 'STATUS')).toBe('COMPLETED');
    expect(valueOf(closed, 'COMPLETED')).toBe('20260302T080000Z');
    expect(valueOf(closed, 'PRIORITY')).toBe('1');
  });

  it('of inactive and deleted widgets, and of others, are left out', async () => {
    const stranger = await signUp(app);
    const strange = await addWidget(stranger, { type: 'todo' });
    await addTask(stranger, strange.id, { content: 'Not mine', dueDate: '2026-03-05' });
    const gone = (await addWidget(person, { type: 'todo' })).id;
    await addTask(person, gone, { content: 'Gone', dueDate: '2026-03-05' });
    await person.api.delete(`/widgets/${gone}`);
    await addTask(person, todoId, { content: 'Asleep', dueDate: '2026-03-05' });
    await person.api.patch(`/widgets/${todoId}`, { isActive: false });

    expect(summaries(await calendar())).toEqual([]);
  });
});

describe('habits in a calendar', () => {
  it('recur from their first day on, without what is frozen', async () => {
    await addTracker(person, {
      name: 'Run',
      rrule: 'FREQ=WEEKLY;BYDAY=TU,TH',
      freezes: [{ from: '2026-03-09', to: '2026-03-15' }],
    });
    const run = summarized(await calendar(), 'Run');

    expect(valueOf(run, 'DTSTART')).toBe('VALUE=DATE:20260303');
    expect(valueOf(run, 'RRULE')).toBe('FREQ=WEEKLY;BYDAY=TU,TH');
    expect(valueOf(run, 'EXDATE')).toBe('VALUE=DATE:20260310,20260312');
  });

  it('are those that are to be done: measurements come only on days that are named', async () => {
    await addTracker(person, { name: 'Every day' });
    await addTracker(person, { name: 'Some days', times: 3, period: 'week', weekStart: 'SU' });
    await addTracker(person, { name: 'Cigarettes', direction: 'down', targetValue: 0 });
    await addTracker(person, { name: 'Weight', kind: 'number' });
    await addTracker(person, { name: 'Mood', kind: 'scale', rrule: 'FREQ=MONTHLY;BYMONTHDAY=-1' });
    const feed = await calendar();

    expect(summaries(feed).sort()).toEqual(['Every day', 'Mood', 'Some days (3 × a week)']);
    expect(valueOf(summarized(feed, 'Some'), 'DTSTART')).toBe('VALUE=DATE:20260308');
    expect(valueOf(summarized(feed, 'Mood'), 'DTSTART')).toBe('VALUE=DATE:20260331');
  });
});

describe('events in a calendar', () => {
  it('keep their series: rules, exceptions, and occurrences that were changed', async () => {
    const { id } = await addWidget(person, { type: 'calendar' });
    const file = [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//test//EN',
      'BEGIN:VEVENT',
      'UID:choir@example.org',
      'DTSTAMP:20260101T000000Z',
      'SUMMARY:Choir',
      'DTSTART;TZID=America/New_York:20260105T193000',
      'DTEND;TZID=America/New_York:20260105T210000',
      'RRULE:FREQ=WEEKLY;UNTIL=20261231T235959Z',
      'RDATE;TZID=America/New_York:20260110T100000',
      'EXDATE;TZID=America/New_York:20260112T193000',
      'END:VEVENT',
      'BEGIN:VEVENT',
      'UID:choir@example.org',
      'DTSTAMP:20260101T000000Z',
      'RECURRENCE-ID;TZID=America/New_York:20260119T193000',
      'SUMMARY:Choir in the church',
      'DTSTART;TZID=Europe/Paris:20260120T193000',
      'DTEND;TZID=Europe/Paris:20260120T220000',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ].join('\r\n');
    expect((await importFile(person, id, file)).created).toBe(1);
    const feed = await calendar();
    const [series, change] = feed.children.filter(({ name }) => name === 'VEVENT');

    expect(valueOf(series!, 'DTSTART')).toBe('TZID=America/New_York:20260105T193000');
    expect(valueOf(series!, 'DTEND')).toBe('TZID=America/New_York:20260105T210000');
    expect(valueOf(series!, 'RRULE')).toBe('FREQ=WEEKLY;UNTIL=20261231T235959Z');
    expect(valueOf(series!, 'RDATE')).toBe('TZID=America/New_York:20260110T100000');
    expect(valueOf(series!, 'EXDATE')).toBe('TZID=America/New_York:20260112T193000');
    expect(valueOf(series!, 'TRANSP')).toBe('OPAQUE');
    expect(valueOf(change!, 'UID')).toBe(valueOf(series!, 'UID'));
    expect(valueOf(change!, 'RECURRENCE-ID')).toBe('TZID=America/New_York:20260119T193000');
    expect(valueOf(change!, 'DTSTART')).toBe('TZID=Europe/Paris:20260120T193000');
    expect(valueOf(change!, 'SUMMARY')).toBe('Choir in the church');
  });

  it('are as many as a program can hold at a time, the ones that go on longest', async () => {
    const { id } = await addWidget(person, { type: 'calendar' });
    for (const title of ['First', 'Second', 'Third'])
      await addEvent(person, { widgetId: id, title, start: '2026-03-04', rrule: 'FREQ=DAILY' });
    await app.app
      .get(DataSource)
      .query("UPDATE calendar_events SET description = repeat('x', 9000000) WHERE widget_id = $1", [id]);

    expect(summaries(await calendar())).toHaveLength(2);
  });

  it('are there as long as they were not over a year ago', async () => {
    for (const year of [2024, 2025, 2026])
      await addEvent(person, { title: `In ${year}`, start: `${year}-03-01`, end: `${year}-03-02` });

    expect(summaries(await calendar())).toEqual(['In 2026', 'In 2025']);
  });
});
