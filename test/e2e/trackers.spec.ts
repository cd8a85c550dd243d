import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  HeatMap,
  TrackerCalendar,
} from '../../src/modules/widgets/types/tracker/calendar/tracker-calendar.service.js';
import type { PillarSeries } from '../../src/modules/widgets/types/tracker/series/pillar-series.service.js';
import type { TrackerStats } from '../../src/modules/widgets/types/tracker/stats/tracker-stats.service.js';
import type { EntryView, TrackerView } from '../../src/modules/widgets/types/tracker/tracker.contract.js';
import { addTracker } from '../factories/trackers.js';
import { signUp, type Person } from '../factories/users.js';
import { addWidget } from '../factories/widgets.js';
import { FakeClock } from '../support/fake-clock.js';
import { statementsDuring } from '../support/statement-count.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const NOW = '2026-03-12T18:00:00Z';
const DAY_MS = 86_400_000;
const clock = new FakeClock(NOW);

let app: TestApp;
let person: Person;
let other: Person;

beforeAll(async () => {
  app = await startTestApp({ env: { ROLE: 'api' }, clock });
  person = await signUp(app);
  other = await signUp(app);
});

afterAll(() => app.close());

const daysAgo = (days: number): string => new Date(Date.parse(NOW) - days * DAY_MS).toISOString();

async function log(trackerId: string, body: object = {}): Promise<EntryView> {
  return (await person.api.post<EntryView>(`/trackers/${trackerId}/entries`, body)).data;
}

async function statsOf(trackerId: string, query = ''): Promise<TrackerStats> {
  return (await person.api.get<TrackerStats>(`/trackers/${trackerId}/stats${query}`)).data;
}

