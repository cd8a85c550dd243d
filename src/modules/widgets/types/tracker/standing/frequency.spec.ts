import { describe, expect, it } from '@jest/globals';
import { parseLocalDate } from '../../../../../common/time/local-date.js';
import type { Period, TrackerKind } from '../tracker.contract.js';
import { drawnSchedule } from './draw-schedule.js';
import { frequencyOf } from './frequency.js';

const TODAY = parseLocalDate('2026-03-12');

function ofRule(rrule: string) {
  const undrawn = { rrule, startDate: TODAY, schedule: null, scheduleFrom: null };
  const drawn = drawnSchedule(undrawn, { firstOn: null, today: TODAY });
  return frequencyOf({ kind: 'number', rrule, times: null, period: null, ...drawn });
}

function without(kind: TrackerKind, times: number | null = null, period: Period | null = null) {
  return frequencyOf({ kind, rrule: null, times, period, schedule: null, scheduleFrom: null });
}

describe('frequencyOf', () => {
  it.each([
    ['FREQ=DAILY', 1, 1],
    ['FREQ=DAILY;INTERVAL=3', 1, 3],
    ['FREQ=WEEKLY;BYDAY=MO,WE,FR', 3, 7],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SA', 2, 14],
    ['FREQ=DAILY;BYDAY=MO,WE,FR', 1, 1],
    ['FREQ=MONTHLY;BYMONTHDAY=15', 1, 30],
    ['FREQ=MONTHLY;BYMONTHDAY=1,11,21', 3, 30],
    ['FREQ=MONTHLY;BYMONTHDAY=31', 1, 30],
    ['FREQ=YEARLY;BYMONTH=3', 1, 365],
    ['FREQ=YEARLY;INTERVAL=2;BYMONTH=3', 1, 365],
    ['FREQ=DAILY;COUNT=9', 1, 1],
    ['FREQ=WEEKLY;COUNT=1', 1, 7],
  ])('of %s is %d of %d days', (rrule, times, days) => {
    expect(ofRule(rrule)).toEqual({ times, days });
  });

  it('of a habit is daily, or n times its period, where several times of one day are one', () => {
    expect(without('habit')).toEqual({ times: 1, days: 1 });
    expect(without('habit', 8, 'day')).toEqual({ times: 1, days: 1 });
    expect(without('habit', 3, 'week')).toEqual({ times: 3, days: 7 });
    expect(without('habit', 20, 'month')).toEqual({ times: 20, days: 30 });
  });

  it('is none where nothing is scheduled', () => {
    expect(without('number')).toBeNull();
    expect(without('scale')).toBeNull();
  });
});
