import { describe, expect, it } from '@jest/globals';
import { parseLocalDate, toEpochDay } from '../../../../../common/time/local-date.js';
import { dayFactsOf, NO_DAYS } from './day-facts.js';

const FIRST = parseLocalDate('2026-03-01');
const day = toEpochDay(FIRST);

const history = (text: string) => ({ firstOn: FIRST, text, parts: [], sums: [] });

describe('dayFactsOf', () => {
  it('tells what each day is, what it is for the streak, and how much of its goal it has', () => {
    const facts = dayFactsOf({ firstOn: FIRST, text: 'dtasoxw.', parts: [[day + 7, 0.5]], sums: [] }, []);

    const days = [0, 1, 2, 3, 4, 5, 6, 7].map((i) => day + i);
    expect(days.map((each) => facts.marks.get(each))).toEqual([
      ...['done', 'done', 'done', 'skipped', 'skipped', 'skipped'],
      ...[undefined, undefined],
    ]);
    expect(days.map((each) => facts.streakMarks.get(each))).toEqual([
      ...['done', 'skipped', undefined, 'skipped', 'done', undefined],
      ...['done', undefined],
    ]);
    expect(days.map((each) => facts.credits.get(each) ?? 0)).toEqual([1, 1, 1, 0, 0, 0, 0, 0.5]);
    expect([facts.firstOn, facts.lastOn]).toEqual(['2026-03-01', '2026-03-08']);
  });

  it('skips frozen days that were not done', () => {
    const freeze = { from: FIRST, to: parseLocalDate('2026-03-03') };

    const { marks, streakMarks, lastOn } = dayFactsOf(history('d.a'), [freeze]);

    expect([0, 1, 2, 3].map((i) => marks.get(day + i))).toEqual(['done', 'skipped', 'done', undefined]);
    expect([0, 1, 2, 3].map((i) => streakMarks.get(day + i))).toEqual([
      'done',
      'skipped',
      'skipped',
      undefined,
    ]);
    expect(lastOn).toBe('2026-03-03');
  });

  it('knows no first day where nothing was logged', () => {
    expect(dayFactsOf(NO_DAYS, [])).toMatchObject({ firstOn: null, lastOn: null });
  });
});
