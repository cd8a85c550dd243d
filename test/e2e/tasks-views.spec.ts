import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { TokensView } from '../../src/modules/auth/auth.contract.js';
import type { TaskView } from '../../src/modules/widgets/types/todo/tasks.contract.js';
import { addTask as addTaskNow } from '../factories/tasks.js';
import { signUp, type Person } from '../factories/users.js';
import { addWidget } from '../factories/widgets.js';
import { FakeClock } from '../support/fake-clock.js';
import { statementsDuring } from '../support/statement-count.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

interface Counts {
  readonly total: number;
  readonly byPriority: Record<string, number>;
  readonly byCategory: { category: string | null; count: number }[];
}

// A Monday.
const MORNING = '2026-03-02T07:30:00Z';

let app: TestApp;
let clock: FakeClock;

beforeAll(async () => {
  clock = new FakeClock(MORNING);
  app = await startTestApp({ clock, env: { ROLE: 'api', JWT_ACCESS_TTL: '86400' } });
});

beforeEach(() => {
  clock.set(MORNING);
});

afterAll(() => app.close());

async function somebody(timeZone = 'Europe/Berlin'): Promise<{ person: Person; widgetId: string }> {
  const person = await signUp(app, { timeZone });
  return { person, widgetId: (await addWidget(person)).id };
}

/** The same person at a later moment, when their access token would have expired. */
async function later(person: Person, now: string): Promise<Person> {
  clock.set(now);
  const { email, password } = person;
  const nobody = person.api.as();
  const { data } = await nobody.post<{ tokens: TokensView }>('/auth/login', { email, password });
  return { ...person, api: nobody.as(data.tokens.accessToken) };
}

/** Adds a task a moment after the one before, so that their order is certain. */
function addTask(...given: Parameters<typeof addTaskNow>): Promise<TaskView> {
  clock.advance(1);
  return addTaskNow(...given);
}

const contents = async ({ api }: Person, query: string): Promise<string[]> =>
  (await api.get<TaskView[]>(query)).data.map(({ content }) => content);

const countsOf = async ({ api }: Person, query: string): Promise<Counts | undefined> =>
  ((await api.get(query)).meta as { counts?: Counts }).counts;

/** All rows of a list, read page by page; `between` runs after each page. */
async function allPages(
  { api }: Person,
  path: string,
  between?: () => Promise<unknown>,
): Promise<TaskView[]> {
  const rows: TaskView[] = [];
  let cursor: string | null | undefined;
  do {
    const next = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
    const { data, meta } = await api.get<TaskView[]>(`${path}${next}`);
    rows.push(...data);
    cursor = meta.pagination?.nextCursor;
    await between?.();
  } while (cursor);
  return rows;
}

