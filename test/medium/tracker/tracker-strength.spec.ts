import { describe, expect, it } from '@jest/globals';
import { addDays, parseLocalDate, type LocalDate } from '../../../src/common/time/local-date.js';
import { TrackerWorld } from './tracker-world.js';

const NOW = '2026-03-12T18:00:00Z';
const TODAY = parseLocalDate('2026-03-12');

/** As it is shown. */
const rounded = (strength: number): number => Math.round(100 * strength) / 100;

const day = (offset: number): LocalDate => addDays(TODAY, offset);
const days = (...offsets: number[]): LocalDate[] => offsets.map(day);

describe('the strength of a habit', () => {
  let world: TrackerWorld;

  TrackerWorld.forTests(NOW, (started) => {
    world = started;
  });

  async function shown(widgetId: string, date: LocalDate = TODAY) {
    return (await world.shownOn(widgetId, date)).trackers[0]!;
  }

  it('is the same on the board and in the stats, and fades by itself', async () => {
    const { id, widgetId } = await world.add({ startDate: day(-3) });
    await world.logOn(id, days(-3, -2, -1));
    const m = 0.5 ** (1 / 13);
    const three = 1 - m ** 3;

    expect((await world.statsOf(id)).strength).toBe(rounded(three * m));
    expect((await shown(widgetId)).strength).toBe(rounded(three * m));
    expect((await shown(widgetId, day(9))).strength).toBe(rounded(three * m ** 10));
    expect((await shown(widgetId, day(-2))).strength).toBeNull();
    await world.logOn(id, [TODAY]);
    expect((await world.statsOf(id)).strength).toBe(rounded(1 - m ** 4));
  });

  it('is gone after many years in which nothing was done', async () => {
    const { id, widgetId } = await world.add({ startDate: '2016-03-13' });
    await world.logOn(id, ['2016-03-13']);
    await world.logOn(id, [day(-1)], { value: 0 });

    expect((await world.statsOf(id)).strength).toBe(0);
    expect((await shown(widgetId, parseLocalDate('9999-12-31'))).strength).toBe(0);
  });

  it('is two thirds where three times a week is done on two days', async () => {
    const mondays = Array.from({ length: 80 }, (_, i) => addDays(parseLocalDate('2024-08-26'), 7 * i));
    const { id, widgetId } = await world.add({ times: 3, period: 'week', startDate: '2024-08-26' });
    const values = mondays.flatMap((monday) => [monday, addDays(monday, 3)]);
    await world.logOn(id, values);

    const sunday = addDays(mondays.at(-1)!, 6);
    expect((await shown(widgetId, sunday)).strength).toBeGreaterThan(0.647);
    expect((await shown(widgetId, sunday)).strength).toBeLessThan(0.687);
    expect((await world.statsOf(id)).streak).toMatchObject({ current: 0, longest: 0 });
  });

  it('rests while the habit is frozen', async () => {
    const given = { startDate: day(-3), times: 3, period: 'week' } as const;
    const { id, widgetId } = await world.add(given);
    const restless = await world.add(given);
    for (const tracker of [id, restless.id]) await world.logOn(tracker, days(-3, -1));
    const before = (await shown(widgetId, day(-1))).strength!;

    await world.trackers.update(world.actor, id, { freezes: [{ from: TODAY, to: day(20) }] });

    expect((await shown(widgetId, day(20))).strength).toBe(before);
    expect((await shown(widgetId, day(25))).strength).toBe((await shown(restless.widgetId, day(4))).strength);
  });

  it('goes by the part of a day that was done', async () => {
    const { id } = await world.add({ targetValue: 8 });
    const limit = await world.add({ targetValue: 4, direction: 'down' });
    const never = await world.add({ direction: 'down' });
    await world.logOn(id, [TODAY], { value: 2 });
    await world.logOn(limit.id, [TODAY], { value: 5 });
    await world.logOn(never.id, [TODAY], { value: 1 });
    const step = 1 - 0.5 ** (1 / 13);

    expect((await world.statsOf(id)).strength).toBe(rounded(step / 4));
    expect((await world.statsOf(limit.id)).strength).toBe(rounded(step * 0.75));
    expect((await world.statsOf(never.id)).strength).toBe(0);
  });

  it('of a limit grows with each day that is over, and rests while it is frozen', async () => {
    const { id, widgetId } = await world.add({ direction: 'down', startDate: day(-20) });
    const m = 0.5 ** (1 / 13);
    expect((await world.statsOf(id)).strength).toBe(rounded(1 - m ** 20));

    await world.logOn(id, [day(-5)]);
    expect((await world.statsOf(id)).strength).toBe(rounded(1 - (1 - (1 - m ** 15) * m) * m ** 4));
    await world.trackers.update(world.actor, id, { freezes: [{ from: TODAY, to: day(9) }] });
    expect((await shown(widgetId, day(10))).strength).toBe((await shown(widgetId, TODAY)).strength);
    expect((await shown(widgetId, day(11))).strength).toBeGreaterThan(
      (await shown(widgetId, TODAY)).strength!,
    );
  });

  it('is none of what is not scheduled', async () => {
    const { id } = await world.add({ kind: 'number' });
    await world.logOn(id, [TODAY], { value: 1 });

    expect((await world.statsOf(id)).strength).toBeNull();
  });
});
