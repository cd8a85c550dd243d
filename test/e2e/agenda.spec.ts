import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AgendaEntryView } from '../../src/modules/widgets/agenda/agenda.contract.js';
import { FiringService } from '../../src/modules/widgets/types/alarm/firing/firing.service.js';
import { addAlarm } from '../factories/alarms.js';
import { addEvent } from '../factories/calendars.js';
import { addTask } from '../factories/tasks.js';
import { addTracker } from '../factories/trackers.js';
import { signUp, type Person } from '../factories/users.js';
import { addWidget } from '../factories/widgets.js';
import type { Answer } from '../support/api-client.js';
import { FakeClock } from '../support/fake-clock.js';
import { statementsDuring } from '../support/statement-count.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

// A Monday, ten in the morning in Berlin.
const NOW = '2026-03-02T09:00:00Z';

let app: TestApp;
let clock: FakeClock;
let person: Person;
let todoId: string;

beforeAll(async () => {
  clock = new FakeClock(NOW);
  app = await startTestApp({ clock, env: { ROLE: 'api', JWT_ACCESS_TTL: '86400' } });
});

beforeEach(async () => {
  clock.set(NOW);
  person = await signUp(app);
  todoId = (await addWidget(person)).id;
});

afterAll(() => app.close());

const read = (query = ''): Promise<Answer<AgendaEntryView[]>> =>
  person.api.get<AgendaEntryView[]>(`/agenda${query && `?${query}`}`);

const agenda = async (query = ''): Promise<AgendaEntryView[]> => (await read(query)).data;

/** Each entry in a line: its day, its time, its type, its title, its state. */
const lines = async (query = ''): Promise<string[]> =>
  (await agenda(query)).map(({ date, time, type, title, state, isOverdue }) =>
    [date.slice(5), time ?? '-', type, title, isOverdue ? 'overdue' : state].join(' '),
  );

/** Adds a task, later than those before it: entries that are alike come by their ids. */
function task(content: string, given: object): Promise<{ id: string }> {
  clock.advance(1_000);
  return addTask(person, todoId, { content, ...given });
}

async function ringAt(moment: string): Promise<void> {
  clock.set(moment);
  await app.app.get(FiringService, { strict: false }).fireDue();
}

describe('the agenda of today', () => {
  it('has tasks, events, alarms and habits, by time, after what is overdue and whole days', async () => {
    await task('Taxes', { dueDate: '2026-02-27' });
    await task('Call', { dueDate: '2026-03-02', dueTime: '09:30' });
    await task('Letter', { dueDate: '2026-03-02' });
    await task('Tomorrow', { dueDate: '2026-03-03' });
    await addEvent(person, { title: 'Choir' });
    await addEvent(person, { title: 'Fair', start: '2026-03-01', end: '2026-03-04' });
    await addAlarm(person, { title: 'Medicine', times: ['12:00', '22:00'] });
    await addTracker(person, { name: 'Run' });
    await addTracker(person, { name: 'Weight', kind: 'number' });

    expect(await lines()).toEqual([
      '03-02 - task Taxes overdue',
      '03-02 - event Fair running',
      '03-02 - habit Run open',
      '03-02 - task Letter open',
      '03-02 09:30 task Call overdue',
      '03-02 12:00 alarm Medicine scheduled',
      '03-02 19:30 event Choir upcoming',
      '03-02 22:00 alarm Medicine scheduled',
    ]);
  });

  it('says of each entry what it is, and which occurrence', async () => {
    const { id } = await addEvent(person, { rrule: 'FREQ=DAILY' });

    const [entry] = await agenda();

    expect(entry).toEqual({
      date: '2026-03-02',
      time: '19:30',
      at: '2026-03-02T18:30:00.000Z',
      endsAt: '2026-03-02T19:30:00.000Z',
      isAllDay: false,
      type: 'event',
      id,
      widgetId: expect.any(String),
      title: 'Choir',
      occurrence: '2026-03-02T19:30',
      state: 'upcoming',
      isOverdue: false,
    });
  });

  it('follows what is done, and what rings', async () => {
    const daily = await task('Stretch', { dueDate: '2026-03-01', rrule: 'FREQ=DAILY' });
    const once = await task('Letter', { dueDate: '2026-03-02' });
    const run = await addTracker(person, { name: 'Run' });
    const alarm = await addAlarm(person, { times: ['11:00'] });
    await person.api.post(`/tasks/${daily.id}/complete`);
    await person.api.post(`/tasks/${once.id}/complete`);
    await person.api.post(`/trackers/${run.id}/entries`, { value: 1 });
    await ringAt('2026-03-02T10:00:00Z');
    await person.api.post(`/alarms/${alarm.id}/snooze`, { minutes: 15 });

    expect(await lines()).toEqual([
      '03-02 - habit Run done',
      '03-02 - task Stretch done',
      '03-02 - task Letter done',
      '03-02 11:00 alarm Wake up snoozed',
      '03-02 11:15 alarm Wake up scheduled',
    ]);
  });

  it('is empty for somebody else, without what is below deleted widgets, and for nobody', async () => {
    await task('Letter', { dueDate: '2026-03-02' });
    const event = await addEvent(person);
    const alarm = await addAlarm(person, { times: ['22:00'] });
    const habit = await addTracker(person);
    const { api } = await signUp(app);
    expect((await api.get('/agenda')).data).toEqual([]);
    expect((await api.as().refused('GET', '/agenda')).status).toBe(401);

    for (const id of [todoId, event.widgetId, alarm.widgetId, habit.widgetId])
      await person.api.delete(`/widgets/${id}`);

    expect(await agenda()).toEqual([]);
  });
});

