import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Actor } from '../../../src/common/auth/actor.js';
import { addDays, parseLocalDate, type LocalDate } from '../../../src/common/time/local-date.js';
import { occurrenceDates } from '../../../src/common/time/recurrence/occurrence-dates.js';
import { parseDateRule } from '../../../src/common/time/recurrence/parse.js';
import type { EntryView } from '../../../src/modules/widgets/types/tracker/tracker.contract.js';
import { buildTracker } from '../../factories/trackers.js';
import { TrackerWorld } from './tracker-world.js';

const NOW = '2026-03-12T18:00:00Z';
const TODAY = parseLocalDate('2026-03-12'); // a Thursday
const DAYS = 21;
const FIRST = addDays(TODAY, 1 - DAYS);

const day = (offset: number): LocalDate => addDays(TODAY, offset);

describe('the streak of a habit', () => {
  let world: TrackerWorld;

  TrackerWorld.forTests(NOW, (started) => {
    world = started;
  });

  async function streakOf(trackerId: string, actor?: Actor) {
    const { current, longest, isAtRisk } = (await world.statsOf(trackerId, actor ? { actor } : {})).streak;
    return { current, longest, isAtRisk };
  }

  it('goes on with each day, and is at risk while today is open', async () => {
    const { id } = await world.add();
    await world.logOn(id, [day(-3), day(-2), day(-1)]);
    expect(await streakOf(id)).toEqual({ current: 3, longest: 3, isAtRisk: true });

    await world.logOn(id, [TODAY]);

    expect(await streakOf(id)).toEqual({ current: 4, longest: 4, isAtRisk: false });
  });

  it('breaks by the passing of days, without anybody doing anything', async () => {
    const { id, widgetId } = await world.add();
    await world.logOn(id, [day(-1), TODAY]);

    const shown = async (date: LocalDate) => (await world.shownOn(widgetId, date)).trackers[0]!.streak;
    expect(await shown(TODAY)).toEqual({ current: 2, longest: 2, isAtRisk: false });
    expect(await shown(day(1))).toEqual({ current: 2, longest: 2, isAtRisk: true });
    expect(await shown(day(2))).toEqual({ current: 0, longest: 2, isAtRisk: false });
    expect(await world.attentionOn(widgetId, day(1))).toMatchObject({ due: 1, streak_at_risk: 2 });
    expect(await world.attentionOn(widgetId, day(2))).toMatchObject({ due: 1, streak_at_risk: 0 });
  });

  it('goes by the rule: days off neither break nor extend it', async () => {
    const { id, widgetId } = await world.add({ rrule: 'FREQ=WEEKLY;BYDAY=MO,WE,FR' });

    await world.logOn(id, [
      '2026-03-04',
      '2026-03-06',
      '2026-03-07',
      '2026-03-09',
      '2026-03-11',
      '2026-03-12',
    ]);

    expect(await streakOf(id)).toEqual({ current: 4, longest: 4, isAtRisk: false });
    expect((await world.shownOn(widgetId, '2026-03-13')).trackers[0]).toMatchObject({
      today: { isScheduled: true, isDue: true },
      streak: { current: 4, isAtRisk: true },
    });
    expect((await world.shownOn(widgetId, '2026-03-14')).trackers[0]).toMatchObject({
      today: { isScheduled: false, isDue: false },
      streak: { current: 0 },
    });
    expect(await world.attentionOn(widgetId, '2026-03-15')).toMatchObject({ due: 0, streak_at_risk: 0 });
    expect(await world.attentionOn(widgetId, '2026-03-16')).toMatchObject({ due: 1, streak_at_risk: 0 });
  });

  it('is bridged by a skipped day, and today can be skipped as well', async () => {
    const { id, widgetId } = await world.add();
    await world.logOn(id, [day(-3), day(-1)]);
    expect(await streakOf(id)).toEqual({ current: 1, longest: 1, isAtRisk: false });

    await world.logOn(id, [day(-2), TODAY], { isSkip: true });

    expect(await streakOf(id)).toEqual({ current: 2, longest: 2, isAtRisk: false });
    expect((await world.shownOn(widgetId, TODAY)).trackers[0]!.today).toMatchObject({
      value: null,
      isScheduled: true,
      isDue: false,
      isDone: false,
      isSkipped: true,
    });
  });

  it('needs the whole target of a day, in as many entries as one likes, and counts as people do', async () => {
    const { id } = await world.add({ targetValue: 0.8, unit: 'l' });
    await world.logOn(id, [day(-1)], { value: 0.1 });
    expect(await streakOf(id)).toMatchObject({ current: 0 });

    await world.logOn(id, [day(-1)], { value: 0.7 });

    expect(await streakOf(id)).toMatchObject({ current: 1 });
  });

  it('of a limit counts the days that are over with no more than it, and those with nothing', async () => {
    const { id } = await world.add({ direction: 'down', targetValue: 2, startDate: day(-4) });
    await world.logOn(id, [day(-3)], { value: 2 });
    expect(await streakOf(id)).toEqual({ current: 4, longest: 4, isAtRisk: false });

    await world.logOn(id, [day(-2)], { value: 2.5 });
    expect(await streakOf(id)).toEqual({ current: 1, longest: 2, isAtRisk: false });
    await world.logOn(id, [TODAY, TODAY, TODAY], { value: 1 });

    expect(await streakOf(id)).toEqual({ current: 0, longest: 2, isAtRisk: false });
  });

  it('of numbers and marks is by their rule, and there is none without one', async () => {
    const weight = await world.add({ kind: 'number', rrule: 'FREQ=WEEKLY;BYDAY=TH' });
    const mood = await world.add({ kind: 'scale' });
    await world.logOn(weight.id, [day(-14), day(-7), TODAY], { value: 80 });
    await world.logOn(mood.id, [day(-1), TODAY], { value: 4 });

    expect(await streakOf(weight.id)).toEqual({ current: 3, longest: 3, isAtRisk: false });
    expect(await streakOf(mood.id)).toEqual({ current: 0, longest: 0, isAtRisk: false });
    expect(await world.attentionOn(mood.widgetId, day(1))).toMatchObject({ due: 0 });
  });

  it('is found anew when goal, rule or start change', async () => {
    const { id } = await world.add();
    await world.logOn(id, [day(-4), day(-3), day(-1), TODAY]);

    const after = async (changes: Parameters<typeof world.trackers.update>[2]) => {
      await world.trackers.update(world.actor, id, changes);
      return streakOf(id);
    };

    expect(await after({ targetValue: 2 })).toEqual({ current: 0, longest: 0, isAtRisk: false });
    expect(await after({ targetValue: 1 })).toEqual({ current: 2, longest: 2, isAtRisk: false });
    expect(await after({ rrule: 'FREQ=WEEKLY;BYDAY=SU,MO,WE,TH' })).toEqual({
      current: 4,
      longest: 4,
      isAtRisk: false,
    });
    expect(await after({ rrule: 'FREQ=DAILY;INTERVAL=3', startDate: day(-4) })).toMatchObject({ current: 2 });
    expect(await after({ rrule: null })).toEqual({ current: 2, longest: 2, isAtRisk: false });
  });

  it('lasts a day of 25 hours as one day', async () => {
    const newYork = world.actorWith({ timeZone: 'America/New_York' });
    world.clock.set('2014-11-02T04:30:00Z');
    const { id } = await world.add();
    const at = (moment: string) => {
      world.clock.set(moment);
      return streakOf(id, newYork);
    };
    await world.entries.log(newYork, id, { loggedAt: new Date('2014-11-01T16:00:00Z') });
    await world.entries.log(newYork, id, {});

    expect(await at('2014-11-02T06:30:00Z')).toEqual({ current: 2, longest: 2, isAtRisk: false });
    expect(await at('2014-11-03T04:59:59Z')).toEqual({ current: 2, longest: 2, isAtRisk: false });
    expect(await at('2014-11-03T05:00:00Z')).toEqual({ current: 2, longest: 2, isAtRisk: false });
    expect(await at('2014-11-03T23:30:00Z')).toEqual({ current: 2, longest: 2, isAtRisk: true });
  });

  it('counts what is done after midnight for a day that ends later', async () => {
    const owl = world.actorWith({ timeZone: 'America/Los_Angeles', dayStart: '04:00' });
    world.clock.set('2013-05-20T07:30:00Z');
    const { id } = await world.trackers.create(owl, await world.addWidget(), buildTracker());
    await world.entries.log(owl, id, { loggedAt: new Date('2013-05-19T06:00:00Z') });
    expect(await streakOf(id, owl)).toMatchObject({ current: 1, isAtRisk: false });

    const entry = await world.entries.log(owl, id, {});

    expect(entry.localDate).toBe('2013-05-19');
    expect(await streakOf(id, owl)).toEqual({ current: 2, longest: 2, isAtRisk: false });
  });

  it('closes no date twice and loses none on a journey around the world', async () => {
    const { id } = await world.add();
    const zones = [
      'Pacific/Kiritimati',
      'Pacific/Honolulu',
      'Europe/Berlin',
      'Pacific/Pago_Pago',
      'Asia/Tokyo',
    ];
    for (const [i, timeZone] of zones.entries()) {
      const loggedAt = new Date(`${day(i - zones.length)}T12:00:00Z`);
      const localDate = day(i - zones.length);
      await world.entries.log(world.actorWith({ timeZone }), id, { loggedAt, localDate });
    }

    expect(await streakOf(id)).toEqual({ current: 5, longest: 5, isAtRisk: true });
  });

  it('is right whatever is logged, changed and deleted in whatever order', async () => {
    const rules = [
      null,
      'FREQ=WEEKLY;BYDAY=MO,WE,FR',
      'FREQ=DAILY;INTERVAL=2',
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH,SA',
      'FREQ=MONTHLY;BYMONTHDAY=1,5,10,12',
      'FREQ=DAILY;COUNT=9',
    ];
    const change = fc.record({
      on: fc.nat(DAYS - 1),
      kind: fc.constantFrom('log', 'log', 'log', 'skip', 'move', 'delete'),
      value: fc.constantFrom(1, 2),
      which: fc.nat(),
    });
    const habit = fc.record({
      rrule: fc.constantFrom(...rules),
      targetValue: fc.constantFrom(null, 2),
      direction: fc.constantFrom('up' as const, 'down' as const),
      startsOn: fc.nat(DAYS - 1),
    });

    await fc.assert(
      fc.asyncProperty(habit, fc.array(change, { minLength: 1, maxLength: 25 }), async (given, changes) => {
        const { startsOn, ...rest } = given;
        const startDate = addDays(FIRST, startsOn);
        const tracker = await world.add({ ...rest, startDate });
        const entries: EntryView[] = [];
        const add = (entry: EntryView): void => {
          // A second tick or skip of a day gives the first one.
          if (!entries.some(({ id }) => id === entry.id)) entries.push(entry);
        };
        for (const { on, kind, value, which } of changes) {
          const loggedAt = new Date(`${addDays(FIRST, on)}T12:00:00Z`);
          const target = entries[which % Math.max(entries.length, 1)];
          if (kind === 'log') add(await world.entries.log(world.actor, tracker.id, { loggedAt, value }));
          else if (kind === 'skip')
            add(await world.entries.log(world.actor, tracker.id, { loggedAt, isSkip: true }));
          else if (target && kind === 'move')
            entries[entries.indexOf(target)] = await world.entries.update(world.actor, target.id, {
              loggedAt,
            });
          else if (target) {
            await world.entries.remove(world.actor, target.id);
            entries.splice(entries.indexOf(target), 1);
          }
        }

        const shown = (await world.shownOn(tracker.widgetId, TODAY)).trackers[0]!;
        const stats = await world.statsOf(tracker.id);
        const expected = countByHand(entries, { ...rest, startDate });
        expect({ current: shown.streak.current, longest: shown.streak.longest }).toEqual(expected);
        expect(stats.streak).toMatchObject({ ...shown.streak });
        expect(shown.today).toMatchObject({ ...stats.today });
      }),
      { numRuns: 60 },
    );
  }, 120_000);
});

