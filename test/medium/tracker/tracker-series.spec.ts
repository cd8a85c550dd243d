import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { InvalidError } from '../../../src/common/errors/app-error.js';
import { signUp } from '../../factories/users.js';
import { TrackerWorld } from './tracker-world.js';

describe('the series of categories', () => {
  let world: TrackerWorld;

  // A person's series are of all that they have, so each test has a person of its own.
  beforeEach(async () => {
    world = await TrackerWorld.start('2026-03-12T18:00:00Z');
  });

  afterEach(async () => {
    await world.close();
  });

  it('are empty where nothing is tracked', async () => {
    expect(await world.series()).toEqual({
      from: '2026-03-01',
      before: '2026-04-01',
      to: '2026-03-31',
      by: 'day',
      pillars: [],
    });
  });

  it('add up what is scheduled and done, today only once it is', async () => {
    const health = await world.addWidget({}, { category: 'health' });
    const run = await world.add({ startDate: '2026-03-10' }, health);
    const walk = await world.add({ startDate: '2026-03-10', rrule: 'FREQ=DAILY' }, health);
    const weight = await world.add({ kind: 'number', startDate: '2026-03-01' }, health);
    await world.logOn(run.id, ['2026-03-10', '2026-03-11']);
    await world.logOn(walk.id, ['2026-03-10', '2026-03-12']);
    await world.logOn(weight.id, ['2026-03-10', '2026-03-10'], { value: 80 });

    const { pillars } = await world.series({ from: '2026-03-09', to: '2026-03-13' });

    expect(pillars).toEqual([
      {
        category: 'health',
        trackers: 3,
        points: [
          { date: '2026-03-09', entries: 0, done: 0, percent: null, mood: null },
          { date: '2026-03-10', entries: 4, done: 2, percent: 100, mood: null },
          { date: '2026-03-11', entries: 1, done: 1, percent: 50, mood: null },
          { date: '2026-03-12', entries: 1, done: 1, percent: 100, mood: null },
          { date: '2026-03-13', entries: 0, done: 0, percent: null, mood: null },
        ],
      },
    ]);
  });

  it('count from the first day with an entry, as completion does', async () => {
    const run = await world.add({ startDate: '2026-03-11' });
    await world.logOn(run.id, ['2026-03-08', '2026-03-10', '2026-03-11']);

    const { pillars } = await world.series({ from: '2026-03-07', to: '2026-03-11' });

    expect(pillars[0]!.points.map(({ done, percent }) => [done, percent])).toEqual([
      [0, null],
      [1, 100],
      [0, 0],
      [1, 100],
      [1, 100],
    ]);
    expect((await world.statsOf(run.id)).completion.last7).toEqual({ scheduled: 4, done: 3, percent: 75 });
  });

  it('leave a day out that a journey over the date line took away', async () => {
    const run = await world.add({ startDate: '2026-03-01' });
    const log = (timeZone: string, moment: string) =>
      world.entries.log(world.actorWith({ timeZone }), run.id, { loggedAt: new Date(moment) });
    await log('Pacific/Honolulu', '2026-03-04T06:00:00Z'); // 20:00 on the 3rd
    await log('Pacific/Kiritimati', '2026-03-04T17:00:00Z'); // 07:00 on the 5th

    const { pillars } = await world.series({ from: '2026-03-04', to: '2026-03-06' });

    expect(pillars[0]!.points.map(({ percent }) => percent)).toEqual([null, 100, 0]);
  });

  it('leave skipped and frozen days out', async () => {
    const run = await world.add({
      startDate: '2026-03-02',
      freezes: [{ from: '2026-03-05', to: '2026-03-08' }],
    });
    await world.logOn(run.id, ['2026-03-02', '2026-03-03', '2026-03-06']);
    await world.logOn(run.id, ['2026-03-04'], { isSkip: true });

    const { pillars } = await world.series({ from: '2026-03-02', to: '2026-03-08', by: 'week' });

    expect(pillars).toEqual([
      {
        category: null,
        trackers: 1,
        points: [{ date: '2026-03-02', entries: 3, done: 3, percent: 100, mood: null }],
      },
    ]);
  });

  it('ask of n times a week or month for their part, and never show more than all', async () => {
    const weekly = await world.addWidget({}, { category: 'mind' });
    const monthly = await world.addWidget({}, { category: 'money' });
    const read = await world.add({ times: 3, period: 'week', startDate: '2026-02-01' }, weekly);
    const save = await world.add({ times: 2, period: 'month', startDate: '2026-02-01' }, monthly);
    await world.logOn(read.id, [
      '2026-02-02',
      '2026-02-03',
      '2026-02-09',
      '2026-02-10',
      '2026-02-11',
      '2026-02-12',
    ]);
    await world.logOn(save.id, ['2026-02-10']);

    const byWeek = await world.series({ from: '2026-02-02', to: '2026-02-15', by: 'week' });
    const byMonth = await world.series({ from: '2026-02-01', to: '2026-02-28', by: 'month' });

    const percentOf = ({ pillars }: typeof byWeek, category: string) =>
      pillars.find((pillar) => pillar.category === category)!.points.map(({ percent }) => percent);
    const [first, second] = percentOf(byWeek, 'mind');
    expect(first).toBe(66.7);
    expect(second).toBe(100);
    expect(percentOf(byMonth, 'money')[0]).toBe(50);
  });

  it('have moods from the lowest mark to the highest, however many the scale has', async () => {
    const five = await world.add({ kind: 'scale' });
    const three = await world.add({ kind: 'scale', steps: ['low', 'fine', 'high'] }, five.widgetId);
    await world.logOn(five.id, ['2026-03-10'], { value: 4 });
    await world.logOn(three.id, ['2026-03-10'], { value: 2 });
    await world.logOn(three.id, ['2026-03-11'], { value: 1 });

    const { pillars } = await world.series({ from: '2026-03-10', to: '2026-03-11' });

    expect(pillars[0]!.points.map(({ mood }) => mood)).toEqual([62.5, 0]);
  });

  it('are of the own trackers only, those that are there', async () => {
    const gone = await world.add();
    await world.logOn(gone.id, ['2026-03-10']);
    await world.trackers.remove(world.actor, gone.id);
    const mine = await world.add();
    await world.logOn(mine.id, ['2026-03-10']);

    expect((await world.series()).pillars).toMatchObject([{ trackers: 1 }]);
    expect((await world.series({}, await signUp(world.app))).pillars).toEqual([]);
  });

  it('are refused for more than a year', async () => {
    await expect(world.series({ from: '2025-01-01', to: '2026-01-02' })).rejects.toThrow(InvalidError);
  });
});
