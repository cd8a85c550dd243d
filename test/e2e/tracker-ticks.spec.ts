import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { TrackerStats } from '../../src/modules/widgets/types/tracker/stats/tracker-stats.service.js';
import type { EntryView } from '../../src/modules/widgets/types/tracker/tracker.contract.js';
import { addTracker } from '../factories/trackers.js';
import { signUp, type Person } from '../factories/users.js';
import { FakeClock } from '../support/fake-clock.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const NOW = '2026-03-12T18:00:00Z';
const TODAY = '2026-03-12';
const clock = new FakeClock(NOW);

describe('a day of a yes/no habit', () => {
  let app: TestApp;
  let person: Person;
  let id: string;

  beforeAll(async () => {
    app = await startTestApp({ env: { ROLE: 'api' }, clock });
    person = await signUp(app);
  });

  beforeEach(async () => {
    ({ id } = await addTracker(person, { startDate: '2026-03-01' }));
  });

  afterAll(() => app.close());

  const path = (date = TODAY, trackerId = id): string => `/trackers/${trackerId}/days/${date}`;

  async function entries(trackerId = id): Promise<EntryView[]> {
    return (await person.api.get<EntryView[]>(`/trackers/${trackerId}/entries`)).data;
  }

  async function statsOf(trackerId = id): Promise<TrackerStats> {
    return (await person.api.get<TrackerStats>(`/trackers/${trackerId}/stats`)).data;
  }

  it('is ticked and unticked in one call each, of which the second changes nothing', async () => {
    const ticked = await person.api.put<EntryView>(path(), {});
    const again = await person.api.put<EntryView>(path(), {});

    expect(ticked).toMatchObject({ status: 200, data: { value: 1, localDate: TODAY, isSkip: false } });
    expect(ticked.meta.events).toHaveLength(1);
    expect(again.data).toEqual(ticked.data);
    expect(again.meta.events).toBeUndefined();
    expect(await statsOf()).toMatchObject({ today: { isDone: true, entries: 1 }, streak: { current: 1 } });

    const unticked = await person.api.delete(path());
    expect(unticked).toMatchObject({ status: 200, data: null });
    expect(unticked.meta.events).toHaveLength(1);
    expect((await person.api.delete(path())).meta.events).toBeUndefined();
    expect(await entries()).toEqual([]);
    expect(await statsOf()).toMatchObject({
      currentValue: null,
      today: { isDone: false, isDue: true, entries: 0 },
      streak: { current: 0, longest: 0 },
    });
  });

  it('is ticked without a body', async () => {
    expect((await person.api.raw('PUT', path())).status).toBe(200);
    expect(await entries()).toHaveLength(1);
  });

  it('is ticked once by many taps at the same moment, of whichever kind', async () => {
    const taps = Array.from({ length: 8 }, (_, i) =>
      i % 2 === 0
        ? person.api.put<EntryView>(path(), {})
        : person.api.post<EntryView>(`/trackers/${id}/entries`, i % 4 === 1 ? {} : { value: 1 }),
    );

    const ids = new Set((await Promise.all(taps)).map(({ data }) => data.id));

    expect(ids.size).toBe(1);
    expect(await entries()).toHaveLength(1);
    await Promise.all([1, 2, 3].map(() => person.api.delete(path())));
    expect(await entries()).toEqual([]);
  });

  it('gives the entry of the first tap to the second, and takes its notes', async () => {
    const first = await person.api.post<EntryView>(`/trackers/${id}/entries`, {});
    const second = await person.api.post<EntryView>(`/trackers/${id}/entries`, { notes: 'in the rain' });

    expect(second).toMatchObject({ status: 201, data: { id: first.data.id, notes: 'in the rain' } });
    expect(await entries()).toEqual([second.data]);
    expect((await person.api.put<EntryView>(path(), { notes: 'sunny' })).data).toMatchObject({
      id: first.data.id,
      notes: 'sunny',
    });
  });

  it('can lie before today, and counts for the streak', async () => {
    for (const date of ['2026-03-10', '2026-03-11', TODAY]) await person.api.put(path(date), {});

    expect((await entries()).map(({ localDate }) => localDate)).toEqual([TODAY, '2026-03-11', '2026-03-10']);
    expect((await statsOf()).streak).toMatchObject({ current: 3 });
  });

  it('that is skipped can be ticked, and is empty once it is unticked', async () => {
    const skip = { isSkip: true };
    const first = await person.api.post<EntryView>(`/trackers/${id}/entries`, skip);
    const second = await person.api.post<EntryView>(`/trackers/${id}/entries`, skip);
    expect(second.data).toEqual(first.data);
    await person.api.put(path(), {});
    expect((await statsOf()).today).toMatchObject({ isDone: true });

    await person.api.delete(path());

    expect(await entries()).toEqual([]);
    expect((await statsOf()).today).toMatchObject({ isDone: false, isSkipped: false });
  });

  it('keeps amounts beside a tick, and stays one when an entry is moved onto it', async () => {
    await person.api.put(path('2026-03-11'), {});
    const { data } = await person.api.put<EntryView>(path(), {});
    await person.api.post(`/trackers/${id}/entries`, { value: 0.5 });
    expect(await entries()).toHaveLength(3);

    await person.api.patch(`/tracker-entries/${data.id}`, { loggedAt: '2026-03-11T09:00:00Z' });
    await person.api.put(path('2026-03-11'), {});
    expect((await entries()).filter(({ localDate }) => localDate === '2026-03-11')).toHaveLength(2);
    await person.api.delete(path('2026-03-11'));
    expect(await entries()).toHaveLength(1);
  });

  it.each([
    ['2026-03-13', 'later than today'],
    ['2016-03-11', 'longer than ten years ago'],
    ['2026-02-30', 'no date'],
    ['today', 'no date either'],
  ])('cannot be %s, which is %s', async (date) => {
    for (const method of ['PUT', 'DELETE'] as const) {
      expect(await person.api.refused(method, path(date))).toMatchObject({
        status: 422,
        details: [{ field: 'date' }],
      });
    }
  });

  it.each([
    ['of a habit that needs more than one', { targetValue: 8 }],
    ['of several times a day', { times: 3, period: 'day' }],
    ['with a unit', { unit: 'km' }],
    ['of a number', { kind: 'number' }],
    ['of a scale', { kind: 'scale' }],
  ])('is not one %s, which says so', async (_, given) => {
    const other = await addTracker(person, given);
    for (const method of ['PUT', 'DELETE'] as const) {
      expect(await person.api.refused(method, path(TODAY, other.id))).toMatchObject({
        status: 409,
        code: 'tracker_not_yes_no',
      });
    }
  });

  it('adds a 1 to an amount, and takes a tap for nothing new where the day is done', async () => {
    for (const value of [4, 1, 1]) await person.api.post(`/trackers/${id}/entries`, { value });
    await person.api.post(`/trackers/${id}/entries`, {});
    await person.api.put(path(), {});

    expect((await statsOf()).today).toMatchObject({ value: 5, entries: 2 });
  });

  it('adds up what is logged of other habits', async () => {
    const water = await addTracker(person, { targetValue: 8, unit: 'glasses' });
    for (let i = 0; i < 3; i += 1) await person.api.post(`/trackers/${water.id}/entries`, {});

    expect((await statsOf(water.id)).today).toMatchObject({ value: 3, isDone: false });
  });

  it("is nobody else's", async () => {
    const stranger = await signUp(app);
    await person.api.put(path(), {});

    for (const method of ['PUT', 'DELETE'] as const) {
      expect(await stranger.api.refused(method, path())).toMatchObject({
        status: 404,
        code: 'tracker_not_found',
      });
    }
    expect(await entries()).toHaveLength(1);
  });
});
