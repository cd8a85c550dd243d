import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { limitStrengthOf } from './limit-strength.js';
import { isWithin, keptPeriods, limitOf, limitStreakOf, type Limit, type LimitHistory } from './limit.js';
import { periodOf } from './periods.js';

/** A Monday, as the first day of 1970 was a Thursday. */
const MONDAY = 4;
const NEVER: Limit = { amount: 0, period: 'day', weekStart: 'MO' };
const FOUR_A_WEEK: Limit = { amount: 4, period: 'week', weekStart: 'MO' };

/** Days from Monday on: a digit is what was logged, `s` is skipped. */
function historyOf(text: string, limit: Limit, begin = MONDAY): LimitHistory {
  const days = Array.from(text);
  const sums = days.flatMap((mark, i): [number, number][] =>
    /[1-9]/.test(mark) ? [[MONDAY + i, Number(mark)]] : [],
  );
  return {
    limit,
    sums: new Map(sums),
    isSkipped: (day) => days[day - MONDAY] === 's',
    schedule: { has: () => true, end: Infinity },
    begin,
  };
}

/** As SQL reads it on a day. */
function shownOn(history: LimitHistory, day: number): { current: number; longest: number } {
  const { from, kept, longest } = limitStreakOf(history, day + 400);
  const current = Array.from(kept.slice(0, Math.max(0, day - from))).filter((mark) => mark === '1').length;
  return { current, longest: Math.max(longest, current) };
}

/** As a person counts it: period by period that is over, and the present one only where it is broken. */
function countedOn(
  { limit, sums, isSkipped, begin }: LimitHistory,
  today: number,
): { current: number; longest: number } {
  const { period, weekStart } = limit;
  let current = 0;
  let longest = 0;
  for (let day = begin; day <= today;) {
    const span = period === 'day' ? { first: day, last: day } : periodOf(day, { period, weekStart });
    const days = Array.from({ length: span.last - span.first + 1 }, (_, i) => span.first + i);
    const open = days.filter((each) => !isSkipped(each) && each >= begin);
    const used = open.reduce((sum, each) => sum + (sums.get(each) ?? 0), 0);
    if (used > limit.amount) current = 0;
    else if (open.length > 0 && span.last < today) current += 1;
    longest = Math.max(longest, current);
    day = span.last + 1;
  }
  return { current, longest };
}

const limits = fc.record({
  amount: fc.nat(5),
  period: fc.constantFrom('day' as const, 'week' as const, 'month' as const),
  weekStart: fc.constantFrom('MO' as const, 'SU' as const, 'WE' as const),
});
const texts = fc
  .array(fc.constantFrom('0', '0', '0', '0', '1', '1', '3', 's'), { maxLength: 120 })
  .map((days) => days.join(''));

describe('limitOf', () => {
  const habit = { kind: 'habit', targetValue: null, times: null, period: null, weekStart: 'MO' } as const;

  it.each([
    [{}, 0, 'day'],
    [{ targetValue: 2 }, 2, 'day'],
    [{ times: 4, period: 'week' }, 4, 'week'],
    [{ times: 0, period: 'month' }, 0, 'month'],
    [{ times: 3, period: 'day', targetValue: 0.1 }, 0.3, 'day'],
  ] as const)('of %j is %d a %s', (given, amount, period) => {
    expect(limitOf({ ...habit, direction: 'down', ...given })).toMatchObject({ amount, period });
  });

  it('is none where more is better, or nothing is a habit', () => {
    expect(limitOf({ ...habit, direction: 'up' })).toBeNull();
    expect(limitOf({ ...habit, kind: 'number', direction: 'down' })).toBeNull();
  });
});

