import { describe, expect, it } from '@jest/globals';
import { parseLocalDate } from '../time/local-date.js';
import {
  aheadWords,
  capitalized,
  counted,
  dayWords,
  listed,
  momentWords,
  named,
  sinceWords,
} from './caption.js';

const MONDAY = parseLocalDate('2026-03-02');

describe('days', () => {
  it.each([
    ['2026-03-02', 'today'],
    ['2026-03-03', 'tomorrow'],
    ['2026-03-01', 'yesterday'],
    ['2026-03-06', 'on Friday'],
    ['2026-03-08', 'on Sunday'],
    ['2026-03-09', 'on 9 March'],
    ['2026-02-27', 'on Friday'],
    ['2026-02-23', 'on 23 February'],
    ['2027-01-01', 'on 1 January 2027'],
    ['2025-12-31', 'on 31 December 2025'],
  ])('%s is %s', (date, expected) => {
    expect(dayWords(parseLocalDate(date), MONDAY)).toBe(expected);
  });

  it('can be what something has been true since', () => {
    const since = ['2026-03-01', '2026-02-27', '2026-02-01'].map((date) =>
      sinceWords(parseLocalDate(date), MONDAY),
    );

    expect(since).toEqual(['yesterday', 'Friday', '1 February']);
  });

  it('lie ahead', () => {
    const ahead = ['2026-03-02', '2026-03-03', '2026-03-05'].map((date) =>
      aheadWords(parseLocalDate(date), MONDAY),
    );

    expect(ahead).toEqual(['today', 'tomorrow', 'in 3 days']);
  });
});

describe('moments', () => {
  it('are on the clock of the user', () => {
    const moment = { date: MONDAY, timeZone: 'America/New_York' };

    expect(momentWords(new Date('2026-03-02T14:05:00Z'), moment)).toBe('at 09:05');
    expect(momentWords(new Date('2026-03-03T04:59:00Z'), moment)).toBe('at 23:59');
    expect(momentWords(new Date('2026-03-03T05:00:00Z'), moment)).toBe('tomorrow at 00:00');
    expect(momentWords(new Date('2026-03-06T14:00:00Z'), moment)).toBe('on Friday at 09:00');
  });
});

describe('names', () => {
  it.each([
    ['Dentist', '“Dentist”'],
    ['a” and\n“\u202eb\u0000', "“a' and 'b”"],
    ['\u200b', '“Untitled”'],
    ['x'.repeat(60), `“${'x'.repeat(39)}…”`],
  ])('of %j', (name, expected) => {
    expect(named(name)).toBe(expected);
  });
});

describe('parts', () => {
  it('are counted, listed and begin a line', () => {
    expect([counted(1, 'task'), counted(0, 'task'), counted(2, 'entry', 'entries')]).toEqual([
      '1 task',
      '0 tasks',
      '2 entries',
    ]);
    expect([listed([]), listed(['a']), listed(['a', 'b']), listed(['a', 'b', 'c'])]).toEqual([
      '',
      'a',
      'a and b',
      'a, b and c',
    ]);
    expect(capitalized('a day')).toBe('A day');
  });
});
