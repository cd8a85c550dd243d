import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { atTime, dateOf, fromLocalSeconds, parseLocalDateTime, toLocalSeconds } from './local-date-time.js';
import { parseLocalDate } from './local-date.js';
import { parseLocalTime } from './local-time.js';

describe('a local date and time', () => {
  it.each([
    '2026-02-30T10:00',
    '2026-02-01T24:00',
    '2026-02-01 10:00',
    '2026-02-01T10:00Z',
    '2026-02-01T10:00:60',
    'x',
  ])('is not %j', (text) => {
    expect(() => parseLocalDateTime(text)).toThrow('write the local time as YYYY-MM-DDTHH:MM');
  });

  it('leaves out seconds that are 0, and takes a day as its midnight', () => {
    expect(parseLocalDateTime('2026-05-31T07:30:00')).toBe('2026-05-31T07:30');
    expect(parseLocalDateTime('2026-05-31T07:30:09')).toBe('2026-05-31T07:30:09');
    expect(parseLocalDateTime('2026-05-31')).toBe('2026-05-31T00:00');
  });

  it('comes back from its seconds', () => {
    fc.assert(
      fc.property(fc.integer({ min: -60_000_000_000, max: 250_000_000_000 }), (seconds) => {
        expect(toLocalSeconds(fromLocalSeconds(seconds))).toBe(seconds);
      }),
    );
  });

  it('counts seconds from 1970 on its own clock', () => {
    expect(toLocalSeconds(parseLocalDateTime('1970-01-02T01:01:01'))).toBe(90_061);
    expect(toLocalSeconds(parseLocalDate('1970-01-02'))).toBe(86_400);
  });

  it('is put together from a day and a time, and has that day', () => {
    const local = atTime(parseLocalDate('2026-05-31'), parseLocalTime('23:59'));

    expect(local).toBe('2026-05-31T23:59');
    expect(dateOf(local)).toBe('2026-05-31');
  });
});