describe('what is due today', () => {
  it('is what is due on the day or was before, by priority, then time, those without one last', async () => {
    const { person, widgetId } = await somebody();
    const add = (content: string, given: object): Promise<TaskView> =>
      addTask(person, widgetId, { content, ...given });
    await add('low', { dueDate: '2026-03-02', priority: 4 });
    await add('evening', { dueDate: '2026-03-02', dueTime: '18:00' });
    await add('any time', { dueDate: '2026-03-02' });
    await add('late since Friday', { dueDate: '2026-02-27', dueTime: '12:00' });
    await add('urgent', { dueDate: '2026-03-01', priority: 1 });
    await add('morning', { dueDate: '2026-03-02', dueTime: '09:00' });
    await add('tomorrow', { dueDate: '2026-03-03', priority: 1 });
    await add('some day', { priority: 1 });
    await person.api.post(`/tasks/${(await add('done', { dueDate: '2026-03-02' })).id}/complete`);

    expect(await contents(person, '/tasks?view=today')).toEqual([
      'urgent',
      'morning',
      'late since Friday',
      'evening',
      'any time',
      'low',
    ]);
    expect(await contents(person, '/tasks?view=overdue')).toEqual(['late since Friday', 'urgent']);
    expect(await contents(person, '/tasks?view=upcoming')).toEqual(['tomorrow']);
    expect(await contents(person, '/tasks?view=today&date=2026-03-03')).toContain('tomorrow');
    expect(await contents(person, '/tasks?view=done')).toEqual(['done']);
    expect((await contents(person, '/tasks?view=open')).slice(-2)).toEqual(['tomorrow', 'some day']);
    expect(await contents(person, '/tasks')).toHaveLength(9);
  });

  it('leaves a recurring task among what is done, as long as its completion stands', async () => {
    const { person, widgetId } = await somebody();
    const task = await addTask(person, widgetId, { content: 'daily', rrule: 'FREQ=DAILY' });
    const once = await addTask(person, widgetId, { content: 'once' });
    await person.api.post(`/tasks/${task.id}/complete`);
    clock.advance(1);
    await person.api.post(`/tasks/${once.id}/complete`);

    const { data } = await person.api.get<TaskView[]>('/tasks?view=done');
    expect(data.map(({ content, lastCompleted }) => [content, lastCompleted?.date])).toEqual([
      ['once', undefined],
      ['daily', '2026-03-02'],
    ]);
    expect(await contents(person, '/tasks?view=open')).toEqual(['daily']);
    await person.api.post(`/tasks/${task.id}/reopen`, { occurrence: data[1]?.lastCompleted?.date });
    expect(await contents(person, '/tasks?view=done')).toEqual(['once']);
  });

  it('is counted by priority and category on the first page', async () => {
    const { person, widgetId } = await somebody();
    for (const [priority, category] of [
      [1, 'work'],
      [3, 'work'],
      [3, null],
      [3, 'home'],
    ]) {
      await addTask(person, widgetId, { dueDate: '2026-03-02', priority, category });
    }
    const counts = {
      total: 4,
      byPriority: { 1: 1, 2: 0, 3: 3, 4: 0, 5: 0 },
      byCategory: [
        { category: 'work', count: 2 },
        { category: 'home', count: 1 },
        { category: null, count: 1 },
      ],
    };

    expect(await countsOf(person, '/tasks?view=today&limit=1')).toEqual(counts);
    expect(await countsOf(person, '/tasks?view=open&limit=1')).toEqual(counts);
    expect(await countsOf(person, '/tasks?view=today&category=work&priority=3')).toMatchObject({ total: 1 });
    expect(await countsOf(person, '/tasks?view=done')).toBeUndefined();
    expect(await countsOf(person, '/tasks?view=overdue')).toMatchObject({ total: 0, byCategory: [] });
    expect(await contents(person, '/tasks?view=today&category=home')).toHaveLength(1);
    expect(await contents(person, '/tasks?view=today&category=%20HOME')).toHaveLength(1);
  });

  it("is the user's day, not the server's", async () => {
    clock.set('2024-04-04T18:30:00Z');
    const { person, widgetId } = await somebody('Asia/Bangkok');
    await addTask(person, widgetId, { content: 'due on the fifth', dueDate: '2024-04-05' });

    expect(await contents(person, '/tasks?view=today')).toEqual(['due on the fifth']);
    clock.set('2024-04-04T16:59:59Z');
    expect(await contents(person, '/tasks?view=today')).toEqual([]);
  });

  it('has a time late in New York on the next day of Berlin', async () => {
    const { person, widgetId } = await somebody();
    const given = { dueDate: '2026-03-02', dueTime: '23:30', timeZone: 'America/New_York' };
    await addTask(person, widgetId, { content: 'call', ...given });

    expect(await contents(person, '/tasks?view=today')).toEqual([]);
    expect(await contents(person, '/tasks?view=today&date=2026-03-03')).toEqual(['call']);
    expect(await contents(person, '/tasks?view=overdue&date=2026-03-03')).toEqual([]);
  });

  it.each([
    // Its own zone, and the moment from which it is overdue.
    [null, '2026-03-02T14:00:00Z'],
    ['Asia/Tokyo', '2026-03-02T06:00:00Z'],
    ['America/New_York', '2026-03-02T20:00:00Z'],
  ])('is overdue from its due time on, in its zone: %s', async (timeZone, moment) => {
    clock.set('2026-03-02T00:30:00Z');
    const { person, widgetId } = await somebody();
    const given = { dueDate: '2026-03-02', dueTime: '15:00', timeZone };
    const { id } = await addTask(person, widgetId, { content: 'call', ...given });
    await addTask(person, widgetId, { content: 'repeat', ...given, rrule: 'FREQ=DAILY', priority: 4 });
    await addTask(person, widgetId, { content: 'any time', dueDate: '2026-03-02', priority: 5 });
    const all = ['call', 'repeat', 'any time'];
    const stateAt = async (now: string): Promise<unknown> => {
      clock.set(now);
      const today = await person.api.get<TaskView[]>('/tasks?view=today');
      const read = await person.api.get<TaskView>(`/tasks/${id}`);
      return {
        today: today.data.map(({ content }) => content),
        marked: today.data.filter(({ isOverdue }) => isOverdue).map(({ content }) => content),
        overdue: await contents(person, '/tasks?view=overdue'),
        counted: (await countsOf(person, '/tasks?view=overdue'))?.total,
        isOverdue: read.data.isOverdue,
      };
    };

    const before = new Date(Date.parse(moment) - 1_000).toISOString();
    expect(await stateAt(before)).toEqual({
      today: all,
      marked: [],
      overdue: [],
      counted: 0,
      isOverdue: false,
    });
    const late = ['call', 'repeat'];
    expect(await stateAt(moment)).toEqual({
      today: all,
      marked: late,
      overdue: expect.arrayContaining(late),
      counted: 2,
      isOverdue: true,
    });
    expect(await contents(person, '/tasks?view=overdue&date=2026-03-01')).toEqual([]);
    // On the next day the repeated one is about its new occurrence, and what has no time is overdue too.
    clock.set('2026-03-02T23:30:00Z');
    expect(await contents(person, '/tasks?view=overdue')).toEqual(['call', 'any time'].toSorted().reverse());
    await person.api.post(`/tasks/${id}/complete`);
    expect((await person.api.get<TaskView>(`/tasks/${id}`)).data.isOverdue).toBe(false);
  });

  it('has a recurring task once, for its newest occurrence, until that is done', async () => {
    const { person, widgetId } = await somebody();
    const daily = await addTask(person, widgetId, {
      content: 'daily',
      rrule: 'FREQ=DAILY',
      dueDate: '2026-02-27',
    });
    await addTask(person, widgetId, { content: 'weekly', rrule: 'FREQ=WEEKLY', dueDate: '2026-02-27' });
    const today = await person.api.get<TaskView[]>('/tasks?view=today');

    expect(today.data.map(({ content, nextOccurrence }) => [content, nextOccurrence?.date])).toEqual([
      ['daily', '2026-03-02'],
      ['weekly', '2026-02-27'],
    ]);
    expect(await contents(person, '/tasks?view=overdue')).toEqual(['weekly']);
    const thursday = await later(person, '2026-03-05T07:30:00Z');
    expect((await thursday.api.get<TaskView>(`/tasks/${daily.id}`)).data.nextOccurrence?.date).toBe(
      '2026-03-05',
    );
    await thursday.api.post(`/tasks/${daily.id}/complete`);
    expect(await contents(thursday, '/tasks?view=today')).toEqual(['weekly']);
    expect(await contents(thursday, '/tasks?view=upcoming')).toEqual(['daily']);
  });

  it('shows each task just as it is when it is read alone', async () => {
    const { person, widgetId } = await somebody();
    const given = {
      dueTime: '09:00',
      labels: ['a', 'b'],
      notes: 'x\n"y"',
      category: 'work',
      dueDate: '2026-02-25',
    };
    await addTask(person, widgetId, { ...given, rrule: 'FREQ=DAILY', timeZone: 'Asia/Tokyo' });
    const { id } = await addTask(person, widgetId, given);
    await person.api.post(`/tasks/${id}/complete`);
    await addTask(person, widgetId);

    const { data } = await person.api.get<TaskView[]>('/tasks');

    for (const task of data) expect((await person.api.get(`/tasks/${task.id}`)).data).toEqual(task);
    expect(data).toHaveLength(3);
  });

  it('costs as many statements for fifty tasks as for one', async () => {
    const { person, widgetId } = await somebody();
    const read = (): Promise<unknown> => person.api.get('/tasks?view=today&limit=100');
    await addTask(person, widgetId, { dueDate: '2026-03-02' });
    await read();
    const one = await statementsDuring(app.databaseUrl, read);
    for (let i = 0; i < 49; i += 1) await addTask(person, widgetId, { dueDate: '2026-03-02' });

    expect(await statementsDuring(app.databaseUrl, read)).toBe(one);
    // One that looks up who asks, and the list.
    expect(one).toBe(2);
  });
});

