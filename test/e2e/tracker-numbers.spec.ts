import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TrackerStats } from '../../src/modules/widgets/types/tracker/stats/tracker-stats.service.js';
import type { EntryView, TrackerView } from '../../src/modules/widgets/types/tracker/tracker.contract.js';
import { addTracker } from '../factories/trackers.js';
import { signUp, type Person } from '../factories/users.js';
import type { ShownTracker, ShownWidget } from '../medium/tracker/tracker-world.js';
import { FakeClock } from '../support/fake-clock.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const clock = new FakeClock('2026-03-12T18:00:00Z');

describe('what a client shows of a tracker', () => {
  let app: TestApp;
  let person: Person;

  beforeAll(async () => {
    app = await startTestApp({ env: { ROLE: 'api' }, clock });
    person = await signUp(app);
  });

  afterAll(() => app.close());

  const log = async (id: string, body: object): Promise<EntryView> =>
    (await person.api.post<EntryView>(`/trackers/${id}/entries`, body)).data;

  const shown = async ({ widgetId }: TrackerView): Promise<ShownTracker> =>
    (await person.api.get<ShownWidget>(`/widgets/${widgetId}/data`)).data.trackers[0]!;

  const textOf = async (path: string): Promise<string> => (await person.api.raw('GET', path)).text;

  it('has the ids of what was logged today, so that it can be taken back', async () => {
    const water = await addTracker(person, { targetValue: 8, unit: 'glasses' });
    const first = await log(water.id, { value: 1, loggedAt: '2026-03-12T08:00:00Z' });
    const second = await log(water.id, { value: 2, loggedAt: '2026-03-12T09:00:00Z' });
    await log(water.id, { value: 2, loggedAt: '2026-03-11T09:00:00Z' });

    expect(await shown(water)).toMatchObject({
      isYesNo: false,
      today: { date: '2026-03-12', value: 3, entries: 2, isTicked: true, entryIds: [second.id, first.id] },
      progress: 38,
    });
    await person.api.delete(`/tracker-entries/${second.id}`);
    expect(await shown(water)).toMatchObject({ today: { value: 1, entryIds: [first.id] } });
  });

  it('says whether its day is ticked, and how', async () => {
    const run = await addTracker(person, { times: 3, period: 'week' });
    expect(await shown(run)).toMatchObject({
      isYesNo: true,
      today: { isTicked: false, entryIds: [] },
      quota: { times: 3, period: 'week', done: 0 },
    });

    const { data } = await person.api.put<EntryView>(`/trackers/${run.id}/days/2026-03-12`, {});

    expect(await shown(run)).toMatchObject({
      today: { isTicked: true, entryIds: [data.id] },
      quota: { done: 1 },
    });
  });

  it('has the id of a skip, so that it can be taken back', async () => {
    const run = await addTracker(person);
    const { id } = await log(run.id, { isSkip: true });

    expect(await shown(run)).toMatchObject({ today: { isTicked: false, isSkipped: true, entryIds: [id] } });
  });

  it('is rounded to what it means', async () => {
    const weight = await addTracker(person, {
      ...{ kind: 'number', unit: 'kg', initialValue: 92.5, targetValue: 62.8, rrule: 'FREQ=DAILY' },
    });
    for (const [day, value] of [92.1, 90.7, 85.3, 81.8].entries()) {
      await log(weight.id, { value, loggedAt: `2026-03-0${day + 1}T08:00:00Z` });
    }
    const sum = await addTracker(person, { targetValue: 0.7, unit: 'l' });
    for (const value of [0.1, 0.2]) await log(sum.id, { value });
    const mood = await addTracker(person, { kind: 'scale' });
    for (const value of [1, 2, 2]) await log(mood.id, { value });

    expect(await shown(weight)).toMatchObject({ currentValue: 81.8, progress: 36 });
    expect(await shown(sum)).toMatchObject({ progress: 43, today: { value: 0.3 } });
    expect(await shown(mood)).toMatchObject({ today: { value: 1.67 } });
    for (const { id, widgetId } of [weight, sum, mood]) {
      const paths = [`/trackers/${id}/stats`, `/trackers/${id}/calendar`, `/widgets/${widgetId}/data`];
      for (const path of [...paths, '/tracker-series', `/trackers/${id}/heat-map`]) {
        expect(await textOf(path)).not.toMatch(/\d\.\d{5,}/);
      }
    }
    const stats = (await person.api.get<TrackerStats>(`/trackers/${weight.id}/stats`)).data;
    expect(stats).toMatchObject({ progress: 36, totals: { mean: 87.48 }, trend: { perDay: -3.63 } });
  });
});
