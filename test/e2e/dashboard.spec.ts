import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import type { WidgetView } from '../../src/modules/widgets/widgets.contract.js';
import { signUp, type Person } from '../factories/users.js';
import { addWidget } from '../factories/widgets.js';
import { FakeClock } from '../support/fake-clock.js';
import { statementsDuring } from '../support/statement-count.js';
import { replay, type StoredState } from '../../src/modules/dashboard/policy/policies.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

interface BoardWidget {
  id: string;
  description: string;
  type: string;
  position: number;
  score: number;
  reasons: { code: string; text: string; weight: number }[];
  data: Record<string, unknown> | null;
  dataError?: { code: string; message: string };
}

interface Board {
  date: string;
  title: string;
  wording: string;
  timeZone: string;
  generatedAt: string;
  policy: { name: string; version: number };
  widgets: BoardWidget[];
  stats: { total: number; byFrequency: Record<string, number>; byType: Record<string, number> };
}

const MORNING = '2026-03-02T07:30:00Z';
const NEXT_MORNING = '2026-03-03T06:30:00Z';

let app: TestApp;
let clock: FakeClock;

beforeAll(async () => {
  clock = new FakeClock(MORNING);
  app = await startTestApp({ clock, env: { DASHBOARD_SIZE: '3', ROLE: 'api', JWT_ACCESS_TTL: '86400' } });
});

afterAll(() => app.close());

beforeEach(() => {
  clock.set(MORNING);
});

const board = async (person: Person, query = ''): Promise<Board> =>
  (await person.api.get<Board>(`/dashboard/today${query}`)).data;

/** A list with a task that is never due. */
async function filled(person: Person, importance: number): Promise<WidgetView> {
  const widget = await addWidget(person, { importance });
  await person.api.post(`/widgets/${widget.id}/tasks`, { content: 'write' });
  return widget;
}

const ids = ({ widgets }: Board): string[] => widgets.map(({ id }) => id);

const codes = ({ widgets }: Board, { id }: WidgetView): string[] =>
  widgets.find((widget) => widget.id === id)?.reasons.map(({ code }) => code) ?? [];

