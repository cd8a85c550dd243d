import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readOffset } from './zone-offsets.js';
import { firstInstantFrom, isTimeZone, offsetAt, toInstant, toLocal } from './zone.js';

const seconds = (iso: string): number => Date.parse(`${iso}Z`) / 1_000;
const iso = (epochSeconds: number): string =>
  new Date(epochSeconds * 1_000).toISOString().replace('.000Z', 'Z');
const at = (zone: string, local: string): string => iso(toInstant(zone, seconds(local)).at);

const ZONES = [
  'UTC',
  'Etc/GMT+5',
  'Europe/Berlin',
  'Europe/Dublin',
  'America/New_York',
  'America/St_Johns',
  'America/Sao_Paulo',
  'Africa/Casablanca',
  'Africa/Cairo',
  'Africa/Monrovia',
  'Asia/Gaza',
  'Asia/Kathmandu',
  'Asia/Tehran',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Kwajalein',
];
const anyZone = fc.constantFrom(...ZONES);
const anySecond = fc.integer({ min: seconds('1850-01-01T00:00:00'), max: seconds('9999-12-30T00:00:00') });
const aNearSecond = fc.integer({ min: seconds('1900-01-01T00:00:00'), max: seconds('2100-01-01T00:00:00') });

describe('the name of a time zone', () => {
  it.each([
    'UTC',
    'Europe/Berlin',
    'Asia/Kolkata',
    'Etc/GMT-14',
    'America/Argentina/Buenos_Aires',
    'CET',
    'EST5EDT',
  ])('may be %s', (name) => {
    expect(isTimeZone(name)).toBe(true);
  });

  it.each(['', '+02:00', 'Mars/Olympus', 'JST', 'AST', 'SystemV/PST8PDT', 'Europe/Berlin ', 'x'.repeat(65)])(
    'is not %j',
    (name) => {
      expect(isTimeZone(name)).toBe(false);
      expect(() => offsetAt(name, 0)).toThrow('must be an IANA name');
    },
  );

  it('is known again once it was used', () => {
    offsetAt('Europe/Paris', 0);

    expect(isTimeZone('Europe/Paris')).toBe(true);
  });
});

describe('offsets of a zone', () => {
  it('are those of Intl at any moment', () => {
    fc.assert(
      fc.property(anyZone, anySecond, (zone, second) => {
        expect(offsetAt(zone, second)).toBe(readOffset(zone, second));
      }),
      { numRuns: 300 },
    );
  });

  it('are right before the first change of any zone, whose years need not exist for the calendar of JavaScript', () => {
    expect(offsetAt('Europe/Berlin', seconds('0001-01-01T00:00:00'))).toBe(3_208);
    expect(offsetAt('Europe/Berlin', seconds('1600-02-29T00:00:00'))).toBe(3_208);
  });

  it('go to the second where a zone kept local mean time', () => {
    expect(offsetAt('Africa/Monrovia', seconds('1950-01-01T00:00:00'))).toBe(-2_670);
  });

  it('are found also where a change was undone within days', () => {
    expect(offsetAt('America/Noronha', seconds('2000-10-10T00:00:00'))).toBe(-3_600);
    expect(offsetAt('America/Noronha', seconds('2000-10-20T00:00:00'))).toBe(-7_200);
  });

  it('follow the calendar of a far year as in a near one', () => {
    expect(offsetAt('Europe/Berlin', seconds('9999-07-01T00:00:00'))).toBe(7_200);
    expect(offsetAt('Europe/Berlin', seconds('9999-12-01T00:00:00'))).toBe(3_600);
    expect(offsetAt('Australia/Sydney', seconds('5000-12-31T23:59:59'))).toBe(39_600);
  });

  it('stay right when more zones are used than are kept', () => {
    const zones = Intl.supportedValuesOf('timeZone');
    const winter = seconds('2026-01-15T12:00:00');
    const first = zones.map((zone) => offsetAt(zone, winter));

    expect(zones.map((zone) => offsetAt(zone, winter))).toEqual(first);
    expect(offsetAt('Europe/Berlin', winter)).toBe(3_600);
  });
});

