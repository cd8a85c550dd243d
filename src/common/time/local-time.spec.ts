import { describe, expect, it } from '@jest/globals';
import { isLocalTime, parseLocalTime, secondOfDay } from './local-time.js';

describe('a local time', () => {
  it.each(['24:00', '7:30', '07:60', '07:30:00', ''])('is not %j', (text) => {
    expect(isLocalTime(text)).toBe(false);
    expect(() => parseLocalTime(text)).toThrow('write the time as HH:MM');
  });

  it('counts its seconds since midnight', () => {
    expect(secondOfDay(parseLocalTime('00:00'))).toBe(0);
    expect(secondOfDay(parseLocalTime('23:59'))).toBe(86_340);
  });
});