interface Habit {
  readonly rrule: string | null;
  readonly targetValue: number | null;
  readonly direction: 'up' | 'down';
  readonly startDate: LocalDate;
}

/** Counts a streak as a person would with a calendar, a list of what was logged, and a pencil. */
function countByHand(
  entries: readonly EntryView[],
  { rrule, targetValue, direction, startDate }: Habit,
): { current: number; longest: number } {
  let current = 0;
  let longest = 0;
  const begin = entries.reduce((first, { localDate }) => (localDate < first ? localDate : first), startDate);
  for (let date = FIRST; date <= TODAY; date = addDays(date, 1)) {
    if (rrule !== null && !isDueBy(rrule, startDate, date)) continue;
    const ofDay = entries.filter(({ localDate }) => localDate === date);
    const values = ofDay.flatMap(({ value }) => (value === null ? [] : [value]));
    const sum = values.reduce((total, value) => total + value, 0);
    if (direction === 'down') {
      if (begin > date || ofDay.some(({ isSkip }) => isSkip)) continue;
      if (sum > (targetValue ?? 0)) current = 0;
      else if (date < TODAY) current += 1;
      longest = Math.max(longest, current);
      continue;
    }
    if (values.length > 0 && sum >= (targetValue ?? 1)) current += 1;
    else if (!ofDay.some(({ isSkip }) => isSkip) && date !== TODAY) current = 0;
    longest = Math.max(longest, current);
  }
  return { current, longest };
}

function isDueBy(rrule: string, startDate: LocalDate, date: LocalDate): boolean {
  const rule = parseDateRule(rrule);
  // A series that is not counted had the same days before its start: 12 weeks earlier it begins in the same phase.
  const start = rule.count === null ? addDays(startDate, -84) : startDate;
  return (
    occurrenceDates({ rule, start }, { from: date, before: addDays(date, 1), limit: 1 }).dates.length > 0
  );
}
