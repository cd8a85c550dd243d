import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { strengthOf, type Frequency, type Strength } from './strength.js';

const DAILY: Frequency = { times: 1, days: 1 };
const THREE_A_WEEK: Frequency = { times: 3, days: 7 };

/** `d` done, `h` half done, `s` skipped, `f` frozen. */
function strength(text: string, frequency: Frequency): Strength | null {
  const days = Array.from(text);
  const credits = new Map(days.map((mark, day) => [day, mark === 'd' ? 1 : mark === 'h' ? 0.5 : 0]));
  const isSkipped = (day: number): boolean => days[day] === 's';
  const isFrozen = (day: number): boolean => days[day] === 'f';
  return strengthOf({ credits, isSkipped, isFrozen, last: days.length - 1 }, frequency);
}

function scoreOf(text: string, frequency: Frequency): number {
  return strength(text, frequency)?.values[0] ?? 0;
}

/** The score so many days later, by what is kept, as SQL reads it. */
function strengthAfter({ values, fade }: Strength, days: number): number {
  const last = values.length - 1;
  return values[Math.min(days, last)]! * fade ** Math.max(0, days - last);
}

const history = fc.array(fc.constantFrom('d', 'd', 'h', 's', 'f', '-'), { minLength: 1, maxLength: 120 });
const frequency = fc.constantFrom<Frequency>(
  DAILY,
  THREE_A_WEEK,
  { times: 2, days: 3 },
  { times: 5, days: 7 },
  { times: 1, days: 30 },
);

