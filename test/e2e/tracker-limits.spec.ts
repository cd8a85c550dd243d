import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  HeatMap,
  TrackerCalendar,
} from '../../src/modules/widgets/types/tracker/calendar/tracker-calendar.service.js';
import type { PillarSeries } from '../../src/modules/widgets/types/tracker/series/pillar-series.service.js';
import type { TrackerStats } from '../../src/modules/widgets/types/tracker/stats/tracker-stats.service.js';
import type { TrackerView } from '../../src/modules/widgets/types/tracker/tracker.contract.js';
import { addTracker } from '../factories/trackers.js';
import { signUp, type Person } from '../factories/users.js';
import { addWidget } from '../factories/widgets.js';
import type { ShownTracker, ShownWidget } from '../medium/tracker/tracker-world.js';
import { FakeClock } from '../support/fake-clock.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const TODAY = '2026-11-27'; // a Friday
const clock = new FakeClock(`${TODAY}T18:00:00Z`);

/** Habits to limit or to quit, as people ask for them: at most n times, where nothing logged is success. */
describe('a habit with a limit', () => {
  let app: TestApp;
  let person: Person;

  beforeAll(async () => {
    app = await startTestApp({ env: { ROLE: 'api' }, clock });
    person = await signUp(app);
  });

  afterAll(() => app.close());

  const tick = (id: string, date = TODAY): Promise<unknown> =>
    person.api.put(`/trackers/${id}/days/${date}`, {});

  async function statsOf(id: string, query = ''): Promise<TrackerStats> {
    return (await person.api.get<TrackerStats>(`/trackers/${id}/stats${query}`)).data;
  }

  async function shown({ widgetId }: TrackerView, date = TODAY): Promise<ShownTracker> {
    return (await person.api.get<ShownWidget>(`/widgets/${widgetId}/data?date=${date}`)).data.trackers[0]!;
  }

  async function heatOf(id: string): Promise<Map<string, number>> {
    const { days } = (await person.api.get<HeatMap>(`/trackers/${id}/heat-map?year=2026`)).data;
    return new Map(days.map(({ date, level }) => [date, level]));
  }

  it.each([
    ['without a target', {}],
    ['with a target of 0', { targetValue: 0 }],
    ['0 times a day', { times: 0, period: 'day' }],
  ])('to quit, %s, has 20 clean days as a streak of 20', async (_, given) => {
    const tracker = await addTracker(person, { direction: 'down', startDate: '2026-11-07', ...given });

    expect((await statsOf(tracker.id)).streak).toEqual({
      unit: 'day',
      current: 20,
      longest: 20,
      through: '2026-11-26',
      isAtRisk: false,
    });
    await tick(tracker.id, '2026-11-17');
    expect((await statsOf(tracker.id)).streak).toMatchObject({ current: 9, longest: 10 });
    await tick(tracker.id);
    expect((await statsOf(tracker.id)).streak).toMatchObject({ current: 0, longest: 10, through: null });
    for (const date of ['2026-11-17', TODAY]) await person.api.delete(`/trackers/${tracker.id}/days/${date}`);
    expect((await statsOf(tracker.id)).streak).toMatchObject({ current: 20 });
  });

  it('to quit is never due, done while it is kept, and shows how it stands', async () => {
    const tracker = await addTracker(person, { direction: 'down', startDate: '2026-11-07' });
    expect(await shown(tracker)).toMatchObject({
      quota: null,
      limit: { amount: 0, period: 'day', used: 0, isReached: false, isExceeded: false },
      today: { value: null, isScheduled: true, isDue: false, isDone: true },
      streak: { current: 20, longest: 20, isAtRisk: false },
    });

    await tick(tracker.id);
    await tick(tracker.id);

    expect(await shown(tracker)).toMatchObject({
      limit: { used: 1, isExceeded: true },
      today: { value: 1, isDue: false, isDone: false },
      streak: { current: 0, longest: 20, isAtRisk: false },
    });
    const stats = await statsOf(tracker.id, '?from=2026-11-25');
    expect(stats.completion.last30).toMatchObject({ scheduled: 20, done: 20 });
    expect(stats.days.map(({ isDone }) => isDone)).toEqual([true, true, false]);
    expect(stats.strength).toBeGreaterThan(0.6);
    const heat = await heatOf(tracker.id);
    expect(
      ['2026-11-06', '2026-11-07', '2026-11-26', TODAY, '2026-11-28'].map((date) => heat.get(date)),
    ).toEqual([0, 4, 4, 0, 0]);
  });

  it('of four times a week counts the weeks within it, and breaks with one that is not', async () => {
    const tracker = await addTracker(person, {
      ...{ direction: 'down', times: 4, period: 'week', startDate: '2026-11-02' },
    });
    const { id } = tracker;
    for (const day of ['02', '03', '05', '07', '17', '23', '24', '25']) await tick(id, `2026-11-${day}`);

    expect((await statsOf(id)).streak).toMatchObject({ unit: 'week', current: 3, through: '2026-11-22' });
    expect(await shown(tracker)).toMatchObject({
      limit: { amount: 4, period: 'week', used: 3, isReached: false },
    });
    await tick(id);
    expect(await shown(tracker)).toMatchObject({
      limit: { used: 4, isReached: true, isExceeded: false },
      today: { isDone: true, isDue: false },
      streak: { current: 3, isAtRisk: false },
    });
    await tick(id, '2026-11-26');
    expect(await shown(tracker)).toMatchObject({
      limit: { used: 5, isExceeded: true },
      today: { isDone: false },
      streak: { current: 0, longest: 3 },
    });
    expect((await statsOf(id)).completion.last7).toEqual({ scheduled: 3, done: 3, percent: 100 });

    await person.api.post(`/trackers/${id}/entries`, { isSkip: true });
    expect((await statsOf(id)).streak).toMatchObject({ current: 3 });
    const { data } = await person.api.get<TrackerCalendar>(
      `/trackers/${id}/calendar?from=2026-11-21&to=2026-11-29`,
    );
    expect(data.days.map(({ state }) => state)).toEqual([
      ...['done', 'done'],
      ...['done', 'done', 'done', 'done', 'skipped', 'open', 'open'],
    ]);
  });

  it('of so much a day counts what is logged', async () => {
    const tracker = await addTracker(person, { direction: 'down', targetValue: 2, startDate: '2026-11-22' });
    const coffee = (loggedAt: string): Promise<unknown> =>
      person.api.post(`/trackers/${tracker.id}/entries`, { loggedAt });
    for (const hour of ['06', '07', '08']) await coffee(`2026-11-24T${hour}:00:00Z`);
    for (const hour of ['06', '07']) await coffee(`${TODAY}T${hour}:00:00Z`);

    expect(await shown(tracker)).toMatchObject({
      limit: { amount: 2, period: 'day', used: 2, isReached: true, isExceeded: false },
      today: { value: 2, isDone: true, isDue: false },
      streak: { current: 2, longest: 2 },
    });
    expect((await heatOf(tracker.id)).get('2026-11-24')).toBe(2);
  });

  it('of a frozen day counts neither what is logged nor what is not', async () => {
    const freezes = [{ from: '2026-11-20', to: '2026-11-23' }];
    const { id } = await addTracker(person, { direction: 'down', startDate: '2026-11-17', freezes });
    await tick(id, '2026-11-21');

    expect((await statsOf(id)).streak).toMatchObject({ current: 6, longest: 6 });
  });

  it('takes a slip for what it is whenever it is logged, and a skip only in time', async () => {
    const { id } = await addTracker(person, { direction: 'down', startDate: '2026-11-17', repairDays: 2 });
    await tick(id, '2026-11-20');
    expect((await statsOf(id)).streak).toMatchObject({ current: 6, longest: 6 });

    const skip = { isSkip: true, loggedAt: '2026-11-20T12:00:00Z' };
    await person.api.post(`/trackers/${id}/entries`, skip);
    expect((await statsOf(id)).streak).toMatchObject({ current: 6 });
    await person.api.patch(`/trackers/${id}`, { repairDays: null });
    expect((await statsOf(id)).streak).toMatchObject({ current: 9 });
  });

  it('is made of another habit, and back', async () => {
    const { id } = await addTracker(person, { startDate: '2026-11-17' });
    await tick(id, '2026-11-20');
    await person.api.patch(`/trackers/${id}`, { direction: 'down' });
    expect((await statsOf(id)).streak).toMatchObject({ current: 6 });

    await person.api.patch(`/trackers/${id}`, { times: 1, period: 'month' });
    expect((await statsOf(id)).streak).toMatchObject({ unit: 'month', current: 0 });
    await person.api.patch(`/trackers/${id}`, { direction: 'up' });
    expect((await statsOf(id)).streak).toMatchObject({ unit: 'month', current: 1 });
  });

  it('counts in the series of its category, but for what is not over', async () => {
    const someone = await signUp(app);
    const { id: widgetId } = await addWidget(someone, { type: 'tracker', category: 'body' });
    const { id } = await addTracker(someone, { widgetId, direction: 'down', startDate: '2026-11-23' });
    await someone.api.put(`/trackers/${id}/days/2026-11-24`, {});

    const { data } = await someone.api.get<PillarSeries>('/tracker-series?from=2026-11-23&to=2026-11-28');

    expect(data.pillars[0]!.points.map(({ done, percent }) => [done, percent])).toEqual([
      [1, 100],
      [0, 0],
      [1, 100],
      [1, 100],
      [0, null],
      [0, null],
    ]);
  });
});
