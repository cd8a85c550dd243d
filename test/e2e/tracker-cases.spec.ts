import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { TrackerStats } from '../../src/modules/widgets/types/tracker/stats/tracker-stats.service.js';
import type { EntryView } from '../../src/modules/widgets/types/tracker/tracker.contract.js';
import { addTracker } from '../factories/trackers.js';
import type { ShownWidget } from '../medium/tracker/tracker-world.js';
import { signUp, type Person } from '../factories/users.js';
import { FakeClock } from '../support/fake-clock.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const DAY_MS = 86_400_000;
/** Five years, to the Sunday on which they end. */
const WEEKS = 261;

/** What went wrong in other habit trackers, as their users told it. */
describe('a streak', () => {
  const clock = new FakeClock('2013-05-01T12:00:00Z');
  let app: TestApp;
  let person: Person;

  beforeAll(async () => {
    app = await startTestApp({ env: { ROLE: 'api' }, clock });
  });

  beforeEach(async () => {
    clock.set('2013-05-01T12:00:00Z');
    person = await signUp(app);
  });

  afterAll(() => app.close());

  /** The person's tokens are of the test's first moment, so they sign in again wherever the clock goes. */
  async function at(moment: string): Promise<void> {
    clock.set(moment);
    const { email, password } = person;
    const { data } = await person.api
      .as()
      .post<{ tokens: Person['tokens'] }>('/auth/login', { email, password });
    person = { ...person, tokens: data.tokens, api: person.api.as(data.tokens.accessToken) };
  }

  async function live(profile: object): Promise<void> {
    await person.api.patch('/users/me', profile);
  }

  async function log(trackerId: string, body: object = {}): Promise<EntryView> {
    return (await person.api.post<EntryView>(`/trackers/${trackerId}/entries`, body)).data;
  }

  async function statsOf(trackerId: string): Promise<TrackerStats> {
    return (await person.api.get<TrackerStats>(`/trackers/${trackerId}/stats`)).data;
  }

  it('takes a day of 25 hours as one day', async () => {
    await live({ timeZone: 'America/New_York' });
    await at('2014-11-01T16:00:00Z');
    const { id } = await addTracker(person);
    await log(id);

    await at('2014-11-02T04:30:00Z');
    expect((await log(id)).localDate).toBe('2014-11-02');
    await at('2014-11-02T06:30:00Z');
    expect(await statsOf(id)).toMatchObject({
      today: { date: '2014-11-02' },
      streak: { current: 2, isAtRisk: false },
    });
    await at('2014-11-03T04:59:59Z');
    expect(await statsOf(id)).toMatchObject({
      today: { date: '2014-11-02' },
      streak: { current: 2, isAtRisk: false },
    });
    await at('2014-11-03T05:00:00Z');
    expect(await statsOf(id)).toMatchObject({
      today: { date: '2014-11-03' },
      streak: { current: 2, isAtRisk: false },
    });
    await at('2014-11-03T23:30:00Z');
    expect((await statsOf(id)).streak).toMatchObject({ current: 2, isAtRisk: true });
  });

  it('goes by when the day of the user begins', async () => {
    await live({ timeZone: 'America/Los_Angeles', dayStart: '04:00' });
    await at('2013-05-18T20:00:00Z');
    const { id } = await addTracker(person);
    await log(id);

    await at('2013-05-20T07:30:00Z');
    const { localDate } = await log(id);

    expect(localDate).toBe('2013-05-19');
    expect(await statsOf(id)).toMatchObject({
      today: { date: '2013-05-19', isDone: true },
      streak: { current: 2, isAtRisk: false },
    });
  });

  it('outlasts a journey over the date line, and counts no day twice', async () => {
    await live({ timeZone: 'Pacific/Honolulu' });
    await at('2014-03-03T20:00:00Z');
    const { id } = await addTracker(person);
    await log(id);
    await at('2014-03-05T06:00:00Z');
    expect((await log(id)).localDate).toBe('2014-03-04');

    await live({ timeZone: 'Pacific/Kiritimati' });
    await at('2014-03-05T17:00:00Z');
    expect((await log(id)).localDate).toBe('2014-03-06');
    expect((await statsOf(id)).streak).toMatchObject({ current: 3, isAtRisk: false });

    await live({ timeZone: 'Pacific/Honolulu' });
    await at('2014-03-06T20:00:00Z');
    expect((await log(id)).localDate).toBe('2014-03-06');
    expect((await statsOf(id)).streak).toMatchObject({ current: 3, isAtRisk: false });
  });

  it('of a habit of three times a week that is done twice gives two thirds of its strength in five years', async () => {
    await at('2013-05-06T12:00:00Z');
    const { id } = await addTracker(person, { times: 3, period: 'week' });
    const start = Date.parse('2013-05-06T12:00:00Z');
    await at('2018-05-06T20:00:00Z');

    for (let week = 0; week < WEEKS; week += 1) {
      for (const weekday of [0, 3]) {
        await log(id, { loggedAt: new Date(start + (7 * week + weekday) * DAY_MS).toISOString() });
      }
    }

    const { strength, streak } = await statsOf(id);
    expect(strength).toBeGreaterThan(0.667 - 0.02);
    expect(strength).toBeLessThan(0.667 + 0.02);
    expect(streak).toMatchObject({ unit: 'week', longest: 0 });
  });

  describe('of five times a week', () => {
    const week = ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-27'];

    async function fiveAWeek(): Promise<string> {
      await at('2026-11-02T08:00:00Z');
      const { id } = await addTracker(person, { times: 5, period: 'week', startDate: '2026-11-02' });
      await at('2026-11-27T18:00:00Z');
      for (const monday of [2, 9, 16]) {
        for (const day of [0, 1, 2, 3, 4])
          await logOn(id, `2026-11-${String(monday + day).padStart(2, '0')}`);
      }
      for (const date of week) await logOn(id, date);
      return id;
    }

    const logOn = (trackerId: string, date: string, body: object = {}): Promise<EntryView> =>
      log(trackerId, { loggedAt: `${date}T12:00:00Z`, ...body });

    it('holds over a week with a skipped day, which leaves the quota, and strength does not fall', async () => {
      const id = await fiveAWeek();
      const missed = await statsOf(id);

      const skip = await logOn(id, '2026-11-26', { isSkip: true });
      const skipped = await statsOf(id);
      expect(missed.streak).toMatchObject({ unit: 'week', current: 3 });
      expect(skipped.streak).toMatchObject({ unit: 'week', current: 4, isAtRisk: false });
      expect(skipped.strength).toBeGreaterThanOrEqual(missed.strength!);
      await at('2026-11-30T08:00:00Z');
      const over = await statsOf(id);
      expect(over.streak).toMatchObject({ current: 4, longest: 4 });

      await person.api.delete(`/tracker-entries/${skip.id}`);
      const broken = await statsOf(id);
      expect(broken.streak).toMatchObject({ current: 0, longest: 3 });
      expect(broken.strength).toBeLessThanOrEqual(over.strength!);
    });

    it('shows and asks for what skipped days leave of the present week', async () => {
      const id = await fiveAWeek();
      const { data: tracker } = await person.api.get<{ widgetId: string }>(`/trackers/${id}`);
      const shown = async () => {
        const { data } = await person.api.get<ShownWidget>(`/widgets/${tracker.widgetId}/data`);
        return data.trackers[0]!;
      };
      await at('2026-11-28T08:00:00Z');
      expect(await shown()).toMatchObject({ quota: { times: 5, done: 4 }, today: { isDue: true } });

      await logOn(id, '2026-11-26', { isSkip: true });

      expect(await shown()).toMatchObject({
        quota: { times: 4, period: 'week', done: 4 },
        today: { isDue: false },
        streak: { current: 4, isAtRisk: false },
      });
    });

    it('neither breaks nor counts with a week that was skipped from end to end', async () => {
      const id = await fiveAWeek();
      await logOn(id, '2026-11-26', { isSkip: true });
      await at('2026-12-11T18:00:00Z');
      const days = ['2026-11-30', ...[1, 2, 3, 4, 5, 6].map((day) => `2026-12-0${day}`)];
      for (const date of days) await logOn(id, date, { isSkip: true });
      for (const date of ['2026-12-07', '2026-12-08', '2026-12-09', '2026-12-10', '2026-12-11'])
        await logOn(id, date);

      expect((await statsOf(id)).streak).toMatchObject({ current: 5, longest: 5 });
    });
  });
});