describe('the agenda of a span', () => {
  it('has what recurs on each of its days, and what became of the past ones', async () => {
    const daily = await task('Stretch', { dueDate: '2026-02-28', rrule: 'FREQ=DAILY' });
    await person.api.post(`/tasks/${daily.id}/complete`, { occurrence: '2026-02-28' });

    expect(await lines('from=2026-02-27&before=2026-03-05')).toEqual([
      '02-28 - task Stretch done',
      '03-01 - task Stretch missed',
      '03-02 - task Stretch open',
      '03-03 - task Stretch open',
      '03-04 - task Stretch open',
    ]);
  });

  it('has an occurrence that was moved on its new day and at its new time', async () => {
    const daily = await task('Stretch', { dueDate: '2026-03-02', rrule: 'FREQ=WEEKLY' });
    const move = { occurrence: '2026-03-09', dueDate: '2026-03-10', dueTime: '17:00' };
    await person.api.post(`/tasks/${daily.id}/move`, move);

    expect(await lines('from=2026-03-09&before=2026-03-17')).toEqual([
      '03-10 17:00 task Stretch open',
      '03-16 - task Stretch open',
    ]);
  });

  it('has an open task of the past on its day and today', async () => {
    await task('Taxes', { dueDate: '2026-02-27', dueTime: '18:00' });
    await task('Old', { dueDate: '2026-01-05' });

    expect(await lines('from=2026-02-27&before=2026-03-04')).toEqual([
      '02-27 18:00 task Taxes overdue',
      '03-02 - task Old overdue',
      '03-02 - task Taxes overdue',
    ]);
    expect(await lines('from=2026-03-03&before=2026-03-05')).toEqual([]);
  });

  it('has alarms as far ahead as their rules go, and each ring once', async () => {
    const alarm = await addAlarm(person, { times: ['07:00'], rrule: 'FREQ=DAILY;INTERVAL=10' });
    await ringAt('2026-03-12T06:00:00Z');
    const { email, password } = person;
    const { data } = await person.api
      .as()
      .post<{ tokens: Person['tokens'] }>('/auth/login', { email, password });
    person = { ...person, api: person.api.as(data.tokens.accessToken) };

    expect(await lines('from=2026-03-01&before=2026-04-30')).toEqual([
      '03-12 07:00 alarm Wake up ringing',
      '03-22 07:00 alarm Wake up scheduled',
      '04-01 07:00 alarm Wake up scheduled',
      '04-11 07:00 alarm Wake up scheduled',
      '04-21 07:00 alarm Wake up scheduled',
    ]);
    await person.api.patch(`/alarms/${alarm.id}`, { isActive: false });
    expect(await lines('from=2026-03-13&before=2026-04-30')).toEqual([]);
  });

  it('has an event of several days on each of them, with its time on the first', async () => {
    await addEvent(person, { title: 'Night', start: '2026-03-03T22:00', end: '2026-03-05T02:00' });

    expect(await lines('from=2026-03-02&before=2026-03-09')).toEqual([
      '03-03 22:00 event Night upcoming',
      '03-04 - event Night upcoming',
      '03-05 - event Night upcoming',
    ]);
  });

  it('has the days of a rule for habits, and of n times a week what is certain', async () => {
    await addTracker(person, { name: 'Swim', rrule: 'FREQ=WEEKLY;BYDAY=WE' });
    const week = await addTracker(person, { name: 'Run', times: 2, period: 'week' });
    await person.api.post(`/trackers/${week.id}/entries`, { value: 1 });

    expect(await lines('from=2026-03-02&before=2026-03-12')).toEqual([
      '03-02 - habit Run done',
      '03-04 - habit Swim open',
      '03-11 - habit Swim open',
    ]);
  });

  it('by moments has what is timed between them', async () => {
    await addAlarm(person, { times: ['12:00', '18:00'] });
    await addEvent(person, { title: 'Meeting', start: '2026-03-02T13:30', end: '2026-03-02T14:30' });

    expect(await lines('from=2026-03-02T14:00&before=2026-03-02T17:00Z')).toEqual([
      '03-02 13:30 event Meeting upcoming',
    ]);
    expect(await lines('from=2026-03-02T14:00&before=2026-03-02T17:00:01Z')).toHaveLength(2);
  });

  it("counts by the user's days: a dawn of four o'clock, a clock change, a task on another clock", async () => {
    await person.api.patch('/users/me', { dayStart: '04:00' });
    await task('Late', { dueDate: '2026-03-29', dueTime: '02:30' });
    await task('New York', { dueDate: '2026-03-28', dueTime: '23:00', timeZone: 'America/New_York' });
    await addEvent(person, { title: 'Sunday', start: '2026-03-29' });

    expect(await lines('from=2026-03-28&before=2026-03-30')).toEqual([
      '03-28 03:30 task Late open',
      '03-29 - event Sunday upcoming',
      '03-29 05:00 task New York open',
    ]);
  });
});