describe('strengthOf', () => {
  // Worked out by a script of its own from the published formula.
  it.each<[string, Frequency, string, number[]]>([
    [
      'every day',
      DAILY,
      'dddd-dds--ddd-d',
      [
        0.0519, 0.1011, 0.1478, 0.1921, 0.1821, 0.2246, 0.2648, 0.2648, 0.2511, 0.238, 0.2776, 0.3151, 0.3507,
        0.3325, 0.3671,
      ],
    ],
    [
      'three of seven days',
      THREE_A_WEEK,
      'd--d--dd-ssd---d--dd',
      [
        0.0057, 0.0112, 0.0166, 0.0274, 0.0379, 0.0481, 0.0636, 0.0843, 0.1042, 0.1281, 0.1511, 0.1803,
        0.2084, 0.2355, 0.2549, 0.2805, 0.3051, 0.3221, 0.3454, 0.3678,
      ],
    ],
    [
      'once in thirty days',
      { times: 1, days: 30 },
      'd-------------d-----',
      [
        0.0048, 0.0096, 0.0144, 0.0191, 0.0238, 0.0284, 0.0329, 0.0375, 0.0419, 0.0464, 0.0508, 0.0551,
        0.0594, 0.0637, 0.0728, 0.0818, 0.0907, 0.0995, 0.1082, 0.1168,
      ],
    ],
  ])('has on each day the value that the formula gives for %s', (_, asked, days, values) => {
    const scores = values.map((_value, day) => scoreOf(days.slice(0, day + 1), asked));

    expect(scores.map((score) => Math.round(score * 1e4) / 1e4)).toEqual(values);
  });

  it('is by hand: half of the way to 1 after 13 days in a row, a half-done day half a step', () => {
    expect(scoreOf('d'.repeat(13), DAILY)).toBeCloseTo(0.5, 12);
    expect(scoreOf('h', DAILY)).toBeCloseTo(0.5 * (1 - 0.5 ** (1 / 13)), 12);
    expect(scoreOf('d'.repeat(13) + '-'.repeat(13), DAILY)).toBeCloseTo(0.25, 12);
  });

  it('comes to two thirds for what is done twice of three times a week for years', () => {
    expect(scoreOf('d--d---'.repeat(5 * 52), THREE_A_WEEK)).toBeCloseTo(2 / 3, 3);
  });

  it('is nothing before anything was done', () => {
    expect(strength('-s-', DAILY)).toBeNull();
    const never = (): boolean => false;
    expect(strengthOf({ credits: new Map(), isSkipped: never, isFrozen: never, last: -1 }, DAILY)).toBeNull();
  });

  it('lies between 0 and 1', () => {
    fc.assert(
      fc.property(history, frequency, (days, asked) => {
        const score = scoreOf(days.join(''), asked);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
      }),
      { numRuns: 500 },
    );
  });

  it('never falls where a day more is done', () => {
    fc.assert(
      fc.property(history, frequency, fc.nat(), (days, asked, which) => {
        const missed = days.flatMap((mark, day) => (mark === '-' || mark === 'h' ? [day] : []));
        fc.pre(missed.length > 0);
        const more = days.with(missed[which % missed.length]!, 'd');
        expect(scoreOf(more.join(''), asked)).toBeGreaterThanOrEqual(scoreOf(days.join(''), asked) - 1e-12);
      }),
      { numRuns: 500 },
    );
  });

  it('is what it would be if frozen days had not been', () => {
    fc.assert(
      fc.property(history, frequency, (days, asked) => {
        const without = days.filter((mark) => mark !== 'f');
        expect(scoreOf(days.join(''), asked)).toBeCloseTo(scoreOf(without.join(''), asked), 12);
      }),
      { numRuns: 500 },
    );
  });

  it('rests on skipped days of a daily habit', () => {
    expect(scoreOf('ddsssd', DAILY)).toBeCloseTo(scoreOf('ddd', DAILY), 12);
  });

  it('never falls on a skipped day', () => {
    fc.assert(
      fc.property(history, frequency, (days, asked) => {
        const skipped = scoreOf(`${days.join('')}s`, asked);
        expect(skipped).toBeGreaterThanOrEqual(scoreOf(days.join(''), asked) - 1e-12);
      }),
      { numRuns: 500 },
    );
  });

  it('is never lower for a missed day that was skipped, on that day and on every later one', () => {
    fc.assert(
      fc.property(history, frequency, fc.nat(), fc.nat(100), (days, asked, which, later) => {
        const missed = days.flatMap((mark, day) => (mark === '-' ? [day] : []));
        fc.pre(missed.length > 0);
        const skipped = days.with(missed[which % missed.length]!, 's');
        const after = (text: readonly string[]): number => scoreOf(text.join('') + '-'.repeat(later), asked);
        expect(after(skipped)).toBeGreaterThanOrEqual(after(days) - 1e-12);
      }),
      { numRuns: 1000 },
    );
  });

  it('of five times a week is as high with a skipped day as with a fifth that was done', () => {
    const year = 'ddddd--'.repeat(52);
    const five: Frequency = { times: 5, days: 7 };

    expect(scoreOf(`${year}dddsd--`, five)).toBe(scoreOf(`${year}ddddd--`, five));
    expect(scoreOf(`${year}ddd-d--`, five)).toBeLessThan(scoreOf(`${year}dddsd--`, five));
  });

  it('is by the plain formula without skipped days', () => {
    const plain = fc.array(fc.constantFrom('d', 'd', 'h', '-'), { minLength: 1, maxLength: 120 });
    fc.assert(
      fc.property(plain, frequency, (days, asked) => {
        const text = days.join('');
        expect(scoreOf(text, asked)).toBeCloseTo(plainScore(text, asked), 12);
      }),
      { numRuns: 500 },
    );
  });
});

/** The published formula, day by day over the last days. */
function plainScore(text: string, { times, days }: Frequency): number {
  const doubled = times < days ? 2 : 1;
  const fade = 0.5 ** (Math.sqrt(times / days) / 13);
  return Array.from(text).reduce((score, _mark, day) => {
    const last = text.slice(Math.max(0, day - doubled * days + 1), day + 1);
    const done = Array.from(last).reduce((sum, mark) => sum + (mark === 'd' ? 1 : mark === 'h' ? 0.5 : 0), 0);
    return score * fade + (1 - fade) * Math.min(1, done / (doubled * times));
  }, 0);
}

it('what is kept of a strength tells it for every later day, as if somebody had looked each day', () => {
  fc.assert(
    fc.property(history, frequency, fc.nat(100), (days, asked, later) => {
      const kept = strength(days.join(''), asked);
      const looked = scoreOf(days.join('') + '-'.repeat(later), asked);
      expect(kept ? strengthAfter(kept, later) : 0).toBeCloseTo(looked, 12);
    }),
    { numRuns: 500 },
  );
});