describe('the instant of a local time', () => {
  it('is the one whose clock shows it', () => {
    expect(at('America/New_York', '2026-06-01T09:00')).toBe('2026-06-01T13:00:00Z');
    expect(toInstant('Etc/GMT+5', seconds('2026-06-01T09:00'))).toEqual({
      at: seconds('2026-06-01T14:00'),
      note: null,
    });
  });

  it('takes the offset before the gap in a gap', () => {
    expect(toInstant('America/New_York', seconds('2026-03-08T02:30'))).toEqual({
      at: seconds('2026-03-08T07:30'),
      note: 'gap',
    });
    expect(toInstant('Australia/Lord_Howe', seconds('2026-10-04T02:15'))).toEqual({
      at: seconds('2026-10-03T15:45'),
      note: 'gap',
    });
  });

  it('is the first of two in an overlap', () => {
    expect(toInstant('America/New_York', seconds('2026-11-01T01:30'))).toEqual({
      at: seconds('2026-11-01T05:30'),
      note: 'overlap',
    });
    expect(toInstant('Australia/Lord_Howe', seconds('2026-04-05T01:45'))).toEqual({
      at: seconds('2026-04-04T14:45'),
      note: 'overlap',
    });
  });

  it('is a day later for the day that Apia skipped', () => {
    expect(toInstant('Pacific/Apia', seconds('2011-12-30T12:00'))).toEqual({
      at: seconds('2011-12-30T22:00'),
      note: 'gap',
    });
    expect(at('Pacific/Apia', '2011-12-29T23:59')).toBe('2011-12-30T09:59:00Z');
    expect(at('Pacific/Apia', '2011-12-31T00:00')).toBe('2011-12-30T10:00:00Z');
  });

  it('does not see a change at the turn of a UTC year twice', () => {
    expect(at('Europe/Berlin', '2025-12-31T23:30')).toBe('2025-12-31T22:30:00Z');
    expect(toInstant('Pacific/Kiritimati', seconds('1994-12-31T12:00')).note).toBe('gap');
    expect(toInstant('Europe/Berlin', seconds('2026-01-01T01:00')).note).toBeNull();
  });

  it('comes back as the same local time unless it fell into a gap, then later by the gap', () => {
    fc.assert(
      fc.property(anyZone, aNearSecond, (zone, local) => {
        const { at: instant, note } = toInstant(zone, local);
        if (note === 'gap') expect(toLocal(zone, instant)).toBeGreaterThan(local);
        else expect(toLocal(zone, instant)).toBe(local);
      }),
      { numRuns: 500 },
    );
  });

  it('comes back from what the clock shows, or is the first of two that show it', () => {
    fc.assert(
      fc.property(anyZone, aNearSecond, (zone, instant) => {
        const { at: found, note } = toInstant(zone, toLocal(zone, instant));
        if (note === 'overlap') expect(found).toBeLessThanOrEqual(instant);
        else expect(found).toBe(instant);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the first instant from a local time on', () => {
  it('is the change of the clock in a gap, and the first of two in an overlap', () => {
    expect(iso(firstInstantFrom('America/New_York', seconds('2026-03-08T02:30')))).toBe(
      '2026-03-08T07:00:00Z',
    );
    expect(iso(firstInstantFrom('America/New_York', seconds('2026-11-01T01:30')))).toBe(
      '2026-11-01T05:30:00Z',
    );
    expect(iso(firstInstantFrom('America/New_York', seconds('2026-06-01T09:00')))).toBe(
      '2026-06-01T13:00:00Z',
    );
    expect(iso(firstInstantFrom('Pacific/Apia', seconds('2011-12-30T12:00')))).toBe('2011-12-30T10:00:00Z');
  });
});
