import { describe, expect, it } from '@jest/globals';
import { InvalidError } from '../../../../../common/errors/app-error.js';
import { entryDay, type GivenDay } from './entry-day.js';

const BERLIN = { timeZone: 'Europe/Berlin', dayStart: '00:00' };
const NOW = new Date('2026-03-10T12:00:00Z');

function at(loggedAt: string, localDate?: string): GivenDay {
  return {
    loggedAt: new Date(loggedAt),
    localDate,
  };
}

function fieldRefused(given: GivenDay): string | undefined {
  try {
    entryDay(given, BERLIN, NOW);
    return undefined;
  } catch (error) {
    return error instanceof InvalidError ? error.details[0]?.field : String(error);
  }
}

describe('entryDay', () => {
  it('is the day on the wall clock of the user', () => {
    expect(entryDay(at('2026-03-09T23:30:00Z'), BERLIN, NOW).localDate).toBe('2026-03-10');
  });

  it('goes by when the day of the user begins', () => {
    const owl = { timeZone: 'America/Los_Angeles', dayStart: '04:00' };
    const now = new Date('2013-05-20T08:00:00Z');

    expect(entryDay(at('2013-05-20T07:30:00Z'), owl, now).localDate).toBe('2013-05-19');
  });

  it('takes a day of 25 hours as one day', () => {
    const newYork = { timeZone: 'America/New_York', dayStart: '00:00' };
    const now = new Date('2014-11-04T00:00:00Z');

    const days = [
      '2014-11-02T04:30:00Z',
      '2014-11-02T06:30:00Z',
      '2014-11-03T04:59:59Z',
      '2014-11-03T05:00:00Z',
    ];
    expect(days.map((moment) => entryDay(at(moment), newYork, now).localDate)).toEqual([
      '2014-11-02',
      '2014-11-02',
      '2014-11-02',
      '2014-11-03',
    ]);
  });

  it.each(['2026-03-08', '2026-03-09', '2026-03-10'])('takes the word of a device that is in %s', (day) => {
    expect(entryDay(at('2026-03-09T12:00:00Z', day), BERLIN, NOW).localDate).toBe(day);
  });

  it.each(['2026-03-07', '2026-03-11', '2025-03-09'])('does not believe that it is %s', (day) => {
    expect(fieldRefused(at('2026-03-09T12:00:00Z', day))).toBe('localDate');
  });

  it('forgives a clock that is a few minutes fast, and no more', () => {
    expect(fieldRefused(at('2026-03-10T12:05:00Z'))).toBeUndefined();
    expect(fieldRefused(at('2026-03-10T12:05:00.001Z'))).toBe('loggedAt');
  });

  it('reaches ten years back', () => {
    expect(fieldRefused(at('2016-03-10T12:00:00Z'))).toBeUndefined();
    expect(fieldRefused(at('2016-03-09T12:00:00Z'))).toBe('loggedAt');
  });
});
