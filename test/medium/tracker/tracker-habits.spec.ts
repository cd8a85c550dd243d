import { describe, expect, it } from '@jest/globals';
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

  TrackerWorld.forTests(NOW, (started) => {
    world = started;
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
      expect(await percent()).toEqual({ scheduled: 3, done: 2, percent: 67 });
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
    expect((await world.statsOf(id)).progress).toBe(67);

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

    it('is at risk by what was logged in time', async () => {
      const { id, widgetId } = await world.add({
        times: 3,
        period: 'week',
        repairDays: 0,
        startDate: '2026-02-23',
      });
      const logAt = async (on: string, date = on) => {
        world.clock.set(`${on}T18:00:00Z`);
        await world.logOn(id, [date]);
      };
      for (const date of ['2026-02-23', '2026-02-24', '2026-02-25']) await logAt(date);
      for (const date of ['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-09']) await logAt(date);
      await logAt('2026-03-12', '2026-03-11');

      // Two of the week are done, but only one of them in time: Saturday and Sunday are both needed.
      expect(await shown(widgetId, parseLocalDate('2026-03-13'))).toMatchObject({
        quota: { done: 2 },
        streak: { current: 2, isAtRisk: false },
      });
      expect(await shown(widgetId, parseLocalDate('2026-03-14'))).toMatchObject({
        quota: { done: 2 },
        streak: { current: 2, isAtRisk: true },
      });
    });

    it('reaches a week only with what was logged in time', async () => {
      const { id } = await world.add({ times: 2, period: 'week', repairDays: 1, startDate: '2026-03-09' });
      await world.logOn(id, ['2026-03-09', TODAY]);
      expect(await streakOf(id)).toMatchObject({ current: 0 });

      await world.logOn(id, ['2026-03-11']);

      expect(await streakOf(id)).toMatchObject({ current: 1 });
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
