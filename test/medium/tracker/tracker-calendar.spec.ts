import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InvalidError } from '../../../src/common/errors/app-error.js';
import { TrackerNotFound } from '../../../src/modules/widgets/types/tracker/tracker.errors.js';
import { signUp } from '../../factories/users.js';
import { statementsDuring } from '../../support/statement-count.js';
import { TrackerWorld } from './tracker-world.js';

const TODAY = '2026-03-12'; // a Thursday

describe('the calendar of a tracker', () => {
  let world: TrackerWorld;

  beforeAll(async () => {
    world = await TrackerWorld.start(`${TODAY}T18:00:00Z`, { ROLE: 'api' });
  });

  afterAll(async () => {
    await world.close();
  });

  it('has every day of the month, with what was logged and what it is', async () => {
    const { id } = await world.add({
      rrule: 'FREQ=WEEKLY;BYDAY=MO,WE,FR',
      startDate: '2026-03-02',
      freezes: [{ from: '2026-03-05', to: '2026-03-06' }],
    });
    await world.logOn(id, ['2026-03-02', '2026-03-07'], { value: 2 });
    await world.logOn(id, ['2026-03-09'], { isSkip: true });

    const { from, to, days } = await world.calendarOf(id);

    expect([from, to, days.length]).toEqual(['2026-03-01', '2026-03-31', 31]);
    expect(days.slice(0, 14).map(({ date, state }) => `${date.slice(8)} ${state}`)).toEqual([
      '01 off',
      '02 done',
      '03 off',
      '04 missed',
      '05 frozen',
      '06 frozen',
      '07 done',
      '08 off',
      '09 skipped',
      '10 off',
      '11 missed',
      '12 off',
      '13 open',
      '14 off',
    ]);
    expect(days[1]).toEqual({ date: '2026-03-02', value: 2, entries: 1, state: 'done' });
    expect(days[2]).toEqual({ date: '2026-03-03', value: null, entries: 0, state: 'off' });
    expect(days[8]).toMatchObject({ value: null, entries: 0 });
  });

  it('knows of a week at its edge whether it was reached', async () => {
    const { id } = await world.add({ times: 2, period: 'week', startDate: '2026-02-02' });
    await world.logOn(id, ['2026-02-23', '2026-03-01', '2026-03-02']);

    const statesOf = async (from: string, to: string) =>
      (await world.calendarOf(id, { from, to })).days.map(({ state }) => state);

    expect(await statesOf('2026-02-26', '2026-02-28')).toEqual(['off', 'off', 'off']);
    expect(await statesOf('2026-03-07', '2026-03-08')).toEqual(['missed', 'missed']);
    expect(await statesOf('2026-03-11', '2026-03-13')).toEqual(['off', 'open', 'open']);
  });

  it('is refused for more than a year, and does not exist for others', async () => {
    const { id } = await world.add();
    const other = await signUp(world.app);

    await expect(world.calendarOf(id, { from: '2025-01-01', to: '2026-01-02' })).rejects.toThrow(
      InvalidError,
    );
    await expect(world.calendarOf(other.user.id)).rejects.toThrow(TrackerNotFound);
  });

  it('of a year has a level for each day', async () => {
    const { id } = await world.add({ targetValue: 4, startDate: '2026-03-01' });
    for (const [date, value] of [
      ['2026-03-01', 4],
      ['2026-03-02', 2],
      ['2026-03-03', 9],
    ] as const) {
      await world.logOn(id, [date], { value });
    }

    const { year, done, days } = await world.heatMapOf(id);

    expect([year, done, days.length]).toEqual([2026, 2, 365]);
    const march = days.filter(({ date }) => date >= '2026-03-01' && date <= '2026-03-04');
    expect(march).toEqual([
      { date: '2026-03-01', value: 4, entries: 1, state: 'done', level: 4 },
      { date: '2026-03-02', value: 2, entries: 1, state: 'missed', level: 2 },
      { date: '2026-03-03', value: 9, entries: 1, state: 'done', level: 4 },
      { date: '2026-03-04', value: null, entries: 0, state: 'missed', level: 0 },
    ]);
    const leap = await world.heatMapOf(id, 2024);
    expect([leap.days.length, leap.done, leap.days[0]!.date]).toEqual([366, 0, '2024-01-01']);
  });

  it('costs one statement, as a heat map and series do', async () => {
    const { id } = await world.add();
    await world.logOn(id, [TODAY]);
    const cost = (work: () => Promise<unknown>) => statementsDuring(world.app.databaseUrl, work);

    expect(await cost(() => world.calendars.calendar(world.actor, id, {}))).toBe(1);
    expect(await cost(() => world.calendars.heatMap(world.actor, id, 2025))).toBe(1);
    expect(await cost(() => world.pillars.of(world.actor, {}))).toBe(1);
  });
});