describe('pages of the agenda', () => {
  it('follow one another without a gap or a doublet, whatever their size', async () => {
    await task('Stretch', { dueDate: '2026-02-20', rrule: 'FREQ=DAILY' });
    await task('Taxes', { dueDate: '2026-02-27' });
    await addAlarm(person, { times: ['07:00', '12:00', '22:00'] });
    await addEvent(person, { rrule: 'FREQ=DAILY' });
    await addEvent(person, { title: 'Fair', start: '2026-03-01', end: '2026-03-12' });
    await addTracker(person);
    const query = 'from=2026-02-26&before=2026-03-20';
    const all = await read(query);
    expect(all.meta).toMatchObject({ truncated: false, pagination: { hasMore: false } });
    expect(all.data.length).toBeGreaterThan(100);

    for (const limit of [1, 7, 50]) {
      const rows: AgendaEntryView[] = [];
      for (let cursor: string | null = ''; cursor !== null && rows.length <= all.data.length;) {
        const page: Answer<AgendaEntryView[]> = await read(
          `${query}&limit=${limit}${cursor && `&cursor=${cursor}`}`,
        );
        rows.push(...page.data);
        cursor = page.meta.pagination?.nextCursor ?? null;
        if (limit === 1 && rows.length >= 30) break;
      }
      expect(rows).toEqual(limit === 1 ? all.data.slice(0, 30) : all.data);
    }
  });

  it('cost the same number of statements for one thing and for many', async () => {
    const add = async (): Promise<void> => {
      await task('Stretch', { dueDate: '2026-02-20', rrule: 'FREQ=DAILY' });
      await addAlarm(person);
      await addEvent(person, { rrule: 'FREQ=DAILY' });
      await addTracker(person);
    };
    await add();
    const query = 'from=2026-02-26&before=2026-04-20&limit=1000';
    await read(query);
    const few = await statementsDuring(app.databaseUrl, () => read(query));
    for (let i = 0; i < 5; i += 1) await add();

    expect(await statementsDuring(app.databaseUrl, () => read(query))).toBe(few);
    expect(few).toBeLessThanOrEqual(9);
  });

  it('say when a day holds too much', async () => {
    const { widgetId } = await addEvent(person, { rrule: 'FREQ=MINUTELY', end: '2026-03-02T19:31' });
    for (let i = 0; i < 3; i += 1) await addEvent(person, { widgetId, rrule: 'FREQ=MINUTELY' });

    const { data, meta } = await read('from=2026-03-03&before=2026-03-05&limit=1000');

    expect(data).toHaveLength(1_000);
    expect(meta.pagination?.hasMore).toBe(true);
  });
});

describe('a wrong span', () => {
  it.each([
    ['before', 'before=2026-03-01'],
    ['before', 'from=2026-03-02&before=2026-03-02'],
    ['before', 'from=2026-03-02&before=2026-05-04'],
    ['from', 'from=soon'],
    ['from', 'from=0001-01-01'],
    ['before', 'before=9999-12-31'],
    ['limit', 'limit=1001'],
  ])('names its %s: %s', async (field, query) => {
    const refusal = await person.api.refused('GET', `/agenda?${query}`);

    expect([refusal.status, refusal.details.map((detail) => detail.field)]).toEqual([422, [field]]);
  });

  it.each(['to=2026-03-03', 'cursor=abc'])('is malformed: %s', async (query) => {
    expect((await person.api.refused('GET', `/agenda?${query}`)).status).toBe(400);
  });

  it('is not one of 62 days', async () => {
    expect(await agenda('from=2026-03-02&before=2026-05-03')).toEqual([]);
  });
});