describe('lists of tasks', () => {
  it.each(['today', 'overdue', 'upcoming', 'open', 'done', 'all'])(
    'give each row once, page by page: %s',
    async (view) => {
      const { person, widgetId } = await somebody();
      const dates = ['2026-02-27', '2026-03-01', '2026-03-02', '2026-03-05', '2026-03-05', null];
      for (let i = 0; i < 24; i += 1) {
        const dueDate = dates[i % dates.length];
        const dueTime = dueDate && i % 4 === 0 ? '10:00' : null;
        const task = await addTask(person, widgetId, {
          content: `t${i}`,
          dueDate,
          dueTime,
          priority: 1 + (i % 3),
        });
        if (i >= 18) await person.api.post(`/tasks/${task.id}/complete`);
      }
      const whole = await contents(person, `/tasks?view=${view}&limit=100`);

      const paged = await allPages(person, `/tasks?view=${view}&limit=2`);
      const ofWidget = await allPages(person, `/widgets/${widgetId}/tasks?view=${view}&limit=3`);

      expect(whole.length).toBeGreaterThan(5);
      expect(paged.map(({ content }) => content)).toEqual(whole);
      expect(ofWidget.map(({ content }) => content)).toEqual(whole);
    },
  );

  it('give each row once while others are written', async () => {
    const { person, widgetId } = await somebody();
    for (let i = 0; i < 12; i += 1) await addTask(person, widgetId, { content: `t${i}` });

    let written = 0;
    const rows = await allPages(person, `/widgets/${widgetId}/tasks?limit=5`, async () => {
      if (written < 3) await addTask(person, widgetId, { content: `late${(written += 1)}` });
    });

    expect(rows.map(({ content }) => content).filter((content) => content.startsWith('t'))).toEqual(
      Array.from({ length: 12 }, (_, i) => `t${i}`),
    );
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  });

  it('are narrowed by category and label in any case, with blanks around them or without', async () => {
    const { person, widgetId } = await somebody();
    const given = { dueDate: '2026-03-02' };
    await addTask(person, widgetId, { content: 'a', category: 'Work', labels: ['Écrire', 'x'], ...given });
    await addTask(person, widgetId, { content: 'b', category: 'work ', labels: ['e\u0301crire'], ...given });
    await addTask(person, widgetId, { content: 'c', category: 'home', labels: ['x'] });

    expect(await contents(person, '/tasks?category=WORK')).toEqual(['a', 'b']);
    expect(await contents(person, `/tasks?label=${encodeURIComponent(' éCRIRE')}`)).toEqual(['a', 'b']);
    expect(await contents(person, '/tasks?label=x')).toEqual(['a', 'c']);
    expect(await contents(person, '/tasks?label=X&category=home')).toEqual(['c']);
    expect(await contents(person, `/widgets/${widgetId}/tasks?label=none`)).toEqual([]);
    expect(await countsOf(person, '/tasks?view=today')).toMatchObject({
      byCategory: [{ category: expect.stringMatching(/^work ?$/i), count: 2 }],
    });
  });

  it.each([
    ['études', 'etudes'],
    ['Études', `${'É'.normalize('NFD')}TUDES`],
    ['etudes', 'ÉTUDES'],
    ['the driver’s licence', "driver's"],
    ["the driver's licence", 'DRIVER’S'],
    ['这是一个测试文档', '测试'],
    ['東京で日本語を勉強する', '日本語'],
    ['Straße kehren', 'STRASSE'],
    ['Ｗｉｄｅ letters', 'wide'],
    ['100 % of it', '0 %'],
    ['snake_case', 'e_c'],
    ['back\\slash', 'k\\s'],
    ['Call the office in Łódź', 'lodz OFFICE'],
  ])('have what is searched in content and notes: %s by %s', async (text, search) => {
    const { person, widgetId } = await somebody();
    await addTask(person, widgetId, { content: text });
    await addTask(person, widgetId, { content: 'x', notes: `first line\n${text}` });
    await addTask(person, widgetId, { content: 'snakeXcase of 100 others, backs lash' });
    const query = encodeURIComponent(search);

    expect(await contents(person, `/tasks?search=${query}`)).toEqual([text, 'x']);
    expect(await contents(person, `/tasks?view=open&limit=1&search=${query}`)).toHaveLength(1);
  });

  it('need each word that is searched', async () => {
    const { person, widgetId } = await somebody();
    await addTask(person, widgetId, { content: 'Write the report', notes: 'for Ann' });
    await addTask(person, widgetId, { content: 'Read the report' });

    expect(await contents(person, '/tasks?search=report')).toHaveLength(2);
    expect(await contents(person, '/tasks?search=ann%20report')).toEqual(['Write the report']);
    expect(await contents(person, '/tasks?search=ann%20read')).toEqual([]);
  });

  it("have nothing of another widget, nor of another's", async () => {
    const { person, widgetId } = await somebody();
    const elsewhere = await addWidget(person);
    await addTask(person, elsewhere.id, { dueDate: '2026-03-02' });
    const { person: other } = await somebody();

    expect(await contents(person, `/widgets/${widgetId}/tasks?view=today`)).toEqual([]);
    expect(await contents(other, '/tasks?view=today')).toEqual([]);
  });

  it.each([
    ['/tasks?cursor=abc', 400],
    ['/tasks?sort=priority', 400],
    ['/tasks?view=yesterday', 422],
    ['/tasks?view=today&date=2026-02-30', 422],
    ['/tasks?priority=9', 422],
    ['/tasks?category=', 422],
  ])('refuse %s', async (path, status) => {
    const { person } = await somebody();

    expect(await person.api.refused('GET', path)).toMatchObject({ status });
  });

  it('take a cursor only for the list that gave it', async () => {
    const { person, widgetId } = await somebody();
    for (let i = 0; i < 3; i += 1) await addTask(person, widgetId, { dueDate: '2026-03-02' });
    const { meta } = await person.api.get('/tasks?view=today&limit=1');
    const cursor = encodeURIComponent(meta.pagination?.nextCursor ?? '');

    expect(await person.api.refused('GET', `/tasks?view=open&limit=1&cursor=${cursor}`)).toMatchObject({
      status: 400,
    });
    expect(await contents(person, `/tasks?view=today&limit=2&cursor=${cursor}`)).toHaveLength(2);
  });

  it('are only of to-do widgets', async () => {
    const { person } = await somebody();
    const tracker = await addWidget(person, { type: 'tracker' });

    expect(await person.api.refused('GET', `/widgets/${tracker.id}/tasks`)).toMatchObject({ status: 409 });
  });
});

