import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { parseLocalDateTime, type LocalDateTime } from '../local-date-time.js';
import { isLocalDate, type LocalDate } from '../local-date.js';
import { parseMoment } from '../moment.js';
import { nextOccurrence, occurrences, previousOccurrence } from './occurrences.js';
import { parseRule } from './parse.js';

interface NamedCase {
  readonly name: string;
  readonly start: string;
  readonly timeZone: string;
  readonly rrule: string;
  readonly exdates: readonly string[];
  readonly from: string;
  readonly before: string;
  readonly expected: readonly { readonly local: string; readonly utc: string; readonly note?: string }[];
}

interface RandomCase {
  readonly tz: string;
  readonly start: string;
  readonly rrule: string;
  readonly ex: readonly string[];
  readonly frm: number;
  readonly before: number;
  readonly exp: readonly number[];
}

const MOST_EXPECTED = 40;
const read = (name: string): Buffer =>
  readFileSync(new URL(`../../../../test/cases/${name}`, import.meta.url));
const { cases: named } = JSON.parse(read('recurrence.json').toString()) as { cases: NamedCase[] };
const random = gunzipSync(read('recurrence-random.jsonl.gz'))
  .toString()
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as RandomCase);

const exception = (text: string): LocalDate | LocalDateTime =>
  isLocalDate(text) ? text : parseLocalDateTime(text);
const instantsOf = ({ exp }: RandomCase): number[] => {
  let sum = 0;
  return exp.map((difference) => (sum += difference));
};

describe('a named series', () => {
  it.each(named)('$name', ({ start, timeZone, rrule, exdates, from, before, expected }) => {
    const series = {
      rule: parseRule(rrule),
      start: parseLocalDateTime(start),
      timeZone,
      exdates: exdates.map(exception),
    };

    const found = occurrences(series, { from: parseMoment(from), before: parseMoment(before), limit: 1_000 });

    expect(found.truncated).toBe(false);
    expect(
      found.occurrences.map(({ local, at, note }, index) => ({
        local,
        utc: at.toISOString().replace('.000Z', 'Z'),
        ...(expected[index]?.note === undefined ? {} : { note }),
      })),
    ).toEqual(expected);
  });
});

describe('a random series', () => {
  it('has the occurrences, the next and the previous one that another implementation found', () => {
    const wrong = random.filter((item) => {
      const series = {
        rule: parseRule(item.rrule),
        start: parseLocalDateTime(item.start),
        timeZone: item.tz,
        exdates: item.ex.map(exception),
      };
      const expected = instantsOf(item);
      const [from, before] = [new Date(item.frm * 1_000), new Date(item.before * 1_000)];
      const found = occurrences(series, { from, before, limit: MOST_EXPECTED });
      const instants = found.occurrences.map(({ at }) => at.getTime() / 1_000);

      const [first] = expected;
      const last = expected.at(-1);
      const next = nextOccurrence(series, new Date(item.frm * 1_000 - 1));
      const previous = last === undefined ? null : previousOccurrence(series, new Date(last * 1_000 + 1));
      return (
        instants.join() !== expected.join() ||
        (found.truncated && expected.length < MOST_EXPECTED) ||
        (first !== undefined && next?.at.getTime() !== first * 1_000) ||
        (last !== undefined && previous?.at.getTime() !== last * 1_000)
      );
    });

    expect(random).toHaveLength(2_837);
    expect(wrong).toEqual([]);
  });
});
