import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InvalidError } from '../../../src/common/errors/app-error.js';
import { TrackerNotFound } from '../../../src/modules/widgets/types/tracker/tracker.errors.js';
import { actorOf } from '../../factories/actors.js';
import { signUp } from '../../factories/users.js';
import { TrackerWorld } from './tracker-world.js';

describe('the stats of a tracker', () => {
  let world: TrackerWorld;

  beforeAll(async () => {
    world = await TrackerWorld.start('2026-03-12T18:00:00Z');
  });

  afterAll(async () => {
    await world.close();
  });

  it('of nothing are nothing', async () => {
    const { id } = await world.add({ kind: 'number', targetValue: 10 });

    const { days, ...stats } = await world.statsOf(id);

    const nothing = { scheduled: 0, done: 0, percent: null };
    expect(stats).toEqual({
      trackerId: id,
      currentValue: null,
      progress: null,
      strength: null,
      today: {
        date: '2026-03-12',
        value: null,
        entries: 0,
        isScheduled: false,
        isDone: false,
        isSkipped: false,
        isDue: false,
      },
      streak: { unit: 'day', current: 0, longest: 0, through: null, isAtRisk: false },
      completion: { last7: nothing, last30: nothing, last90: nothing },
      trend: null,
      projectedOn: null,
      totals: {
        from: '2026-02-11',
        before: '2026-03-13',
        entries: 0,
        days: 0,
        sum: null,
        min: null,
        max: null,
        mean: null,
      },
    });
    expect(days).toHaveLength(30);
    expect(days.every(({ value, entries }) => value === null && entries === 0)).toBe(true);
  });

  it.each([
    [90, 80, 85.5, 45],
    [90, 80, 92, 0],
    [90, 80, 79, 100],
    [0, 1000, 250, 25],
  ])(
    'show how far a number came from %d toward %d, at %d: %d %%',
    async (initialValue, targetValue, value, percent) => {
      const { id } = await world.add({ kind: 'number', initialValue, targetValue });
      await world.logOn(id, ['2026-03-10'], { value: initialValue });
      await world.logOn(id, ['2026-03-11'], { value });
      await world.logOn(id, ['2026-03-09'], { value: 1e6 });

      expect(await world.statsOf(id)).toMatchObject({ currentValue: value, progress: percent });
    },
  );

  it('take the entry that was logged last as the value, whatever was deleted or changed', async () => {
    const { id } = await world.add({ kind: 'number', targetValue: 100 });
    const [first, second] = await world.logOn(id, ['2026-03-10', '2026-03-11'], { value: 10 });
    await world.entries.update(world.actor, second!.id, { value: 40 });
    expect(await world.statsOf(id)).toMatchObject({ currentValue: 40, progress: 40 });

    await world.entries.update(world.actor, first!.id, { loggedAt: new Date('2026-03-12T08:00:00Z') });
    expect(await world.statsOf(id)).toMatchObject({ currentValue: 10 });

    await world.entries.remove(world.actor, first!.id);
    expect(await world.statsOf(id)).toMatchObject({ currentValue: 40 });
    await world.entries.update(world.actor, second!.id, { isSkip: true });
    expect(await world.statsOf(id)).toMatchObject({ currentValue: null, progress: null });
  });

  it('show how much of a habit today has', async () => {
    const water = await world.add({ targetValue: 8 });
    const smokes = await world.add({ targetValue: 8, direction: 'down' });
    await world.logOn(water.id, ['2026-03-12', '2026-03-12', '2026-03-12']);
    await world.logOn(smokes.id, ['2026-03-12']);

    expect(await world.statsOf(water.id)).toMatchObject({
      progress: 38,
      today: { value: 3, isDone: false },
    });
    expect(await world.statsOf(smokes.id)).toMatchObject({
      progress: null,
      today: { value: 1, isDone: true },
    });
  });

  it('have a series with every day: sums of habits, means of marks, last values of numbers', async () => {
    const log = async (kind: 'habit' | 'scale' | 'number') => {
      const { id } = await world.add({ kind });
      for (const [moment, value] of [
        ['2026-03-10T12:00:00Z', 4],
        ['2026-03-10T12:00:01Z', 1],
        ['2026-03-10T06:00:00Z', 2],
      ] as const) {
        await world.entries.log(world.actor, id, { loggedAt: new Date(moment), value });
      }
      const { days } = await world.statsOf(id, { from: '2026-03-09', before: '2026-03-12' });
      return days.map(({ value }) => value);
    };

    expect(await log('habit')).toEqual([null, 7, null]);
    expect(await log('scale')).toEqual([null, 2.33, null]);
    expect(await log('number')).toEqual([null, 1, null]);
  });

  it('mark in the series what was scheduled, done and skipped', async () => {
    const { id } = await world.add({ rrule: 'FREQ=WEEKLY;BYDAY=MO,WE,FR' });
    await world.logOn(id, ['2026-03-09', '2026-03-10']);
    await world.logOn(id, ['2026-03-11'], { isSkip: true });

    const { days } = await world.statsOf(id, { from: '2026-03-06', before: '2026-03-14' });

    const marks = days.map(
      ({ date, isScheduled, isDone, isSkipped }) =>
        `${date.slice(8)}${isScheduled ? ' scheduled' : ''}${isDone ? ' done' : ''}${isSkipped ? ' skipped' : ''}`,
    );
    expect(marks).toEqual([
      '06',
      '07',
      '08',
      '09 scheduled done',
      '10 done',
      '11 scheduled skipped',
      '12',
      '13 scheduled',
    ]);
  });

  it('have totals of the window', async () => {
    const { id } = await world.add({ kind: 'number' });
    for (const [date, value] of [
      ['2026-02-01', 1000],
      ['2026-03-01', 0.1],
      ['2026-03-01', 0.2],
      ['2026-03-05', -0.3],
      ['2026-03-09', 5],
    ] as const) {
      await world.logOn(id, [date], { value });
    }
    await world.logOn(id, ['2026-03-08'], { isSkip: true });

    const { totals } = await world.statsOf(id, { from: '2026-03-01', before: '2026-03-10' });

    expect(totals).toEqual({
      from: '2026-03-01',
      before: '2026-03-10',
      entries: 4,
      days: 3,
      sum: 5,
      min: -0.3,
      max: 5,
      mean: 1.25,
    });
  });

  it('have completion over the last scheduled days, from the first day on', async () => {
    const { id } = await world.add();
    await world.logOn(id, [
      '2026-03-03',
      '2026-03-05',
      '2026-03-06',
      '2026-03-08',
      '2026-03-09',
      '2026-03-10',
    ]);
    await world.logOn(id, ['2026-03-04'], { isSkip: true });

    const { completion } = await world.statsOf(id);

    expect(completion).toEqual({
      last7: { scheduled: 7, done: 5, percent: 71 },
      last30: { scheduled: 8, done: 6, percent: 75 },
      last90: { scheduled: 8, done: 6, percent: 75 },
    });
  });

  it('have the trend of the window, and when it leads to the goal', async () => {
    const { id } = await world.add({ kind: 'number', initialValue: 90, targetValue: 80 });
    for (const [date, value] of [
      ['2026-01-01', 70],
      ['2026-03-06', 87],
      ['2026-03-08', 86],
      ['2026-03-10', 86],
      ['2026-03-12', 85],
    ] as const) {
      await world.logOn(id, [date], { value });
    }

    const { trend, projectedOn } = await world.statsOf(id, { from: '2026-03-01' });

    // By hand: x = -3, -1, 1, 3 (times a day), y = 87, 86, 86, 85: slope -6 / 20 for two days' halves, rest 0.2.
    expect(trend?.perDay).toBe(-0.3);
    expect(trend?.standardError).toBe(0.0707);
    expect(trend?.days).toBe(4);
    // The line is at 85.1 today, and 5.1 / 0.3 days are 17.
    expect(projectedOn).toBe('2026-03-29');
  });

  it('lead to a goal also from where nobody knows, unless it is reached', async () => {
    const { id } = await world.add({ kind: 'number', targetValue: 80, direction: 'down' });
    await world.logOn(id, ['2026-03-11'], { value: 83 });
    await world.logOn(id, ['2026-03-12'], { value: 82 });
    expect(await world.statsOf(id)).toMatchObject({ progress: null, projectedOn: '2026-03-14' });

    await world.logOn(id, ['2026-03-12'], { value: 80, loggedAt: new Date('2026-03-12T13:00:00Z') });

    expect(await world.statsOf(id)).toMatchObject({ progress: null, projectedOn: null });
  });

  it('of a habit have a trend, but lead to no goal', async () => {
    const { id } = await world.add({ targetValue: 5 });
    await world.logOn(id, ['2026-03-10', '2026-03-11', '2026-03-11']);

    expect(await world.statsOf(id)).toMatchObject({
      trend: { perDay: 1, standardError: null, days: 2 },
      projectedOn: null,
    });
  });

  it.each([
    ['from a later day', { from: '2026-03-12', before: '2026-03-12' }],
    ['from a day to come', { from: '2026-03-13' }],
    ['for more than a year', { from: '2025-03-11', before: '2026-03-13' }],
  ])('are refused %s', async (_, window) => {
    const { id } = await world.add();

    await expect(world.statsOf(id, window)).rejects.toThrow(InvalidError);
  });

  it('can be of a whole leap year', async () => {
    const { id } = await world.add();

    expect((await world.statsOf(id, { from: '2024-01-01', before: '2025-01-01' })).days).toHaveLength(366);
  });

  it('are never those of before the own change', async () => {
    const { id } = await world.add({ targetValue: 8 });
    for (let i = 1; i <= 5; i += 1) {
      await world.entries.log(world.actor, id, {});
      expect((await world.statsOf(id)).today.value).toBe(i);
    }
  });

  it('do not exist for others', async () => {
    const { id } = await world.add();
    const other = await actorOf(world.app, await signUp(world.app));

    const stats = world.statsOf(id, { actor: world.actorWith({ id: other.id }) });

    await expect(stats).rejects.toThrow(TrackerNotFound);
  });
});
