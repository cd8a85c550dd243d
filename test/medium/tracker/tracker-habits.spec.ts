import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, parseLocalDate, type LocalDate } from '../../../src/common/time/local-date.js';
import { InvalidError } from '../../../src/common/errors/app-error.js';
import type { NewTracker } from '../../../src/modules/widgets/types/tracker/tracker-definition.js';
import { UsersService } from '../../../src/modules/users/users.service.js';
import { TrackerWorld } from './tracker-world.js';

const NOW = '2026-03-12T18:00:00Z';
const TODAY = parseLocalDate('2026-03-12'); // a Thursday

const day = (offset: number): LocalDate => addDays(TODAY, offset);
const days = (...offsets: number[]): LocalDate[] => offsets.map(day);

describe('a habit', () => {
  let world: TrackerWorld;

  beforeAll(async () => {
    world = await TrackerWorld.start(NOW);
  });

  beforeEach(() => {
    world.clock.set(NOW);
  });

  afterAll(async () => {
    await world.close();
  });

  async function streakOf(trackerId: string) {
    const { unit, current, longest, isAtRisk } = (await world.statsOf(trackerId)).streak;
    return { unit, current, longest, isAtRisk };
  }

  async function shown(widgetId: string, date: LocalDate = TODAY) {
    return (await world.shownOn(widgetId, date)).trackers[0]!;
  }

  describe('of n times a week', () => {
    const thrice: Partial<NewTracker> = { times: 3, period: 'week' };

    it('has a streak of weeks, is due until its week is reached, and shows how far it is', async () => {
      const { id, widgetId } = await world.add({ ...thrice, startDate: '2026-02-23' });
      await world.logOn(id, [
        '2026-02-23',
        '2026-02-25',
        '2026-02-26',
        '2026-03-03',
        '2026-03-05',
        '2026-03-08',
      ]);
      await world.logOn(id, ['2026-03-10']);

      expect(await streakOf(id)).toEqual({ unit: 'week', current: 2, longest: 2, isAtRisk: false });
      expect(await shown(widgetId)).toMatchObject({
        quota: { times: 3, period: 'week', done: 1 },
        today: { isScheduled: true, isDue: true, isDone: false },
        streak: { current: 2, isAtRisk: false },
      });
      // Two are wanting on Saturday, and two days are left.
      expect(await shown(widgetId, day(2))).toMatchObject({ streak: { current: 2, isAtRisk: true } });
      expect(await world.attentionOn(widgetId, day(2))).toMatchObject({ due: 1, streak_at_risk: 2 });
      expect(await shown(widgetId, day(3))).toMatchObject({ streak: { current: 2, isAtRisk: true } });
      expect(await shown(widgetId, day(4))).toMatchObject({ streak: { current: 0, longest: 2 } });

      await world.logOn(id, ['2026-03-11', TODAY]);

      expect(await streakOf(id)).toEqual({ unit: 'week', current: 3, longest: 3, isAtRisk: false });
      expect(await shown(widgetId, day(1))).toMatchObject({ quota: { done: 3 }, today: { isDue: false } });
      expect(await shown(widgetId, day(4))).toMatchObject({ quota: { done: 0 }, today: { isDue: true } });
    });

    it('counts a day once, whatever is logged on it', async () => {
      const { id, widgetId } = await world.add(thrice);
      await world.logOn(id, [TODAY, TODAY, TODAY]);

      expect(await shown(widgetId)).toMatchObject({ quota: { done: 1 }, streak: { current: 0 } });
    });

    it('has weeks that begin on its own day', async () => {
      const sundays = await world.add({ ...thrice, weekStart: 'SU', startDate: day(-7) });
      const mondays = await world.add({ ...thrice, startDate: day(-7) });
      for (const { id } of [sundays, mondays])
        await world.logOn(id, ['2026-03-08', '2026-03-09', '2026-03-10']);

      expect(await shown(sundays.widgetId)).toMatchObject({ quota: { done: 3 }, streak: { current: 1 } });
      expect(await shown(mondays.widgetId)).toMatchObject({ quota: { done: 2 }, streak: { current: 0 } });
    });

    it('has weeks that begin as those of its user, unless it says otherwise', async () => {
      await world.app.app.get(UsersService, { strict: false }).update(world.actor, { weekStart: 'SU' });

      expect((await world.add(thrice)).weekStart).toBe('SU');
      expect((await world.add({ ...thrice, weekStart: 'TU' })).weekStart).toBe('TU');
      await world.app.app.get(UsersService, { strict: false }).update(world.actor, { weekStart: 'MO' });
    });

    it('has completion of weeks, the present one only once it is reached', async () => {
      const { id } = await world.add({ ...thrice, startDate: '2026-02-23' });
      await world.logOn(id, [
        '2026-02-23',
        '2026-02-25',
        '2026-02-26',
        '2026-03-03',
        '2026-03-10',
        '2026-03-11',
      ]);

      const percent = async () => (await world.statsOf(id)).completion.last7;
      expect(await percent()).toEqual({ scheduled: 2, done: 1, percent: 50 });
      await world.logOn(id, [TODAY]);
      expect(await percent()).toEqual({ scheduled: 3, done: 2, percent: (100 * 2) / 3 });
    });
  });

  it('of n times a month has months as long as they are', async () => {
    const { id, widgetId } = await world.add({ times: 2, period: 'month', startDate: '2026-01-01' });
    await world.logOn(id, ['2026-01-01', '2026-01-31', '2026-02-01', '2026-02-28', '2026-03-01']);

    expect(await streakOf(id)).toEqual({ unit: 'month', current: 2, longest: 2, isAtRisk: false });
    expect(await shown(widgetId, parseLocalDate('2026-03-31'))).toMatchObject({
      quota: { times: 2, period: 'month', done: 1 },
      streak: { current: 2, isAtRisk: true },
    });
    expect(await shown(widgetId, parseLocalDate('2026-04-01'))).toMatchObject({
      quota: { done: 0 },
      streak: { current: 0 },
    });
  });

  it('of several times a day is done with the last of them', async () => {
    const { id, widgetId } = await world.add({ times: 3, period: 'day', targetValue: 0.5, unit: 'l' });
    await world.logOn(id, [TODAY, TODAY], { value: 0.5 });
    expect(await shown(widgetId)).toMatchObject({
      today: { isDone: false },
      quota: null,
      streak: { current: 0 },
    });
    expect((await world.statsOf(id)).progress).toBeCloseTo(200 / 3, 5);

    await world.logOn(id, [TODAY], { value: 0.5 });

    expect(await shown(widgetId)).toMatchObject({
      progress: 100,
      today: { isDone: true },
      streak: { current: 1 },
    });
  });

  it('changes between schedules, and counts as if it had always been so', async () => {
    const { id } = await world.add({ startDate: day(-10) });
    await world.logOn(id, days(-10, -8, -7, -3, -2, 0));

    await world.trackers.update(world.actor, id, { times: 2, period: 'week' });
    expect(await streakOf(id)).toMatchObject({ unit: 'week', current: 2 });
    await world.trackers.update(world.actor, id, { times: 2, period: 'day' });
    expect(await streakOf(id)).toMatchObject({ unit: 'day', current: 0 });
    await world.trackers.update(world.actor, id, { times: null, period: null });
    expect(await streakOf(id)).toMatchObject({ unit: 'day', current: 1, longest: 2 });
  });

  describe('that is frozen', () => {
    it('keeps its streak over a vacation, which is neither due nor counted', async () => {
      const { id, widgetId } = await world.add({ startDate: day(-6) });
      await world.logOn(id, days(-6, -5));

      const changed = await world.trackers.update(world.actor, id, {
        freezes: [
          { from: day(-2), to: day(1) },
          { from: day(-4), to: day(-3) },
        ],
      });

      expect(changed.freezes).toEqual([{ from: day(-4), to: day(1) }]);
      expect(await world.trackers.get(world.actor, id)).toEqual(changed);
      expect(await streakOf(id)).toEqual({ unit: 'day', current: 2, longest: 2, isAtRisk: false });
      expect(await shown(widgetId)).toMatchObject({ today: { isDue: false, isSkipped: true } });
      expect(await shown(widgetId, day(2))).toMatchObject({
        today: { isDue: true, isSkipped: false },
        streak: { current: 2, isAtRisk: true },
      });
      expect(await shown(widgetId, day(3))).toMatchObject({ streak: { current: 0 } });
      expect((await world.statsOf(id)).completion.last7).toEqual({ scheduled: 2, done: 2, percent: 100 });
    });

    it('counts what is done all the same', async () => {
      const { id } = await world.add({ freezes: [{ from: day(-3), to: day(3) }] });
      await world.logOn(id, days(-2, 0));

      expect(await streakOf(id)).toMatchObject({ current: 2 });
    });

    it('is thawed again', async () => {
      const { id } = await world.add({ startDate: day(-4), freezes: [{ from: day(-2), to: day(-1) }] });
      await world.logOn(id, days(-4, -3, 0));
      expect(await streakOf(id)).toMatchObject({ current: 3 });

      await world.trackers.update(world.actor, id, { freezes: [] });

      expect(await streakOf(id)).toMatchObject({ current: 1, longest: 2 });
    });

    it('tells its change once, and none where the same days are frozen', async () => {
      const made = await world.add({ freezes: [{ from: day(1), to: day(3) }] });

      const same = await world.trackers.update(world.actor, made.id, {
        freezes: [
          { from: day(2), to: day(3) },
          { from: day(1), to: day(2) },
        ],
      });

      expect(same).toEqual(made);
    });
  });

  describe('with a repair window', () => {
    it('has its streak whole again when a missed day is logged in time', async () => {
      const { id } = await world.add({ repairDays: 2, startDate: day(-4) });
      const logToday = async (offset: number) => {
        world.clock.set(`${day(offset)}T18:00:00Z`);
        await world.logOn(id, [day(offset)]);
      };
      await logToday(-4);
      await logToday(-3);
      await logToday(-1);
      await logToday(0);
      expect(await streakOf(id)).toMatchObject({ current: 2, longest: 2 });

      await world.logOn(id, [day(-2)]);

      expect(await streakOf(id)).toMatchObject({ current: 5, longest: 5 });
    });

    it('takes older days for everything but the streak', async () => {
      const { id } = await world.add({ repairDays: 2, startDate: day(-4) });
      await world.logOn(id, days(-4, -3, -2, -1, 0));

      expect(await streakOf(id)).toMatchObject({ current: 3, longest: 3 });
      expect(await world.statsOf(id)).toMatchObject({
        completion: { last7: { scheduled: 5, done: 5 } },
        totals: { entries: 5, sum: 5 },
      });
      const states = (await world.calendarOf(id, { from: day(-4), to: TODAY })).days.map(
        ({ state }) => state,
      );
      expect(states).toEqual(['done', 'done', 'done', 'done', 'done']);
    });

    it('does not take late skips either, and is found anew when it changes', async () => {
      const { id } = await world.add({ repairDays: 1, startDate: day(-4) });
      await world.logOn(id, days(-1, 0));
      await world.logOn(id, [day(-2)], { isSkip: true });
      await world.logOn(id, days(-3));
      expect(await streakOf(id)).toMatchObject({ current: 2 });

      await world.trackers.update(world.actor, id, { repairDays: null });
      expect(await streakOf(id)).toMatchObject({ current: 3 });
      await world.trackers.update(world.actor, id, { repairDays: 0 });
      expect(await streakOf(id)).toMatchObject({ current: 1 });
    });

    it('goes by when an entry came to its day: a corrected value stays in time, a moved entry does not', async () => {
      const { id } = await world.add({ repairDays: 1, startDate: day(-9) });
      world.clock.set(`${day(-9)}T18:00:00Z`);
      const [entry] = await world.logOn(id, [day(-9)]);
      world.clock.set(NOW);

      await world.entries.update(world.actor, entry!.id, { value: 3 });
      expect(await streakOf(id)).toMatchObject({ longest: 1 });
      await world.entries.update(world.actor, entry!.id, { loggedAt: new Date(`${day(-8)}T12:00:00Z`) });
      expect(await streakOf(id)).toMatchObject({ longest: 0 });
    });

    it('reaches a week only with what was logged in time', async () => {
      const { id } = await world.add({ times: 2, period: 'week', repairDays: 1, startDate: '2026-03-09' });
      await world.logOn(id, ['2026-03-09', TODAY]);
      expect(await streakOf(id)).toMatchObject({ current: 0 });

      await world.logOn(id, ['2026-03-11']);

      expect(await streakOf(id)).toMatchObject({ current: 1 });
    });
  });

  describe('on a journey', () => {
    it('loses no streak to a day that the date line took away', async () => {
      const { id } = await world.add({ startDate: '2026-03-01' });
      const log = (timeZone: string, moment: string) =>
        world.entries.log(world.actorWith({ timeZone }), id, { loggedAt: new Date(moment) });
      await log('Pacific/Honolulu', '2026-03-02T20:00:00Z');
      const before = await log('Pacific/Honolulu', '2026-03-04T06:00:00Z'); // 20:00 on the 3rd
      const after = await log('Pacific/Kiritimati', '2026-03-04T17:00:00Z'); // 07:00 on the 5th

      expect([before.localDate, after.localDate]).toEqual(['2026-03-03', '2026-03-05']);
      expect(await streakOf(id)).toMatchObject({ current: 0, longest: 3 });
      const { days: shownDays } = await world.calendarOf(id, { from: '2026-03-02', to: '2026-03-06' });
      expect(shownDays.map(({ state }) => state)).toEqual(['done', 'done', 'skipped', 'done', 'missed']);
    });

    it('counts a day once that comes twice', async () => {
      const { id } = await world.add({ startDate: '2026-03-01' });
      const log = (timeZone: string, moment: string) =>
        world.entries.log(world.actorWith({ timeZone }), id, { loggedAt: new Date(moment) });
      const first = await log('Pacific/Kiritimati', '2026-03-04T17:00:00Z');
      const again = await log('Pacific/Honolulu', '2026-03-06T08:00:00Z');

      expect([first.localDate, again.localDate]).toEqual(['2026-03-05', '2026-03-05']);
      expect(await streakOf(id)).toMatchObject({ longest: 1 });
    });

    it('misses a day that was missed, however short it was made by a clock', async () => {
      const { id } = await world.add({ startDate: '2026-03-01' });
      const newYork = world.actorWith({ timeZone: 'America/New_York' });
      // 8 March has 23 hours there.
      for (const moment of ['2026-03-08T04:59:59Z', '2026-03-09T04:00:00Z']) {
        await world.entries.log(newYork, id, { loggedAt: new Date(moment) });
      }

      expect(await streakOf(id)).toMatchObject({ longest: 1 });
    });

    it('never closes a date twice nor loses one, wherever somebody is who does it once each day', async () => {
      const zones = [
        'Pacific/Kiritimati',
        'Pacific/Auckland',
        'Asia/Tokyo',
        'Europe/Berlin',
        'America/New_York',
        'Pacific/Honolulu',
        'Pacific/Pago_Pago',
      ];
      const stops = fc.array(
        fc.record({ zone: fc.constantFrom(...zones), hours: fc.integer({ min: 16, max: 23 }) }),
        {
          minLength: 2,
          maxLength: 14,
        },
      );
      await fc.assert(
        fc.asyncProperty(stops, async (journey) => {
          const { id } = await world.add({ startDate: '2026-02-01' });
          let moment = Date.parse('2026-02-10T18:00:00Z');
          const dates = new Set<string>();
          for (const { zone, hours } of journey) {
            const actor = world.actorWith({ timeZone: zone });
            dates.add((await world.entries.log(actor, id, { loggedAt: new Date(moment) })).localDate);
            moment += hours * 3_600_000;
          }
          // Less than a day between two of them: so no date was missed but those that never were.
          expect(await streakOf(id)).toMatchObject({ longest: dates.size });
        }),
        { numRuns: 40 },
      );
    });
  });

  describe('has a strength', () => {
    it('that the board and the stats agree on, and that fades by itself', async () => {
      const { id, widgetId } = await world.add({ startDate: day(-3) });
      await world.logOn(id, days(-3, -2, -1));
      const m = 0.5 ** (1 / 13);
      const three = 1 - m ** 3;

      expect((await world.statsOf(id)).strength).toBeCloseTo(three * m, 5);
      expect((await shown(widgetId)).strength).toBeCloseTo(three * m, 5);
      expect((await shown(widgetId, day(9))).strength).toBeCloseTo(three * m ** 10, 5);
      expect((await shown(widgetId, day(-2))).strength).toBeNull();
      await world.logOn(id, [TODAY]);
      expect((await world.statsOf(id)).strength).toBeCloseTo(1 - m ** 4, 5);
    });

    it('that is gone after many years, in which nothing was done', async () => {
      const { id, widgetId } = await world.add({ startDate: '2016-03-13' });
      await world.logOn(id, ['2016-03-13']);
      await world.logOn(id, [day(-1)], { value: 0 });

      expect((await world.statsOf(id)).strength).toBe(0);
      expect((await shown(widgetId, parseLocalDate('9999-12-31'))).strength).toBe(0);
    });

    it('of two thirds where three times a week is done on two days', async () => {
      const mondays = Array.from({ length: 80 }, (_, i) => addDays(parseLocalDate('2024-08-26'), 7 * i));
      const { id, widgetId } = await world.add({ times: 3, period: 'week', startDate: '2024-08-26' });
      const values = mondays.flatMap((monday) => [monday, addDays(monday, 3)]);
      await world.logOn(id, values);

      const sunday = addDays(mondays.at(-1)!, 6);
      expect((await shown(widgetId, sunday)).strength).toBeGreaterThan(0.647);
      expect((await shown(widgetId, sunday)).strength).toBeLessThan(0.687);
      expect(await streakOf(id)).toMatchObject({ current: 0, longest: 0 });
    });

    it('that rests while it is frozen', async () => {
      const { id, widgetId } = await world.add({ startDate: day(-3), times: 3, period: 'week' });
      await world.logOn(id, days(-3, -1));
      const before = (await shown(widgetId, day(-1))).strength!;

      await world.trackers.update(world.actor, id, { freezes: [{ from: TODAY, to: day(20) }] });

      expect((await shown(widgetId, day(20))).strength).toBe(before);
      expect((await shown(widgetId, day(25))).strength).not.toBe(before);
    });

    it('by the part of a day that was done', async () => {
      const { id } = await world.add({ targetValue: 8 });
      const limit = await world.add({ targetValue: 4, direction: 'down' });
      const never = await world.add({ direction: 'down' });
      await world.logOn(id, [TODAY], { value: 2 });
      await world.logOn(limit.id, [TODAY], { value: 5 });
      await world.logOn(never.id, [TODAY], { value: 1 });
      const step = 1 - 0.5 ** (1 / 13);

      expect((await world.statsOf(id)).strength).toBeCloseTo(step / 4, 5);
      expect((await world.statsOf(limit.id)).strength).toBeCloseTo(step * 0.75, 5);
      expect((await world.statsOf(never.id)).strength).toBeNull();
    });

    it('as nothing else has that is not scheduled', async () => {
      const { id } = await world.add({ kind: 'number' });
      await world.logOn(id, [TODAY], { value: 1 });

      expect((await world.statsOf(id)).strength).toBeNull();
    });
  });

  it('stands the same in whatever order it was logged', async () => {
    const event = fc.record({ on: fc.integer({ min: -20, max: 0 }), isSkip: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(event, { minLength: 2, maxLength: 8, selector: ({ on }) => on }),
        fc.constantFrom<Partial<NewTracker>>(
          {},
          { times: 2, period: 'week' },
          { rrule: 'FREQ=WEEKLY;BYDAY=MO,TH' },
        ),
        async (events, given) => {
          const standingAfter = async (ordered: typeof events) => {
            const { id, widgetId } = await world.add({ ...given, startDate: day(-20) });
            for (const { on, isSkip } of ordered) await world.logOn(id, [day(on)], { isSkip });
            const { strength, streak, quota } = await shown(widgetId);
            return { strength, streak, quota };
          };
          expect(await standingAfter(events.toReversed())).toEqual(await standingAfter(events));
        },
      ),
      { numRuns: 25 },
    );
  });

  it.each<[string, Partial<NewTracker>, string]>([
    ['times without a period', { times: 3 }, 'period'],
    ['a rule beside a week', { times: 3, period: 'week', rrule: 'FREQ=DAILY' }, 'rrule'],
    ['names of a habit', { steps: ['a', 'b'] }, 'steps'],
    ['a freeze that ends before it begins', { freezes: [{ from: day(1), to: TODAY }] }, 'freezes[0]'],
  ])('is refused with %s', async (_, given, field) => {
    const refusal: unknown = await world.add(given).catch((error: unknown) => error);

    expect(refusal).toBeInstanceOf(InvalidError);
    expect((refusal as InvalidError).details[0]?.field).toBe(field);
  });
});