describe('a tracker', () => {
  it('is made, read, changed and deleted, each in the version that was read', async () => {
    const widget = await addWidget(person, { type: 'tracker' });
    const body = { name: 'Weight', kind: 'number', unit: 'kg', initialValue: 90, targetValue: 80 };
    const made = await person.api.post<TrackerView>(`/widgets/${widget.id}/trackers`, body);
    const path = `/trackers/${made.data.id}`;

    expect(made).toMatchObject({
      status: 201,
      data: { ...body, direction: 'down', rrule: null, version: 1 },
    });
    expect(made.headers.get('location')).toBe(`/api/v1${path}`);
    expect(made.headers.get('etag')).toBe('"1"');
    expect(made.meta.events).toHaveLength(1);
    expect((await person.api.get<TrackerView>(path)).data).toEqual(made.data);
    expect((await person.api.raw('GET', path, { headers: { 'if-none-match': '"1"' } })).status).toBe(304);

    const changed = await person.api.patch<TrackerView>(
      path,
      { unit: null },
      { headers: { 'if-match': '"1"' } },
    );
    expect(changed.data).toMatchObject({ unit: null, version: 2 });
    const stale = { body: { unit: 'g' }, headers: { 'if-match': '"1"' } };
    expect(await person.api.refused('PATCH', path, stale)).toMatchObject({
      status: 412,
      code: 'version_stale',
    });

    await person.api.delete(path, { headers: { 'if-match': '"2"' } });
    expect(await person.api.refused('GET', path)).toMatchObject({ status: 404, code: 'tracker_not_found' });
  });

  it('is listed page by page', async () => {
    const widget = await addWidget(person, { type: 'tracker' });
    for (const name of ['a', 'b', 'c']) {
      clock.advance(1);
      await addTracker(person, { widgetId: widget.id, name });
    }
    const path = `/widgets/${widget.id}/trackers`;

    const first = await person.api.get<TrackerView[]>(`${path}?limit=2`);
    const cursor = first.meta.pagination?.nextCursor ?? '';
    const second = await person.api.get<TrackerView[]>(`${path}?limit=2&cursor=${cursor}`);

    expect([...first.data, ...second.data].map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(second.meta.pagination).toEqual({ limit: 2, nextCursor: null, hasMore: false });
    expect(await person.api.refused('GET', `${path}?cursor=abc`)).toMatchObject({ status: 400 });
  });

  it.each([
    ['name', { name: '' }],
    ['name', { name: 'x'.repeat(101) }],
    ['name', { name: 'a\u0000b' }],
    ['kind', { kind: 'mood' }],
    ['unit', { unit: 'x'.repeat(21) }],
    ['targetValue', { targetValue: '5' }],
    ['targetValue', { targetValue: 1.1e12 }],
    ['initialValue', { initialValue: -1.1e12 }],
    ['direction', { direction: 'sideways' }],
    ['direction', { direction: null }],
    ['rrule', { rrule: 'FREQ=WEEKLY;INTERVAL=0' }],
    ['rrule', { rrule: 'FREQ=MINUTELY' }],
    ['rrule', { rrule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }],
    ['startDate', { startDate: '2026-02-30' }],
    ['startDate', { startDate: '1990-01-01' }],
    ['times', { times: 0, period: 'week' }],
    ['times', { times: -1, period: 'week', direction: 'down' }],
    ['rrule', { times: 4, period: 'week', direction: 'down', rrule: 'FREQ=DAILY' }],
    ['times', { times: 2.5, period: 'week' }],
    ['period', { times: 3, period: 'year' }],
    ['period', { times: 3 }],
    ['rrule', { times: 3, period: 'month', rrule: 'FREQ=DAILY' }],
    ['weekStart', { weekStart: 'Monday' }],
    ['steps', { kind: 'scale', steps: ['only'] }],
    ['steps', { kind: 'scale', steps: ['same', 'same'] }],
    ['steps[0]', { kind: 'scale', steps: ['', 'good'] }],
    ['steps', { steps: ['bad', 'good'] }],
    ['freezes', { freezes: null }],
    ['freezes[0].to', { freezes: [{ from: '2026-03-01' }] }],
    ['freezes[0]', { freezes: [{ from: '2026-03-02', to: '2026-03-01' }] }],
    ['repairDays', { repairDays: -1 }],
    ['repairDays', { repairDays: 366 }],
    ['streakLength', { streakLength: 99 }],
    ['widgetId', { widgetId: randomUUID() }],
    ['id', { id: 'mine' }],
  ])('is refused for its field %s (case %#)', async (field, wrong) => {
    const widget = await addWidget(person, { type: 'tracker' });
    const body = { name: 'Run', kind: 'habit', ...wrong };

    const refusal = await person.api.refused('POST', `/widgets/${widget.id}/trackers`, { body });

    expect(refusal).toMatchObject({ status: 422, details: [{ field }] });
  });

  it.each(['name', 'direction', 'weekStart', 'freezes', 'startDate'])('always has its %s', async (field) => {
    const { id } = await addTracker(person);

    const refusal = await person.api.refused('PATCH', `/trackers/${id}`, { body: { [field]: null } });

    expect(refusal).toMatchObject({ status: 422, details: [{ field }] });
  });

  it('is of tracker widgets only', async () => {
    const todo = await addWidget(person, { type: 'todo' });
    const path = `/widgets/${todo.id}/trackers`;

    const mismatch = { status: 409, code: 'widget_type_mismatch' };
    expect(await person.api.refused('GET', path)).toMatchObject(mismatch);
    const body = { name: 'Run', kind: 'habit' };
    expect(await person.api.refused('POST', path, { body })).toMatchObject(mismatch);
  });

  it('does not exist for others, and nobody gets in at all', async () => {
    const { id, widgetId } = await addTracker(person);
    const entry = await log(id);
    const routes = [
      ['GET', `/widgets/${widgetId}/trackers`],
      ['POST', `/widgets/${widgetId}/trackers`, { name: 'x', kind: 'habit' }],
      ['GET', `/trackers/${id}`],
      ['PATCH', `/trackers/${id}`, { name: 'x' }],
      ['DELETE', `/trackers/${id}`],
      ['GET', `/trackers/${id}/stats`],
      ['GET', `/trackers/${id}/calendar`],
      ['GET', `/trackers/${id}/heat-map`],
      ['GET', `/trackers/${id}/entries`],
      ['POST', `/trackers/${id}/entries`, {}],
      ['GET', `/tracker-entries/${entry.id}`],
      ['PATCH', `/tracker-entries/${entry.id}`, { value: 5 }],
      ['DELETE', `/tracker-entries/${entry.id}`],
    ] as const;

    for (const [method, path, body] of routes) {
      expect(await other.api.refused(method, path, { body })).toMatchObject({ status: 404 });
      expect(await other.api.as().refused(method, path, { body })).toMatchObject({ status: 401 });
    }
    expect((await person.api.get<EntryView>(`/tracker-entries/${entry.id}`)).data).toEqual(entry);
    expect((await person.api.get<TrackerView[]>(`/widgets/${widgetId}/trackers`)).data).toHaveLength(1);
  });
});

describe('entries', () => {
  it('are logged, read, changed and deleted, each in the version that was read', async () => {
    const { id } = await addTracker(person);
    const made = await person.api.post<EntryView>(`/trackers/${id}/entries`, {
      loggedAt: '2026-03-01T12:00:00+02:00',
      notes: 'in the\npark',
    });
    const path = `/tracker-entries/${made.data.id}`;

    expect(made.status).toBe(201);
    expect(made.data).toMatchObject({
      value: 1,
      loggedAt: '2026-03-01T10:00:00.000Z',
      localDate: '2026-03-01',
      timeZone: 'Europe/Berlin',
      notes: 'in the\npark',
      isSkip: false,
    });
    expect(made.headers.get('location')).toBe(`/api/v1${path}`);
    expect((await person.api.get<EntryView>(path)).data).toEqual(made.data);

    const options = { headers: { 'if-match': '"1"' } };
    const changed = await person.api.patch<EntryView>(path, { value: 2.5 }, options);
    expect(changed.data).toMatchObject({ value: 2.5, version: 2 });
    expect(await person.api.refused('DELETE', path, options)).toMatchObject({ status: 412 });
    await person.api.delete(path);
    expect(await person.api.refused('GET', path)).toMatchObject({
      status: 404,
      code: 'tracker_entry_not_found',
    });
  });

  it('are listed the newest first, and for days', async () => {
    const { id } = await addTracker(person, { kind: 'number' });
    for (const [date, value] of [
      ['2026-03-02', 2],
      ['2026-03-01', 1],
      ['2026-03-03', 3],
    ] as const) {
      await log(id, { loggedAt: `${date}T12:00:00Z`, value });
    }
    const values = async (query: string) =>
      (await person.api.get<EntryView[]>(`/trackers/${id}/entries${query}`)).data.map(({ value }) => value);

    expect(await values('')).toEqual([3, 2, 1]);
    expect(await values('?from=2026-03-02')).toEqual([3, 2]);
    expect(await values('?from=2026-03-01&before=2026-03-03&limit=1')).toEqual([2]);
    expect(await person.api.refused('GET', `/trackers/${id}/entries?from=yesterday`)).toMatchObject({
      status: 422,
    });
    expect(await person.api.refused('GET', `/trackers/${id}/entries?since=1`)).toMatchObject({ status: 400 });
  });

  it.each([
    ['value', { value: 'a lot' }],
    ['value', { value: 1.1e12 }],
    ['loggedAt', { loggedAt: '2026-03-01' }],
    ['loggedAt', { loggedAt: '2199-01-01T00:00:00Z' }],
    ['loggedAt', { loggedAt: '1999-01-01T00:00:00Z' }],
    ['localDate', { loggedAt: '2026-03-01T12:00:00Z', localDate: '2026-03-03' }],
    ['localDate', { localDate: '2026-02-30' }],
    ['notes', { notes: 'x'.repeat(2001) }],
    ['isSkip', { isSkip: 'yes' }],
    ['value', { isSkip: true, value: 1 }],
    ['timeZone', { timeZone: 'UTC' }],
    ['trackerId', { trackerId: randomUUID() }],
  ])('are refused for their field %s (case %#)', async (field, body) => {
    const { id } = await addTracker(person);

    const refusal = await person.api.refused('POST', `/trackers/${id}/entries`, { body });

    expect(refusal).toMatchObject({ status: 422, details: [{ field }] });
  });

  it('sent twice with one id count once', async () => {
    const { id: trackerId } = await addTracker(person);
    const id = randomUUID();
    await log(trackerId, { id });

    const again = await person.api.refused('POST', `/trackers/${trackerId}/entries`, { body: { id } });

    expect(again).toMatchObject({ status: 409, code: 'id_taken' });
    expect((await statsOf(trackerId)).today.value).toBe(1);
  });
});

describe('stats', () => {
  it('tell streak, completion, progress and series', async () => {
    const { id } = await addTracker(person, { targetValue: 2 });
    for (const days of [1, 2, 4]) await log(id, { loggedAt: daysAgo(days), value: 2 });
    await log(id, { loggedAt: daysAgo(3), isSkip: true });
    await log(id);

    const stats = await statsOf(id);

    expect(stats).toMatchObject({
      trackerId: id,
      currentValue: 1,
      progress: 50,
      today: { value: 1, isScheduled: true, isDone: false, isDue: true },
      streak: { current: 3, longest: 3, isAtRisk: true },
      completion: { last7: { scheduled: 3, done: 3, percent: 100 } },
      totals: { entries: 4, days: 4, sum: 7, min: 1, max: 2, mean: 1.75 },
    });
    expect(stats.days.slice(-5).map(({ value, isSkipped }) => (isSkipped ? 'skipped' : value))).toEqual([
      2,
      'skipped',
      2,
      2,
      1,
    ]);
  });

  it('are for the days that were asked for', async () => {
    const { id } = await addTracker(person);

    const { days, totals } = await statsOf(id, '?from=2026-01-01&before=2026-02-01');

    expect(days).toHaveLength(31);
    expect(totals).toMatchObject({ from: '2026-01-01', before: '2026-02-01', entries: 0 });
    const tooLong = `/trackers/${id}/stats?from=2025-01-01&before=2026-02-01`;
    expect(await person.api.refused('GET', tooLong)).toMatchObject({
      status: 422,
      details: [{ field: 'from' }],
    });
  });
});

describe('a habit of three times a week', () => {
  it('is made, frozen, and told with its weeks, its strength and its states', async () => {
    const made = await addTracker(person, {
      times: 3,
      period: 'week',
      startDate: '2026-03-02',
      repairDays: 14,
      freezes: [{ from: '2026-03-16', to: '2026-03-22' }],
    });
    for (const days of [10, 9, 8, 3]) await log(made.id, { loggedAt: daysAgo(days) });

    expect(made).toMatchObject({
      times: 3,
      period: 'week',
      weekStart: 'MO',
      repairDays: 14,
      freezes: [{ from: '2026-03-16', to: '2026-03-22' }],
    });
    const stats = await statsOf(made.id);
    expect(stats.streak).toMatchObject({ unit: 'week', current: 1, through: '2026-03-08', isAtRisk: false });
    // By the formula: 1, 2, then 3, and 4 of the last fourteen days' six from the 9th on.
    expect(stats.strength).toBe(0.17);
    const path = `/trackers/${made.id}/calendar?from=2026-03-08&before=2026-03-17`;
    const { days } = (await person.api.get<TrackerCalendar>(path)).data;
    expect(days.map(({ state }) => state)).toEqual([
      ...['off', 'done', 'off', 'off', 'open', 'open', 'open', 'open'],
      'frozen',
    ]);
  });
});

describe('a mood', () => {
  it('has the marks that its scale names', async () => {
    const { id } = await addTracker(person, { kind: 'scale', steps: ['awful', 'meh', 'good'] });
    await log(id, { value: 3 });

    const tooHigh = await person.api.refused('POST', `/trackers/${id}/entries`, { body: { value: 4 } });
    expect(tooHigh).toMatchObject({ status: 422, details: [{ field: 'value' }] });
    const renamed = await person.api.patch<TrackerView>(`/trackers/${id}`, {
      steps: ['bad', 'meh', 'good', 'great'],
    });
    expect(renamed.data.steps).toEqual(['bad', 'meh', 'good', 'great']);
    const fewer = { body: { steps: ['bad', 'good'] } };
    expect(await person.api.refused('PATCH', `/trackers/${id}`, fewer)).toMatchObject({
      status: 422,
      details: [{ field: 'steps' }],
    });
  });
});

describe('a heat map', () => {
  it('has the days of its year', async () => {
    const { id } = await addTracker(person);
    await log(id);

    const { year, done, days } = (await person.api.get<HeatMap>(`/trackers/${id}/heat-map`)).data;

    expect([year, done, days.length]).toEqual([2026, 1, 365]);
    expect(days.find(({ date }) => date === '2026-03-12')).toMatchObject({ state: 'done', level: 4 });
    const lastYear = (await person.api.get<HeatMap>(`/trackers/${id}/heat-map?year=2025`)).data;
    expect(lastYear.days.every(({ level }) => level === 0)).toBe(true);
    for (const wrong of ['twenty', '1900', '2100', '2026.5']) {
      expect(await person.api.refused('GET', `/trackers/${id}/heat-map?year=${wrong}`)).toMatchObject({
        status: 422,
        details: [{ field: 'year' }],
      });
    }
  });
});

describe('series', () => {
  it('are of categories whatever their case, named as the first was written', async () => {
    const newcomer = await signUp(app);
    for (const category of ['Deep work', ' deep   WORK ', 'deep wörk']) {
      const { id } = await addWidget(newcomer, { type: 'tracker', category });
      await addTracker(newcomer, { widgetId: id });
    }

    const { data } = await newcomer.api.get<PillarSeries>('/tracker-series?by=month');

    const found = data.pillars.map(({ category, trackers }) => [category?.toLowerCase(), trackers]);
    expect(found).toEqual([
      ['deep work', 2],
      ['deep wörk', 1],
    ]);
  });

  it('are of each category', async () => {
    const newcomer = await signUp(app);
    const widget = await addWidget(newcomer, { type: 'tracker', category: 'health' });
    const { id } = await addTracker(newcomer, { widgetId: widget.id });
    await newcomer.api.post(`/trackers/${id}/entries`, {});

    const path = '/tracker-series?from=2026-03-09&before=2026-03-16&by=week';
    const series = (await newcomer.api.get<PillarSeries>(path)).data;
    // The former name of the end still answers as it did.
    const former = '/tracker-series?from=2026-03-09&to=2026-03-15&by=week';
    expect((await newcomer.api.get<PillarSeries>(former)).data).toEqual(series);
    expect(series).toEqual({
      from: '2026-03-09',
      before: '2026-03-16',
      to: '2026-03-15',
      by: 'week',
      pillars: [
        {
          category: 'health',
          trackers: 1,
          points: [{ date: '2026-03-09', entries: 1, done: 1, percent: 100, mood: null }],
        },
      ],
    });
  });

  it.each([
    ['by', 'by=year'],
    ['from', 'from=2026-03-02&to=2026-03-01'],
    ['to', 'from=2025-01-01&to=2026-01-02'],
    ['from', 'from=2026-03-02&before=2026-03-02'],
    ['before', 'from=2025-01-01&before=2026-01-03'],
    ['before', 'before=today'],
    ['to', 'from=2026-03-01&before=2026-03-02&to=2026-03-01'],
    ['from', 'from=today'],
  ])('are refused for %s in %s', async (field, query) => {
    expect(await person.api.refused('GET', `/tracker-series?${query}`)).toMatchObject({
      status: 422,
      details: [{ field }],
    });
  });
});

describe('the widget', () => {
  it('shows its trackers as they are on the day', async () => {
    const { id, widgetId } = await addTracker(person);
    await log(id);

    const { data } = await person.api.get<object>(`/widgets/${widgetId}/data`);

    expect(data).toMatchObject({
      counts: { trackers: 1, scheduled: 1, done: 1, due: 0, atRisk: 0 },
      trackers: [{ id, today: { isDone: true }, streak: { current: 1, isAtRisk: false } }],
    });
  });
});

describe('requests', () => {
  it('cost the same number of statements however much there is', async () => {
    const few = await addTracker(person, { targetValue: 8 });
    const many = await addTracker(person, { targetValue: 8 });
    await addTracker(person, { widgetId: many.widgetId });
    await log(few.id, { loggedAt: daysAgo(1) });
    for (let i = 0; i < 30; i += 1) await log(many.id, { loggedAt: daysAgo(i) });
    const cost = (work: () => Promise<unknown>) => statementsDuring(app.databaseUrl, work);

    for (const path of ['entries?limit=100', 'stats', 'calendar', 'heat-map']) {
      const read = (id: string) => cost(() => person.api.get(`/trackers/${id}/${path}`));
      expect(await read(many.id)).toBe(await read(few.id));
    }
    expect(await cost(() => log(many.id))).toBe(await cost(() => log(few.id)));
  });
});