describe("a to-do widget's data", () => {
  interface Data {
    readonly counts: Record<string, unknown>;
    readonly tasks: {
      id: string;
      content: string;
      isOverdue: boolean;
      isDone: boolean;
      occurrence: { date: string } | null;
    }[];
  }

  const dataOf = async ({ api }: Person, id: string): Promise<Data> => {
    const { data } = await api.get<{ widgets: { id: string; data: Data }[] }>('/dashboard/today');
    return data.widgets.find((widget) => widget.id === id)!.data;
  };

  it('has counts, and first what concerns the day', async () => {
    const { person, widgetId } = await somebody();
    const add = (content: string, given: object): Promise<TaskView> =>
      addTask(person, widgetId, { content, ...given });
    await add('some day', { priority: 1 });
    await add('next week', { dueDate: '2026-03-09' });
    await add('today', { dueDate: '2026-03-02', category: 'work', priority: 2 });
    await add('late', { dueDate: '2026-02-20' });
    await person.api.post(`/tasks/${(await add('done', {})).id}/complete`);

    const { counts, tasks } = await dataOf(person, widgetId);

    expect(counts).toEqual({
      open: 4,
      dueToday: 1,
      overdue: 1,
      doneToday: 1,
      byPriority: { 1: 0, 2: 1, 3: 1, 4: 0, 5: 0 },
      byCategory: [
        { category: 'work', count: 1 },
        { category: null, count: 1 },
      ],
    });
    expect(tasks.map(({ content, isOverdue }) => [content, isOverdue])).toEqual([
      ['today', false],
      ['late', true],
      ['next week', false],
      ['some day', false],
    ]);
  });

  it('counts a task as due until its time has passed, and then as overdue', async () => {
    const { person, widgetId } = await somebody();
    await addTask(person, widgetId, { content: 'call', dueDate: '2026-03-02', dueTime: '09:00' });
    await addTask(person, widgetId, { content: 'any time', dueDate: '2026-03-02' });
    const stateAt = async (now: string): Promise<unknown> => {
      clock.set(now);
      // Moves the version that boards and data are kept under.
      await addTask(person, widgetId, { content: 'some day' });
      const { data } = await person.api.get<Data>(`/widgets/${widgetId}/data`);
      const { dueToday, overdue } = data.counts;
      return { dueToday, overdue, late: data.tasks.filter(({ isOverdue }) => isOverdue).length };
    };

    expect(await stateAt('2026-03-02T07:59:59Z')).toEqual({ dueToday: 2, overdue: 0, late: 0 });
    expect(await stateAt('2026-03-02T08:00:00Z')).toEqual({ dueToday: 1, overdue: 1, late: 1 });
    expect(await stateAt('2026-03-03T07:00:00Z')).toEqual({ dueToday: 0, overdue: 2, late: 2 });
  });

  it('shows as many as its settings say, and what was done today where they say so', async () => {
    const { person } = await somebody();
    const { id } = await addWidget(person, { settings: { maxItems: 3, showDone: true } });
    for (let i = 0; i < 2; i += 1) await addTask(person, id, { dueDate: '2026-03-02' });
    for (let i = 0; i < 2; i += 1) {
      await person.api.post(`/tasks/${(await addTask(person, id, { content: `done ${i}` })).id}/complete`);
    }

    expect((await dataOf(person, id)).tasks.map(({ isDone }) => isDone)).toEqual([false, false, true]);
  });

  it('draws a recurring task that was done today as one ticked row, which can be un-ticked', async () => {
    const { person } = await somebody();
    const { id: widget } = await addWidget(person, { settings: { maxItems: 5, showDone: true } });
    const given = { labels: ['x'], dueDate: '2026-03-02', dueTime: '23:00', timeZone: 'Asia/Tokyo' };
    const daily = await addTask(person, widget, { content: 'daily', rrule: 'FREQ=DAILY', ...given });
    const once = await addTask(person, widget, { content: 'once', ...given });
    await addTask(person, widget, { content: 'next week', dueDate: '2026-03-09' });
    const read = async (): Promise<Data> => (await person.api.get<Data>(`/widgets/${widget}/data`)).data;
    for (const { id } of [daily, once]) await person.api.post(`/tasks/${id}/complete`);

    const { counts, tasks } = await read();
    expect(counts).toMatchObject({ dueToday: 0, overdue: 0, doneToday: 2 });
    expect(tasks.map(({ content, isDone }) => [content, isDone])).toEqual([
      [expect.any(String), true],
      [expect.any(String), true],
      ['next week', false],
    ]);
    expect(tasks.find(({ content }) => content === 'daily')).toMatchObject({
      ...{ id: daily.id, isDone: true, isOverdue: false, isRecurring: true },
      ...{ labels: ['x'], dueTime: '23:00', timeZone: 'Asia/Tokyo' },
      occurrence: { ...daily.nextOccurrence, date: '2026-03-02', local: '2026-03-02T23:00' },
      nextOccurrence: { date: '2026-03-03' },
      completedAt: expect.stringMatching(/^2026-03-02T07:30:00/),
    });
    for (const { id, occurrence } of tasks.slice(0, 2))
      await person.api.post(`/tasks/${id}/reopen`, { occurrence: occurrence?.date });
    expect((await read()).counts).toMatchObject({ dueToday: 2, doneToday: 0 });
  });

  it('is empty for an empty list', async () => {
    const { person, widgetId } = await somebody();

    expect(await dataOf(person, widgetId)).toMatchObject({ counts: { open: 0, byCategory: [] }, tasks: [] });
  });

  it('puts the widget on the board, with the reasons, when something is due', async () => {
    const { person, widgetId } = await somebody();
    await addTask(person, widgetId, { dueDate: '2026-03-02', priority: 1 });
    await addTask(person, widgetId, { dueDate: '2026-02-20' });
    await person.api.post(`/tasks/${(await addTask(person, widgetId)).id}/complete`);

    const { data } = await person.api.get<{ widgets: { id: string; reasons: { code: string }[] }[] }>(
      '/dashboard/today',
    );

    const codes = data.widgets.find(({ id }) => id === widgetId)?.reasons.map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(['due', 'overdue', 'priority']));
  });
});
