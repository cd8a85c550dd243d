import { describe, expect, it } from '@jest/globals';
import { parseLocalDateTime } from './local-date-time.js';
import { parseLocalDate } from './local-date.js';
import { boundOf, instantOf, localDateTimeOf, parseMoment } from './moment.js';

const epoch = (iso: string): number => Date.parse(iso) / 1_000;

describe('a moment in a request', () => {
  it('is an instant with Z and a local time without', () => {
    expect(parseMoment('2026-03-08T07:30:00Z')).toEqual(new Date('2026-03-08T07:30:00Z'));
    expect(parseMoment('2026-03-08T07:30Z')).toEqual(new Date('2026-03-08T07:30:00Z'));
    expect(parseMoment('2026-03-08T07:30:00.123Z')).toEqual(new Date('2026-03-08T07:30:00.123Z'));
    expect(parseMoment('2026-03-08T07:30')).toBe('2026-03-08T07:30');
    expect(parseMoment('2026-03-08')).toBe('2026-03-08T00:00');
  });

  it.each(['2026-02-30T00:00Z', '2026-03-08T07:30+02:00', '2026-03-08Z', 'tomorrow'])('is not %j', (text) => {
    expect(() => parseMoment(text)).toThrow('write the local time as');
  });
});

describe('local times and instants', () => {
  it('are translated by the zone', () => {
    expect(instantOf(parseLocalDateTime('2026-03-08T02:30'), 'America/New_York')).toEqual(
      new Date('2026-03-08T07:30Z'),
    );
    expect(instantOf(parseLocalDate('2026-05-31'), 'Asia/Kolkata')).toEqual(new Date('2026-05-30T18:30Z'));
    expect(localDateTimeOf(new Date('2026-03-08T07:30:05.900Z'), 'America/New_York')).toBe(
      '2026-03-08T03:30:05',
    );
  });
});

describe('a bound of a window', () => {
  it('is the first whole second that is not before an instant', () => {
    expect(boundOf(new Date('2026-03-08T07:30:00.000Z'), 'UTC')).toBe(epoch('2026-03-08T07:30:00Z'));
    expect(boundOf(new Date('2026-03-08T07:30:00.001Z'), 'UTC')).toBe(epoch('2026-03-08T07:30:01Z'));
  });

  it('is the change of the clock for a local time in a gap', () => {
    expect(boundOf(parseLocalDateTime('2026-03-08T02:30'), 'America/New_York')).toBe(
      epoch('2026-03-08T07:00:00Z'),
    );
  });

  it('refuses a date that is none', () => {
    expect(() => boundOf(new Date(NaN), 'UTC')).toThrow('not a moment in time');
  });
});
