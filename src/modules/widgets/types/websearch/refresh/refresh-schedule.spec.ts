import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { localDateTimeOf } from '../../../../../common/time/moment.js';
import { nextRefreshAt, quietMomentFrom, type RefreshPlan } from './refresh-schedule.js';

const NOW = new Date('2026-03-10T12:00:00Z');

function plan(given: Partial<RefreshPlan> = {}): RefreshPlan {
  return {
    searchId: '01980c3e-7a10-7cc3-98a5-3f0c2b9d4e21',
    createdAt: new Date('2026-01-31T12:00:00Z'),
    frequency: 'daily',
    rrule: null,
    isActive: true,
    timeZone: 'Europe/Berlin',
    ...given,
  };
}

function localOf(given: Partial<RefreshPlan>, now = NOW): string | undefined {
  const { timeZone } = plan(given);
  const at = nextRefreshAt(plan(given), now);
  return at ? localDateTimeOf(at, timeZone) : undefined;
}

describe('the next refresh of a search', () => {
  it.each([
    ['daily', { frequency: 'daily' }, '2026-03-11'],
    ['weekly, on the weekday of its making', { frequency: 'weekly' }, '2026-03-14'],
    ['monthly, at the end of shorter months', { frequency: 'monthly' }, '2026-03-31'],
    ['yearly', { frequency: 'yearly' }, '2027-01-31'],
    ['by a rule', { frequency: 'custom', rrule: 'FREQ=WEEKLY;BYDAY=TH' }, '2026-03-12'],
  ] as const)('is %s', (_, given, date) => {
    expect(localOf(given)).toMatch(new RegExp(`^${date}T0[234]:`));
  });

  it.each([
    ['once', { frequency: 'once' }],
    ['by a rule that has ended', { frequency: 'custom', rrule: 'FREQ=DAILY;COUNT=3' }],
    ['by a rule that is none', { frequency: 'custom', rrule: 'FREQ=SOMETIMES' }],
    ['by a rule that is missing', { frequency: 'custom', rrule: null }],
    ['while it rests', { isActive: false }],
  ] as const)('is never for one %s', (_, given) => {
    expect(nextRefreshAt(plan(given), NOW)).toBeNull();
  });

  it('is today where the morning is still to come', () => {
    expect(localOf({}, new Date('2026-03-10T00:30:00Z'))).toMatch(/^2026-03-10T0[234]:/);
  });

  it('follows the clock of the zone over a change of the clock', () => {
    const before = nextRefreshAt(plan(), new Date('2026-03-28T12:00:00Z'));
    const after = nextRefreshAt(plan(), new Date('2026-03-29T12:00:00Z'));

    expect(localOf({}, new Date('2026-03-28T12:00:00Z'))).toMatch(/^2026-03-29T0[345]:/);
    expect(after!.getTime() - before!.getTime()).toBeLessThanOrEqual(86_400_000);
  });

  it('is later than now, in a quiet hour, and the same for who asks twice', () => {
    const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Apia');
    const frequencies = fc.constantFrom('daily', 'weekly', 'monthly', 'yearly');
    const moments = fc.date({
      min: new Date('2026-02-01'),
      max: new Date('2030-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(fc.uuid(), zones, frequencies, moments, (searchId, timeZone, frequency, now) => {
        const given = plan({ searchId, timeZone, frequency });
        const at = nextRefreshAt(given, now);

        expect(at!.getTime()).toBeGreaterThan(now.getTime());
        expect(localDateTimeOf(at!, timeZone)).toMatch(/T0[2345]:/);
        expect(nextRefreshAt(given, now)).toEqual(at);
      }),
    );
  });

  it('after a moment of need is in the first quiet hours that are not over, at the minute that is its own', () => {
    const given = plan();
    const usual = nextRefreshAt(given, new Date('2026-03-31T22:00:00Z'))!;

    expect(quietMomentFrom(new Date('2026-04-01T00:00:00Z'), given)).toEqual(usual);
    expect(quietMomentFrom(usual, given)).toEqual(usual);
    expect(quietMomentFrom(new Date(usual.getTime() + 1), given).getTime() - usual.getTime()).toBe(
      86_400_000,
    );
  });

  it('is spread evenly over the quiet hours', () => {
    const hours = [0, 0, 0];
    for (let i = 0; i < 3_000; i += 1) {
      const local = localOf({ searchId: randomUUID(), timeZone: 'UTC' }) ?? '';
      hours[Number(local.slice(11, 13)) - 2]! += 1;
    }

    for (const count of hours) expect(count).toBeGreaterThan(800);
  });
});