describe("today's board", () => {
  it('is empty, with its date, for somebody without widgets', async () => {
    const person = await signUp(app);

    expect(await board(person)).toEqual({
      date: '2026-03-02',
      title: 'Your board is empty: add a widget, or show one for today',
      wording: 'templates',
      timeZone: 'Europe/Berlin',
      generatedAt: '2026-03-02T07:30:00.000Z',
      policy: { name: 'rules', version: 2 },
      widgets: [],
      stats: { total: 0, byFrequency: {}, byType: {} },
    });
  });

  it('has every widget with its data and with reasons that sum to its score', async () => {
    const person = await signUp(app);
    for (const type of ['todo', 'tracker', 'websearch']) await addWidget(person, { type, category: type });

    const { widgets, stats } = await board(person);

    expect(widgets.map(({ position }) => position)).toEqual([0, 1, 2]);
    for (const { data, reasons, score } of widgets) {
      expect(data).not.toBeNull();
      expect(Math.abs(reasons.reduce((sum, { weight }) => sum + weight, 0) - score)).toBeLessThan(1e-9);
    }
    expect(stats).toEqual({
      total: 3,
      byFrequency: { daily: 3 },
      byType: { todo: 1, tracker: 1, websearch: 1 },
    });
  });

  it('is the same when it is asked for again, and 304 for those who have it', async () => {
    const person = await signUp(app);
    await addWidget(person);

    const first = await person.api.raw('GET', '/dashboard/today');
    clock.advance(60_000);
    const second = await person.api.raw('GET', '/dashboard/today');
    const etag = first.headers.get('etag') ?? '';

    expect(second.body).toMatchObject({ data: (first.body as { data: Board }).data });
    expect(second.headers.get('etag')).toBe(etag);
    expect(etag).toMatch(/^W\//);
    expect(
      await person.api.raw('GET', '/dashboard/today', { headers: { 'if-none-match': etag } }),
    ).toMatchObject({
      status: 304,
      text: '',
    });
  });

  it('changes its tag with every change of what it shows', async () => {
    const person = await signUp(app);
    const { id } = await addWidget(person);
    const tag = async (): Promise<string | null> =>
      (await person.api.raw('GET', '/dashboard/today')).headers.get('etag');
    const tags = [await tag()];

    const { data: task } = await person.api.post<{ id: string }>(`/widgets/${id}/tasks`, {
      content: 'write',
    });
    tags.push(await tag());
    await person.api.post(`/tasks/${task.id}/complete`);
    tags.push(await tag());
    await person.api.patch(`/widgets/${id}`, { title: 'Other' });
    tags.push(await tag());
    await person.api.delete(`/tasks/${task.id}`);
    tags.push(await tag());

    expect(new Set(tags).size).toBe(tags.length);
  });

  it('lets what is made today enter, and what is due today join when there is no room', async () => {
    const person = await signUp(app);
    const [a, b, c] = [await filled(person, 5), await filled(person, 4), await filled(person, 3)];
    expect(ids(await board(person))).toEqual([a.id, b.id, c.id]);

    const d = await filled(person, 2);
    expect(ids(await board(person))).toEqual([a.id, b.id, c.id]);
    const e = await filled(person, 5);
    expect(
      ids(await board(person))
        .slice(0, 2)
        .sort(),
    ).toEqual([a.id, e.id].sort());
    await person.api.post(`/widgets/${d.id}/tasks`, { content: 'now', dueDate: '2026-03-02' });

    const after = await board(person);
    expect(ids(after)).toHaveLength(4);
    expect(ids(after)[0]).toBe(d.id);
    expect(codes(after, d)[0]).toBe('due');
  });

  it('shows what has nothing to show last, and says what to do about it', async () => {
    const person = await signUp(app);
    const empty = [];
    for (const type of ['notes', 'weather']) empty.push(await addWidget(person, { type, importance: 5 }));
    const work = await filled(person, 1);

    const { title, widgets } = await board(person);

    expect(title).toBe('Nothing is due today');
    expect(widgets[0]?.id).toBe(work.id);
    expect(widgets.map(({ description }) => description).sort()).toEqual(
      ['Set a place', 'Write your first note', 'To do: “write”'].sort(),
    );
  });

  it('is chosen anew on the next local day', async () => {
    const person = await signUp(app);
    await addWidget(person);
    const { date } = await board(person);

    clock.set(NEXT_MORNING);
    const next = await board(person);

    expect([date, next.date]).toEqual(['2026-03-02', '2026-03-03']);
  });

  it('keeps to the zone and the day start of each user at one moment', async () => {
    clock.set('2026-03-02T10:30:00Z');
    const east = await signUp(app, { timeZone: 'Pacific/Kiritimati' });
    const west = await signUp(app, { timeZone: 'Pacific/Pago_Pago' });
    const owl = await signUp(app, { timeZone: 'UTC' });
    await owl.api.patch('/users/me', { dayStart: '11:00' });

    const dates = [(await board(east)).date, (await board(west)).date, (await board(owl)).date];

    expect(dates).toEqual(['2026-03-03', '2026-03-01', '2026-03-01']);
  });

  it('follows a user who changes the zone', async () => {
    const person = await signUp(app);
    expect((await board(person)).date).toBe('2026-03-02');

    await person.api.patch('/users/me', { timeZone: 'Pacific/Pago_Pago' });

    expect(await board(person)).toMatchObject({ date: '2026-03-01', timeZone: 'Pacific/Pago_Pago' });
  });

  it('is refused to a session that has ended', async () => {
    const person = await signUp(app);
    await person.api.post('/auth/logout', { refreshToken: person.tokens.refreshToken });

    expect(await person.api.refused('GET', '/dashboard/today')).toMatchObject({ status: 401 });
  });

  it('is one when it is asked for many times at once', async () => {
    const person = await signUp(app);
    await addWidget(person);

    const answers = await Promise.all(Array.from({ length: 10 }, () => board(person)));

    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });
});

describe('the words of a board', () => {
  const dueOn = (person: Person, { id }: WidgetView, dueDate: string, content = 'write'): Promise<unknown> =>
    person.api.post(`/widgets/${id}/tasks`, { content, dueDate });

  it('say what the day is about, and what each widget is about now', async () => {
    const person = await signUp(app);
    const work = await addWidget(person, { title: 'Work' });
    const home = await addWidget(person, { title: 'Home' });
    await dueOn(person, work, '2026-02-27', 'Invoices');
    for (const widget of [work, work, home]) await dueOn(person, widget, '2026-03-02');

    const { title, widgets } = await board(person);

    expect(title).toBe('1 task is overdue and 3 tasks are due today');
    expect(widgets.map(({ id, description }) => [id, description])).toEqual([
      [work.id, '“Invoices” is overdue since Friday, and 2 tasks due today'],
      [home.id, '“write” is due today'],
    ]);
  });

  it('follow what the user does', async () => {
    const person = await signUp(app);
    const { id } = await addWidget(person, { title: 'Work' });
    const before = await board(person);
    const { data: task } = await person.api.post<{ id: string }>(`/widgets/${id}/tasks`, {
      content: 'write',
      dueDate: '2026-03-02',
    });
    const due = await board(person);
    await person.api.post(`/tasks/${task.id}/complete`);
    const done = await board(person);

    expect([before, due, done].map(({ title, widgets }) => [title, widgets[0]?.description])).toEqual([
      ['Nothing is here yet: put something into a widget to begin', 'Add your first task'],
      ['1 task is due today', '“write” is due today'],
      ['All done for today', 'All done'],
    ]);
  });

  it('are in a preview, and in the list of past days as they were', async () => {
    const person = await signUp(app);
    const widget = await addWidget(person);
    await dueOn(person, widget, '2026-03-02');
    const { title } = await board(person);

    clock.set(NEXT_MORNING);
    const preview = await board(person, '?date=2026-03-04');
    const { data } =
      await person.api.get<{ title: string; widgets: { description: string }[] }[]>('/dashboard/days');

    expect(preview.title).toBe('1 task is overdue');
    expect(data).toMatchObject([{ title, widgets: [{ description: '“write” is due today' }] }]);
    expect((await board(person, '?date=2026-03-02')).title).toBe(title);
  });
});

describe('the hour', () => {
  const at = (time: string): void => {
    clock.set(`2026-03-02T${time}:00+01:00`);
  };
  const lead = async (person: Person): Promise<[string | undefined, string | undefined]> => {
    const [first] = (await board(person)).widgets;
    return [first?.id, first?.description];
  };

  it('is followed by a board that reads at once again, and that its clients are told of', async () => {
    const person = await signUp(app);
    const calendar = await addWidget(person, { type: 'calendar', importance: 1 });
    await person.api.post(`/widgets/${calendar.id}/events`, {
      title: 'Lecture',
      start: '2026-03-02T10:00',
      end: '2026-03-02T11:30',
    });
    const work = await filled(person, 5);
    const etagOf = async (): Promise<string> =>
      (await person.api.raw('GET', '/dashboard/today')).headers.get('etag') ?? '';

    at('09:59');
    expect(await lead(person)).toEqual([calendar.id, '“Lecture” starts at 10:00']);
    const before = await etagOf();
    at('10:00');
    expect(await lead(person)).toEqual([calendar.id, '“Lecture” runs until 11:30']);
    const running = await etagOf();
    expect(
      (await person.api.raw('GET', '/dashboard/today', { headers: { 'if-none-match': before } })).status,
    ).toBe(200);
    expect(
      (await person.api.raw('GET', '/dashboard/today', { headers: { 'if-none-match': running } })).status,
    ).toBe(304);
    expect(await statementsDuring(app.databaseUrl, () => board(person))).toBe(1);
    at('11:30');
    expect((await board(person)).title).toBe('Nothing more is due today');
    expect(await lead(person)).toEqual([work.id, 'To do: “write”']);
  });

  it('makes a task overdue at its due time', async () => {
    const person = await signUp(app);
    const { id } = await addWidget(person);
    await person.api.post(`/widgets/${id}/tasks`, {
      content: 'Call',
      dueDate: '2026-03-02',
      dueTime: '15:00',
    });
    const state = async (): Promise<unknown> => {
      const { title, widgets } = await board(person);
      return [title, widgets[0]?.description, widgets[0]?.reasons[0]?.code];
    };

    at('14:59');
    expect(await state()).toEqual(['“Call” is due at 15:00', '“Call” is due today at 15:00', 'due']);
    at('15:00');
    expect(await state()).toEqual(['1 task is overdue', '“Call” is overdue', 'overdue']);
  });

  it('puts a streak at risk in the evening only, and only one that is longer than one', async () => {
    const person = await signUp(app);
    const { id } = await addWidget(person, { type: 'tracker' });
    const { data: habit } = await person.api.post<{ id: string }>(`/widgets/${id}/trackers`, {
      name: 'Read',
      kind: 'habit',
      startDate: '2026-02-20',
    });
    const log = (day: string): Promise<unknown> =>
      person.api.post(`/trackers/${habit.id}/entries`, {
        loggedAt: `2026-${day}T12:00:00Z`,
        localDate: `2026-${day}`,
      });
    await log('03-01');

    at('20:00');
    expect((await board(person)).title).toBe('1 habit is open today');
    await log('02-28');
    at('17:59');
    expect((await board(person)).title).toBe('1 habit is open today');
    at('18:00');
    expect(await board(person)).toMatchObject({
      title: 'A streak of 2 would end tonight and 1 habit is open today',
      widgets: [{ description: 'Your streak of 2 in “Read” ends unless you go on today' }],
    });
  });
});

describe('another day', () => {
  it('is a preview that changes nothing', async () => {
    const person = await signUp(app);
    await addWidget(person);
    const before = await person.api.raw('GET', '/dashboard/today');

    const preview = await board(person, '?date=2026-03-09');

    expect(preview.date).toBe('2026-03-09');
    const after = await person.api.raw('GET', '/dashboard/today');
    expect(after.headers.get('etag')).toBe(before.headers.get('etag'));
    expect((await person.api.get<unknown[]>('/dashboard/days')).data).toHaveLength(1);
  });

  it('of the past is the board that was shown then', async () => {
    const person = await signUp(app);
    const early = await addWidget(person);
    await board(person);
    clock.set(NEXT_MORNING);
    await addWidget(person);

    const past = await board(person, '?date=2026-03-02');

    expect(ids(past)).toEqual([early.id]);
  });

  it('that is no date is refused', async () => {
    const person = await signUp(app);

    const { status, details } = await person.api.refused('GET', '/dashboard/today?date=2026-02-30');

    expect(status).toBe(422);
    expect(details[0]?.field).toBe('date');
  });
});

describe('showing and hiding', () => {
  it('holds for today, and the later word counts', async () => {
    const person = await signUp(app);
    const widget = await addWidget(person, { isPinned: true });

    await person.api.delete(`/dashboard/today/widgets/${widget.id}`);
    expect(ids(await board(person))).toEqual([]);

    await person.api.put(`/dashboard/today/widgets/${widget.id}`, {});
    expect(codes(await board(person), widget)).toContain('shown_by_you');
  });

  it('can be taken back', async () => {
    const person = await signUp(app);
    const { id } = await addWidget(person);
    await person.api.delete(`/dashboard/today/widgets/${id}`);

    const first = await person.api.post(`/dashboard/today/widgets/${id}/reset`);
    const second = await person.api.post(`/dashboard/today/widgets/${id}/reset`);

    expect(ids(await board(person))).toEqual([id]);
    expect([first.meta.events?.length, second.meta.events?.length]).toEqual([1, undefined]);
  });

  it('said twice is said once', async () => {
    const person = await signUp(app);
    const { id } = await addWidget(person);

    const first = await person.api.delete(`/dashboard/today/widgets/${id}`);
    const second = await person.api.delete(`/dashboard/today/widgets/${id}`);

    expect([first.meta.events?.length, second.meta.events?.length]).toEqual([1, undefined]);
  });

  it('is over the next day', async () => {
    const person = await signUp(app);
    const { id } = await addWidget(person);
    await person.api.delete(`/dashboard/today/widgets/${id}`);

    clock.set(NEXT_MORNING);
    const next = await board(person);

    expect(ids(next)).toEqual([id]);
  });

  it('is not for the widgets of others', async () => {
    const person = await signUp(app);
    const other = await signUp(app);
    const { id } = await addWidget(person);

    expect((await other.api.raw('PUT', `/dashboard/today/widgets/${id}`, { body: {} })).status).toBe(404);
    expect((await other.api.raw('DELETE', `/dashboard/today/widgets/${id}`)).status).toBe(404);
  });
});

describe('explanations', () => {
  it('say why a widget is on the board or is not, and what would change that', async () => {
    const person = await signUp(app);
    const widgets: WidgetView[] = [];
    for (const importance of [5, 4, 3, 2]) widgets.push(await filled(person, importance));
    clock.advance(1_000);
    await board(person);
    const explain = async (widget?: WidgetView): Promise<object> =>
      (await person.api.get<object>(`/dashboard/today/explanations/${widget?.id ?? ''}`)).data;

    expect(await explain(widgets[0])).toMatchObject({
      isShown: true,
      decision: 'kept',
      position: 0,
      rank: 1,
    });
    expect(await explain(widgets[3])).toMatchObject({
      isShown: false,
      decision: 'not_chosen',
      position: null,
      wouldChange: [{ code: 'importance' }, { code: 'wait' }, { code: 'pin' }],
    });

    await person.api.delete(`/dashboard/today/widgets/${widgets[0]?.id ?? ''}`);
    await person.api.patch(`/widgets/${widgets[1]?.id ?? ''}`, { isPinned: true });
    await person.api.patch(`/widgets/${widgets[2]?.id ?? ''}`, { isActive: false });

    expect(await explain(widgets[0])).toMatchObject({ decision: 'hidden', wouldChange: [{ code: 'show' }] });
    expect(await explain(widgets[1])).toMatchObject({
      decision: 'forced',
      wouldChange: [{ code: 'unpin' }, { code: 'hide' }],
    });
    expect(await explain(widgets[2])).toMatchObject({ decision: 'inactive', score: null });
  });
});

describe('regenerating', () => {
  it('takes the places away that were only kept', async () => {
    const person = await signUp(app);
    for (const importance of [1, 1, 1]) await filled(person, importance);
    const better = await filled(person, 5);
    clock.advance(1_000);
    await person.api.delete(`/dashboard/today/widgets/${better.id}`);
    await board(person);
    await person.api.post(`/dashboard/today/widgets/${better.id}/reset`);
    expect(ids(await board(person))).not.toContain(better.id);

    const { data } = await person.api.post<Board>('/dashboard/today/regenerate');

    expect(ids(data)[0]).toBe(better.id);
    expect(ids(await board(person))).toEqual(ids(data));
  });
});

describe('a stored board', () => {
  it('is the same when it is chosen again from what is stored with it', async () => {
    const person = await signUp(app);
    for (const importance of [5, 1, 3, 2]) await filled(person, importance);
    await board(person);

    const database = app.app.get(DataSource);
    const [stored] = await database.query<StoredState[]>(
      `SELECT policy_version AS "policyVersion", state FROM daily_boards WHERE user_id = $1`,
      [person.id],
    );
    const places = await database.query<object[]>(
      `SELECT widget_id AS "widgetId", position, score, reasons FROM board_places WHERE user_id = $1 ORDER BY position`,
      [person.id],
    );

    expect(places).toHaveLength(3);
    expect(replay(stored!)).toEqual(places);
  });
});

describe('interactions', () => {
  it('are taken once each, and only for own widgets', async () => {
    const person = await signUp(app);
    const other = await signUp(app);
    const { id: widgetId } = await addWidget(person);
    const { id: foreign } = await addWidget(other);
    const interaction = (widget: string) => ({
      id: randomUUID(),
      widgetId: widget,
      kind: 'click',
      occurredAt: '2026-03-02T07:00:00Z',
    });
    const interactions = [interaction(widgetId), interaction(foreign)];

    const first = await person.api.post('/dashboard/interactions', { interactions });
    const second = await person.api.post('/dashboard/interactions', { interactions });

    expect(first.data).toEqual({ accepted: 1, ignored: 1 });
    expect(second.data).toEqual({ accepted: 0, ignored: 2 });
  });

  it('teach the board which part of the day a widget is used in', async () => {
    const person = await signUp(app);
    const widget = await addWidget(person);
    const interactions = [1, 2, 3].map((day) => ({
      id: randomUUID(),
      widgetId: widget.id,
      kind: 'expand',
      durationMs: 900,
      occurredAt: `2026-02-2${day}T08:00:00+01:00`,
    }));

    await person.api.post('/dashboard/interactions', { interactions });

    expect(codes(await board(person), widget)).toContain('time_of_day');
  });

  it.each([
    [{ kind: 'stare' }, 'kind'],
    [{ occurredAt: 'yesterday' }, 'occurredAt'],
    [{ occurredAt: '2026-W01-1' }, 'occurredAt'],
    [{ durationMs: -1 }, 'durationMs'],
    [{ userId: randomUUID() }, 'userId'],
  ])('with %j are refused', async (given, field) => {
    const person = await signUp(app);
    const interaction = {
      id: randomUUID(),
      widgetId: randomUUID(),
      kind: 'view',
      occurredAt: MORNING,
      ...given,
    };

    const { status, details } = await person.api.refused('POST', '/dashboard/interactions', {
      body: { interactions: [interaction] },
    });

    expect(status).toBe(422);
    expect(details[0]?.field).toBe(`interactions[0].${field}`);
  });
});

describe('past days', () => {
  it('are listed, the newest first, in pages', async () => {
    clock.set('2026-03-02T10:30:00Z');
    const person = await signUp(app);
    await addWidget(person);
    for (const timeZone of ['Pacific/Pago_Pago', 'UTC', 'Pacific/Kiritimati']) {
      await person.api.patch('/users/me', { timeZone });
      await board(person);
    }
    const days = (query: string) =>
      person.api.get<{ date: string; widgets: object[] }[]>(`/dashboard/days?${query}`);

    const first = await days('limit=2');
    const second = await days(`limit=2&cursor=${first.meta.pagination?.nextCursor ?? ''}`);
    const range = await days('from=2026-03-02&to=2026-03-02');

    expect(first.data.map(({ date }) => date)).toEqual(['2026-03-03', '2026-03-02']);
    expect(second.data.map(({ date }) => date)).toEqual(['2026-03-01']);
    expect(range.data).toMatchObject([{ date: '2026-03-02', widgets: [{ position: 0 }] }]);
  });
});

describe('cost', () => {
  it.each([1, 12, 200])('of a board with %d widgets is at most 3 statements', async (count) => {
    const person = await signUp(app);
    for (let i = 0; i < count; i++)
      await addWidget(person, { type: ['todo', 'tracker', 'websearch'][i % 3] });

    expect(await statementsDuring(app.databaseUrl, () => board(person))).toBeLessThanOrEqual(3);
    expect(await statementsDuring(app.databaseUrl, () => board(person))).toBe(1);
    await addWidget(person);
    expect(await statementsDuring(app.databaseUrl, () => board(person))).toBeLessThanOrEqual(3);
  });
});