describe('the streak of a limit', () => {
  it('is 20 after 20 days with nothing logged', () => {
    expect(shownOn(historyOf('', NEVER), MONDAY + 20)).toEqual({ current: 20, longest: 20 });
    expect(shownOn(historyOf('', NEVER), MONDAY)).toEqual({ current: 0, longest: 0 });
  });

  it('ends with a broken day at once, and begins with the next', () => {
    const history = historyOf('00000100', NEVER);

    expect([4, 5, 6, 7].map((day) => shownOn(history, MONDAY + day))).toEqual([
      { current: 0, longest: 5 },
      { current: 0, longest: 5 },
      { current: 0, longest: 5 },
      { current: 1, longest: 5 },
    ]);
  });

  it('counts weeks within the limit, once they are over', () => {
    const weeks = '1010110' + '0000000' + '1111100' + '1111000';

    expect(shownOn(historyOf(weeks.slice(0, 14), FOUR_A_WEEK), MONDAY + 13)).toMatchObject({ current: 1 });
    expect(shownOn(historyOf(weeks.slice(0, 14), FOUR_A_WEEK), MONDAY + 14)).toMatchObject({ current: 2 });
    expect(shownOn(historyOf(weeks, FOUR_A_WEEK), MONDAY + 28)).toEqual({ current: 1, longest: 2 });
  });

  it('leaves skipped days out, and a week that is skipped from end to end', () => {
    expect(shownOn(historyOf('1111sss', FOUR_A_WEEK), MONDAY + 7)).toMatchObject({ current: 1 });
    expect(shownOn(historyOf('0000000sssssss0000000', FOUR_A_WEEK), MONDAY + 21)).toMatchObject({
      current: 2,
    });
    expect(shownOn(historyOf('00s00', NEVER), MONDAY + 5)).toMatchObject({ current: 4 });
  });

  it('is on every day what a person counts', () => {
    fc.assert(
      fc.property(limits, texts, fc.nat(200), fc.nat(10), (limit, text, later, late) => {
        const history = historyOf(text, limit, MONDAY + late);
        const started = {
          ...history,
          sums: new Map([...history.sums].filter(([day]) => day >= history.begin)),
        };
        const today = Math.max(MONDAY + text.length, history.begin) + later;
        expect(shownOn(started, today)).toEqual(countedOn(started, today));
      }),
      { numRuns: 1000 },
    );
  });

  it('has as many kept periods as its marks say', () => {
    fc.assert(
      fc.property(limits, texts, (limit, text) => {
        const history = historyOf(text, limit);
        const until = MONDAY + text.length + 31;
        const { marks } = keptPeriods(history, until);
        for (const [day, mark] of marks) if (mark === 'done') expect(isWithin(history, day)).toBe(true);
      }),
    );
  });
});

describe('the strength of a limit', () => {
  const strengthAfter = (history: LimitHistory, last: number, days: number): number => {
    const { values, fade } = limitStrengthOf(history, last);
    const known = values.length - 1;
    return 1 - (1 - values[Math.min(days, known)]!) * fade ** Math.max(0, days - known);
  };

  it('is half after 13 days of never, and falls with a slip', () => {
    expect(strengthAfter(historyOf('', NEVER), MONDAY - 1, 13)).toBeCloseTo(0.5, 12);
    expect(limitStrengthOf(historyOf('0'.repeat(13) + '1', NEVER), MONDAY + 13).values[0]).toBeLessThan(0.5);
  });

  it('lies between 0 and 1, and is never higher for more that was logged', () => {
    fc.assert(
      fc.property(limits, texts, fc.nat(), (limit, text, which) => {
        fc.pre(text.includes('0'));
        const days = Array.from(text);
        const free = days.flatMap((mark, i) => (mark === '0' ? [i] : []));
        const more = days.with(free[which % free.length]!, '3').join('');
        const score = (each: string): number =>
          limitStrengthOf(historyOf(each, limit), MONDAY + text.length).values[0]!;
        expect(score(text)).toBeGreaterThanOrEqual(0);
        expect(score(text)).toBeLessThanOrEqual(1);
        expect(score(more)).toBeLessThanOrEqual(score(text) + 1e-12);
      }),
    );
  });

  it('is for every later day what it would be if somebody had looked each day', () => {
    fc.assert(
      fc.property(limits, texts, fc.nat(100), (limit, text, later) => {
        const history = historyOf(text, limit);
        const last = MONDAY + text.length;
        const looked = limitStrengthOf(history, last + later).values[0]!;
        expect(strengthAfter(history, last, later)).toBeCloseTo(looked, 9);
      }),
    );
  });
});
