import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { WidgetView } from '../../src/modules/widgets/widgets.contract.js';
import { signUp, type Person } from '../factories/users.js';
import { addWidget } from '../factories/widgets.js';
import { FakeClock } from '../support/fake-clock.js';
import { statementsDuring } from '../support/statement-count.js';
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
      policy: { name: 'rules', version: 1 },
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

  it('shows a new widget while there is room, and lets what is due join when there is none', async () => {
    const person = await signUp(app);
    const widgets = [];
    for (const importance of [5, 4, 3, 2]) widgets.push(await addWidget(person, { importance }));
    const [a, b, c, d] = widgets as [WidgetView, WidgetView, WidgetView, WidgetView];
    expect(ids(await board(person))).toEqual([a.id, b.id, c.id]);

    await person.api.post(`/widgets/${d.id}/tasks`, { content: 'now', dueDate: '2026-03-02' });

    const after = await board(person);
    expect(ids(after)).toEqual([d.id, a.id, b.id, c.id]);
    expect(codes(after, d)).toContain('due');
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
  const dueOn = (person: Person, { id }: WidgetView, dueDate: string): Promise<unknown> =>
    person.api.post(`/widgets/${id}/tasks`, { content: 'write', dueDate });

  it('say what the day is about, and why each widget matters', async () => {
    const person = await signUp(app);
    const work = await addWidget(person, { title: 'Work' });
    const home = await addWidget(person, { title: 'Home' });
    await dueOn(person, work, '2026-03-01');
    for (const widget of [work, work, home]) await dueOn(person, widget, '2026-03-02');

    const { title, widgets } = await board(person);

    expect(title).toBe('1 task is overdue and 3 tasks are due today');
    expect(widgets.map(({ id, description }) => [id, description])).toEqual([
      [work.id, '1 task overdue and 2 tasks due today'],
      [home.id, '1 task due today'],
    ]);
  });

  it('follow what the user does, and the title of a widget', async () => {
    const person = await signUp(app);
    const { id } = await addWidget(person, { title: 'Work' });
    const before = (await board(person)).title;

    await person.api.patch(`/widgets/${id}`, { title: 'Garden' });

    expect([before, (await board(person)).title]).toEqual([
      'Nothing is due today; “Work” comes first',
      'Nothing is due today; “Garden” comes first',
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
    expect(data).toMatchObject([{ title, widgets: [{ description: '1 task due today' }] }]);
    expect((await board(person, '?date=2026-03-02')).title).toBe(title);
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
    for (const importance of [5, 4, 3, 2]) widgets.push(await addWidget(person, { importance }));
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
      wouldChange: [{ code: 'score_above' }, { code: 'pin' }],
    });

    await person.api.delete(`/dashboard/today/widgets/${widgets[0]?.id ?? ''}`);
    await person.api.patch(`/widgets/${widgets[1]?.id ?? ''}`, { isPinned: true });
    await person.api.patch(`/widgets/${widgets[2]?.id ?? ''}`, { isActive: false });

    expect(await explain(widgets[0])).toMatchObject({ decision: 'hidden', wouldChange: [{ code: 'show' }] });
    expect(await explain(widgets[1])).toMatchObject({
      decision: 'must_show',
      wouldChange: [{ code: 'unpin' }],
    });
    expect(await explain(widgets[2])).toMatchObject({ decision: 'inactive', score: null });
  });
});

describe('regenerating', () => {
  it('takes the places away that were only kept', async () => {
    const person = await signUp(app);
    const first = [];
    for (const importance of [1, 1, 1]) first.push(await addWidget(person, { importance }));
    await board(person);
    const better = await addWidget(person, { importance: 5 });
    expect(ids(await board(person))).not.toContain(better.id);

    const { data } = await person.api.post<Board>('/dashboard/today/regenerate');

    expect(ids(data)[0]).toBe(better.id);
    expect(ids(await board(person))).toEqual(ids(data));
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
