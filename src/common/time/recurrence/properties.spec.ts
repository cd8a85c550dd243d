import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromLocalSeconds, toLocalSeconds } from '../local-date-time.js';
import { formatRule } from './format.js';
import { nextOccurrence, occurrences, previousOccurrence, type Occurrence } from './occurrences.js';
import { parseRule } from './parse.js';
import type { Recurrence } from './recurrence.js';
import { PERIOD_SECONDS, WEEKDAY_CODES, type Frequency } from './rule.js';

const ZONES = ['UTC', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia', 'Africa/Casablanca'];
const MANY = 5_000;

const some = <T>(values: fc.Arbitrary<T>, maxLength: number): fc.Arbitrary<T[]> =>
  fc.uniqueArray(values, { minLength: 1, maxLength });
const signed = (max: number): fc.Arbitrary<number> =>
  fc.integer({ min: -max, max }).filter((number) => number !== 0);
const weekday = fc.constantFrom(...WEEKDAY_CODES);
const numberedWeekday = fc.tuple(signed(5), weekday).map(([ordinal, code]) => `${ordinal}${code}`);

/** The BY parts that a frequency may have, each there or not. */
function partsOf(frequency: Frequency): fc.Arbitrary<Record<string, (string | number)[] | undefined>> {
  const isYearly = frequency === 'YEARLY';
  const mayBeNumbered = isYearly || frequency === 'MONTHLY';
  return fc.record(
    {
      BYMONTH: some(fc.integer({ min: 1, max: 12 }), 6),
      BYHOUR: some(fc.integer({ min: 0, max: 23 }), 3),
      BYMINUTE: some(fc.integer({ min: 0, max: 59 }), 3),
      BYDAY: some<string>(mayBeNumbered ? fc.oneof(weekday, numberedWeekday) : weekday, 4),
      ...(frequency === 'WEEKLY' ? {} : { BYMONTHDAY: some(signed(31), 8) }),
      ...(isYearly ? { BYYEARDAY: some(signed(366), 30) } : {}),
    },
    { requiredKeys: [] },
  );
}

const anyFrequency = fc.constantFrom<Frequency>(
  'YEARLY',
  'MONTHLY',
  'WEEKLY',
  'DAILY',
  'HOURLY',
  'MINUTELY',
  'SECONDLY',
);
const anyRuleText = anyFrequency.chain((frequency) =>
  fc
    .tuple(fc.integer({ min: 1, max: 5 }), partsOf(frequency), some(signed(4), 2), weekday, fc.boolean())
    .map(([interval, parts, positions, weekStart, isPicked]) => {
      const listed = Object.entries(parts).flatMap(([name, values]) =>
        values ? [`${name}=${values.join()}`] : [],
      );
      const picked = isPicked && listed.length > 0 ? [`BYSETPOS=${positions.join()}`] : [];
      return [`FREQ=${frequency}`, `INTERVAL=${interval}`, ...listed, ...picked, `WKST=${weekStart}`].join(
        ';',
      );
    }),
);
const anyStart = fc
  .integer({ min: Date.parse('2005-01-01') / 1_000, max: Date.parse('2030-01-01') / 1_000 })
  .map(fromLocalSeconds);
const anySeries = fc.record({
  rule: anyRuleText.map(parseRule),
  start: anyStart,
  timeZone: fc.constantFrom(...ZONES),
});

/** Instants after the start, as many periods of the rule as the numbers say. */
const instantAfter = ({ rule, start }: Recurrence, periods: number): Date =>
  new Date((toLocalSeconds(start) + periods * rule.interval * PERIOD_SECONDS[rule.frequency]) * 1_000);
const within = (series: Recurrence, from: Date, before: Date): readonly Occurrence[] => {
  const found = occurrences(series, { from, before, limit: MANY });
  fc.pre(!found.truncated);
  return found.occurrences;
};
const times = (found: readonly Occurrence[]): number[] => found.map(({ at }) => at.getTime());
const period = fc.integer({ min: -2, max: 40 });

describe('any series', () => {
  it('is in the order of its instants, none twice and none before the start', () => {
    fc.assert(
      fc.property(anySeries, period, (series, end) => {
        const found = within(series, instantAfter(series, -5), instantAfter(series, end));

        expect(times(found)).toEqual([...new Set(times(found))].sort((a, b) => a - b));
        for (const { local } of found)
          expect(toLocalSeconds(local)).toBeGreaterThanOrEqual(toLocalSeconds(series.start));
      }),
      { numRuns: 300 },
    );
  });

  it('is the same in one window as in two that meet', () => {
    fc.assert(
      fc.property(anySeries, fc.tuple(period, period, period), (series, periods) => {
        const [a, b, c] = [...periods].sort((x, y) => x - y).map((number) => instantAfter(series, number));

        expect([...within(series, a!, b!), ...within(series, b!, c!)]).toEqual(within(series, a!, c!));
      }),
      { numRuns: 300 },
    );
  });

  it('is the same when the window is jumped to as when all is walked from the start', () => {
    fc.assert(
      fc.property(anySeries, fc.integer({ min: 0, max: 60 }), (series, from) => {
        const [begin, end] = [instantAfter(series, from), instantAfter(series, from + 20)];
        const walked = occurrences(series, { before: end, limit: MANY });
        fc.pre(!walked.truncated);

        expect(within(series, begin, end)).toEqual(walked.occurrences.filter(({ at }) => at >= begin));
      }),
      { numRuns: 300 },
    );
  });

  it('is found one by one, forwards and backwards', () => {
    fc.assert(
      fc.property(anySeries, fc.integer({ min: 1, max: 20 }), (series, end) => {
        const [begin, before] = [instantAfter(series, -1), instantAfter(series, end)];
        const found = within(series, begin, before);
        const [first] = found;
        const last = found.at(-1);
        fc.pre(first !== undefined && last !== undefined);

        expect(nextOccurrence(series, new Date(begin.getTime() - 1))).toEqual(first);
        expect(previousOccurrence(series, before)).toEqual(last);
        for (const [index, occurrence] of found.slice(0, 10).entries()) {
          if (index > 0) expect(nextOccurrence(series, found[index - 1]!.at)).toEqual(occurrence);
          if (index > 0) expect(previousOccurrence(series, occurrence.at)).toEqual(found[index - 1]);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('that is counted is the beginning of the same without end, wherever it is entered', () => {
    fc.assert(
      fc.property(anySeries, fc.integer({ min: 1, max: 30 }), period, (series, count, from) => {
        const endless = { ...series, timeZone: 'UTC' };
        const counted = { ...endless, rule: { ...series.rule, count } };
        const all = occurrences(endless, { before: instantAfter(series, 40), limit: count }).occurrences;
        const found = within(counted, instantAfter(series, -1), instantAfter(series, 40));

        expect(found).toEqual(all);
        expect(within(counted, instantAfter(series, from), instantAfter(series, 40))).toEqual(
          all.filter(({ at }) => at >= instantAfter(series, from)),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('lacks its exceptions and nothing else', () => {
    fc.assert(
      fc.property(anySeries, fc.integer({ min: 0, max: 5 }), (series, index) => {
        const window = { before: instantAfter(series, 20), limit: MANY };
        const utc = { ...series, timeZone: 'UTC' };
        const all = occurrences(utc, window).occurrences;
        const gone = all[index];
        fc.pre(gone !== undefined && all.length < MANY);

        const left = occurrences({ ...utc, exdates: [gone.local] }, window).occurrences;
        expect(left).toEqual(all.filter(({ local }) => local !== gone.local));
      }),
      { numRuns: 200 },
    );
  });
});

describe('any rule', () => {
  it('reads back as it was written', () => {
    fc.assert(
      fc.property(
        anyRuleText,
        fc.constantFrom('', ';COUNT=7', ';UNTIL=20270228', ';UNTIL=20270228T235959Z'),
        (text, end) => {
          const rule = parseRule(text + end);

          expect(parseRule(formatRule(rule))).toEqual(rule);
        },
      ),
    );
  });

  it('of days by month, weekday and day of the month is the same by the day, month and year', () => {
    const parts = fc.tuple(some(fc.integer({ min: 1, max: 12 }), 4), some(signed(31), 8), some(weekday, 4));
    fc.assert(
      fc.property(anyStart, parts, (start, [months, days, weekdays]) => {
        const limits = `BYMONTH=${months.join()};BYMONTHDAY=${days.join()};BYDAY=${weekdays.join()}`;
        const before = new Date(Date.parse('2034-01-01'));
        const by = (frequency: string): readonly Occurrence[] =>
          occurrences(
            { rule: parseRule(`FREQ=${frequency};${limits}`), start, timeZone: 'UTC' },
            { before, limit: MANY },
          ).occurrences;

        expect(by('MONTHLY')).toEqual(by('DAILY'));
        expect(by('YEARLY')).toEqual(by('DAILY'));
      }),
    );
  });
});
