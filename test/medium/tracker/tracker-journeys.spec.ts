import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { TrackerWorld } from './tracker-world.js';

const NOW = '2026-03-12T18:00:00Z';

describe('a habit on a journey', () => {
  let world: TrackerWorld;

  TrackerWorld.forTests(NOW, (started) => {
    world = started;
  });

  async function streakOf(trackerId: string) {
    const { current, longest } = (await world.statsOf(trackerId)).streak;
    return { current, longest };
  }

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
