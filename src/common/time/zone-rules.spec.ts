import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InvalidError } from '../errors/app-error.js';
import { toLocalSeconds } from './local-date-time.js';
import type { LocalDateTime } from './local-date-time.js';
import { formatZoneRules, parseZoneRules, type ZoneRules } from './zone-rules.js';
import { firstInstantFrom, isTimeZone, offsetAt, offsetChanges, toInstant } from './zone.js';

const at = (text: string): number => toLocalSeconds(text as LocalDateTime);
const HOUR = 3_600;

const berlin: ZoneRules = {
  name: 'Like Berlin',
  offset: HOUR,
  once: [],
  yearly: [
    {
      month: 3,
      weekday: 7,
      day: -1,
      second: 2 * HOUR,
      before: HOUR,
      after: 2 * HOUR,
      first: at('1996-03-31T02:00'),
      last: null,
    },
    {
      month: 10,
      weekday: 7,
      day: -1,
      second: 3 * HOUR,
      before: 2 * HOUR,
      after: HOUR,
      first: at('1996-10-27T03:00'),
      last: null,
    },
  ],
};
const newYork: ZoneRules = {
  name: 'Like New York',
  offset: -5 * HOUR,
  once: [
    { local: at('2006-04-02T02:00'), before: -5 * HOUR, after: -4 * HOUR },
    { local: at('2006-10-29T02:00'), before: -4 * HOUR, after: -5 * HOUR },
  ],
  yearly: [
    {
      month: 3,
      weekday: 7,
      day: 8,
      second: 2 * HOUR,
      before: -5 * HOUR,
      after: -4 * HOUR,
      first: at('2007-03-11T02:00'),
      last: null,
    },
    {
      month: 11,
      weekday: 7,
      day: 1,
      second: 2 * HOUR,
      before: -4 * HOUR,
      after: -5 * HOUR,
      first: at('2007-11-04T02:00'),
      last: null,
    },
  ],
};

describe('a zone by its own definition', () => {
  it.each([
    ['Europe/Berlin', berlin, '1996-01-01'],
    ['America/New_York', newYork, '2006-01-01'],
  ])('is the zone of IANA that it is like: %s', (zone, rules, since) => {
    const name = formatZoneRules(rules);
    const seconds = fc.integer({ min: at(`${since}T00:00`), max: at('2900-01-01T00:00') });

    fc.assert(
      fc.property(seconds, (second) => {
        expect(offsetAt(name, second)).toBe(offsetAt(zone, second));
        expect(toInstant(name, second)).toEqual(toInstant(zone, second));
        expect(firstInstantFrom(name, second)).toBe(firstInstantFrom(zone, second));
      }),
    );
    const [from, before] = [at(`${since}T00:00`), at('2060-01-01T00:00')];
    expect(offsetChanges(name, from, before)).toEqual(offsetChanges(zone, from, before));
  });

  it('has one offset for ever if nothing changes, and the first one before all changes', () => {
    const fixed = formatZoneRules({ name: 'Fixed', offset: 20_700, once: [], yearly: [] });

    expect(
      ['0001-01-01T00:00', '2026-03-01T00:00', '9999-12-31T00:00'].map((text) => offsetAt(fixed, at(text))),
    ).toEqual([20_700, 20_700, 20_700]);
    expect(offsetAt(formatZoneRules(newYork), at('1900-07-01T00:00'))).toBe(-5 * HOUR);
  });

  it('ends a rule with its last change, and keeps the offset from then on', () => {
    const [summer, winter] = berlin.yearly.map((change) => ({ ...change, last: at('2025-06-01T00:00') }));
    const ended = formatZoneRules({ ...berlin, yearly: [summer!, winter!] });

    expect(
      ['2025-01-01T00:00', '2025-07-01T00:00', '2026-01-01T00:00'].map((text) => offsetAt(ended, at(text))),
    ).toEqual([HOUR, 2 * HOUR, 2 * HOUR]);
  });

  it('is a text that is read again, and no name that a person may give', () => {
    const name = formatZoneRules(newYork);

    expect(parseZoneRules(name)).toEqual(newYork);
    offsetAt(name, 0);
    expect(isTimeZone(name)).toBe(false);
  });

  it.each([
    '{',
    '{}',
    '{"name":"a","offset":90000,"once":[],"yearly":[]}',
    '{"name":"a","offset":0,"once":[[1,2]],"yearly":[]}',
    '{"name":"a","offset":0,"once":[1],"yearly":[]}',
    '{"name":"a","offset":0,"once":{},"yearly":[]}',
    '{"name":"a","offset":0,"once":[],"yearly":[[13,0,1,0,0,0,0,null]]}',
    `{"name":"a","offset":0,"once":${JSON.stringify(Array.from({ length: 41 }, () => [0, 0, 0]))},"yearly":[]}`,
  ])('is refused if it is none: %s', (text) => {
    expect(() => offsetAt(text, 0)).toThrow(InvalidError);
  });
});
