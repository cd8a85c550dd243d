import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Schedule } from './schedule.js';
import { streakOf, type DayMark, type Streak } from './streak.js';

const SPAN = 60;

const everyDay: Schedule = { has: () => true, end: Infinity };

function onDays(days: Iterable<number>, end = SPAN): Schedule {
  const set = new Set(days);
  return { has: (day) => set.has(day), end };
}

function marksOf(text: string): Map<number, DayMark> {
  const marks = new Map<number, DayMark>();
  for (const [day, mark] of Array.from(text).entries()) {
    if (mark === 'd') marks.set(day, 'done');
    if (mark === 's') marks.set(day, 'skipped');
  }
  return marks;
}

/** The streak as a person counts it on a day: backwards from it, over scheduled days, until one was missed. */
function countedBackwards(marks: ReadonlyMap<number, DayMark>, schedule: Schedule, today: number): number {
  let count = 0;
  for (let day = today; day >= 0; day -= 1) {
    if (!schedule.has(day) || marks.get(day) === 'skipped') continue;
    if (marks.get(day) === 'done') count += 1;
    else if (day !== today) break;
  }
  return count;
}

const shownOn = ({ length, nextDueOn }: Streak, today: number): number =>
  nextDueOn !== null && nextDueOn < today ? 0 : length;

const history = fc.record({
  marks: fc
    .array(fc.constantFrom('d', 'd', 'd', 's', '-'), { maxLength: SPAN })
    .map((days) => marksOf(days.join(''))),
  schedule: fc.oneof(
    fc.constant(everyDay),
    fc.uniqueArray(fc.integer({ min: 0, max: SPAN - 1 })).map((days) => onDays(days)),
    fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }).map((weekdays): Schedule => ({
      has: (day) => weekdays.includes(day % 7),
      end: SPAN,
    })),
  ),
});

describe('streakOf', () => {
  it('is on every day what counting backwards from that day gives', () => {
    fc.assert(
      fc.property(history, fc.nat(SPAN), ({ marks, schedule }, later) => {
        const streak = streakOf(marks, schedule, 0);
        const today = Math.max(...marks.keys(), 0) + later;
        expect(shownOn(streak, today)).toBe(countedBackwards(marks, schedule, today));
      }),
      { numRuns: 2000 },
    );
  });

  it('has as its longest the longest that any day has shown', () => {
    fc.assert(
      fc.property(history, ({ marks, schedule }) => {
        const upTo = (day: number) => new Map([...marks].filter(([marked]) => marked <= day));
        const shown = Array.from({ length: SPAN }, (_, day) => countedBackwards(upTo(day), schedule, day));
        expect(streakOf(marks, schedule, 0).longest).toBe(Math.max(...shown));
      }),
      { numRuns: 500 },
    );
  });

  it('names as next the first scheduled day after the run that is neither done nor skipped', () => {
    fc.assert(
      fc.property(history, ({ marks, schedule }) => {
        const { through, nextDueOn } = streakOf(marks, schedule, 0);
        const days = Array.from({ length: 2 * SPAN }, (_, day) => day);
        const open = days.find(
          (day) => day > (through ?? -1) && day < schedule.end && schedule.has(day) && !marks.has(day),
        );
        expect(nextDueOn).toBe(open ?? null);
      }),
      { numRuns: 500 },
    );
  });

  it('is the same with any number of skipped days put in between', () => {
    const days = fc.array(fc.constantFrom('d', 'd', 'd', '-'), { maxLength: SPAN });
    const places = fc.array(fc.record({ at: fc.nat(SPAN), days: fc.integer({ min: 1, max: 9 }) }), {
      maxLength: 5,
    });
    fc.assert(
      fc.property(days, places, (marks, skips) => {
        const skipped: string[] = [...marks];
        for (const { at, days: count } of skips) {
          skipped.splice(Math.min(at, skipped.length), 0, ...Array<string>(count).fill('s'));
        }
        const { length, longest } = streakOf(marksOf(marks.join('')), everyDay, 0);
        expect(streakOf(marksOf(skipped.join('')), everyDay, 0)).toMatchObject({ length, longest });
      }),
      { numRuns: 500 },
    );
  });

  it('bridges skipped days without counting them', () => {
    expect(streakOf(marksOf('ddssd'), everyDay, 0)).toEqual({
      length: 3,
      through: 4,
      longest: 3,
      nextDueOn: 5,
    });
  });

  it('does not count days off, even when something was done on them', () => {
    const weekdays = onDays([0, 2, 4]);

    expect(streakOf(marksOf('ddddd'), weekdays, 0)).toEqual({
      length: 3,
      through: 4,
      longest: 3,
      nextDueOn: null,
    });
  });

  it('is nothing where nothing was done, and the first day is due', () => {
    expect(streakOf(marksOf('s'), everyDay, 0)).toEqual({
      length: 0,
      through: null,
      longest: 0,
      nextDueOn: 1,
    });
  });
});
