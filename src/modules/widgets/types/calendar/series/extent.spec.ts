import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dateOf, parseLocalDateTime } from '../../../../../common/time/local-date-time.js';
import type { EventSchedule } from './calendar-series.js';
import { expand } from './expand.js';
import { extentOf } from './extent.js';

const scheduleOf = (start: string, rrules: readonly string[], days = 0): EventSchedule => ({
  starts: parseLocalDateTime(start),
  isAllDay: days > 0,
  timeZone: days > 0 ? null : 'America/New_York',
  length: { days, seconds: days > 0 ? 0 : 3_600 },
  rrules,
  exrules: [],
  rdates: [],
  exdates: [],
  changed: [],
});

const RULES = fc
  .record({
    frequency: fc.constantFrom('YEARLY', 'MONTHLY', 'WEEKLY', 'DAILY', 'HOURLY'),
    interval: fc.integer({ min: 1, max: 5 }),
    part: fc.constantFrom('', ';BYDAY=TU,SU', ';BYMONTH=2', ';BYMONTHDAY=31', ';BYHOUR=7'),
    end: fc.oneof(
      fc.integer({ min: 1, max: 30 }).map((count) => `;COUNT=${count}`),
      fc.constantFrom(';UNTIL=20280229T000000Z', ';UNTIL=20270301T120000', ''),
    ),
  })
  .filter(({ frequency, part }) => frequency !== 'WEEKLY' || !part.includes('BYMONTHDAY'))
  .map(({ frequency, interval, part, end }) => `FREQ=${frequency};INTERVAL=${interval}${part}${end}`);

describe('the days between which an event lies', () => {
  it('have all of its occurrences, in the zone that is farthest from it', () => {
    fc.assert(
      fc.property(
        RULES,
        fc.integer({ min: 0, max: 23 }),
        fc.constantFrom('Pacific/Kiritimati', 'Pacific/Niue'),
        (rule, hour, timeZone) => {
          const schedule = scheduleOf(`2026-01-31T${String(hour).padStart(2, '0')}:30`, [rule]);
          const window = { from: Date.UTC(2025, 0) / 1_000, before: Date.UTC(2040, 0) / 1_000, timeZone };

          const { firstDay, lastDay } = extentOf(schedule);

          const event = { title: 'x', description: null, location: null, schedule };
          for (const { starts, ends } of expand(event, { ...window, limit: 400 }).occurrences) {
            expect(dateOf(starts) >= firstDay).toBe(true);
            expect(dateOf(ends) <= lastDay).toBe(true);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it.each([
    ['a daily series that is counted', 'FREQ=DAILY;COUNT=400', '2027-03-11'],
    ['a weekly one on two days', 'FREQ=WEEKLY;BYDAY=TU,TH;COUNT=10', '2026-04-21'],
    ['a monthly one that is counted', 'FREQ=MONTHLY;COUNT=3', '2026-06-03'],
    ['one that ends at a time', 'FREQ=DAILY;UNTIL=20260203T120000', '2026-02-05'],
    ['one that ends at a moment', 'FREQ=DAILY;UNTIL=20260203T120000Z', '2026-02-06'],
    ['one without an end', 'FREQ=DAILY', '9999-12-31'],
    ['one that would take long to be counted', 'FREQ=MONTHLY;COUNT=5000', '9999-12-31'],
    ['one that never is', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=1', '2026-02-02'],
  ])('end generously, and not much later: %s', (_, rule, lastDay) => {
    expect(extentOf(scheduleOf('2026-01-31T10:00', [rule])).lastDay).toBe(lastDay);
  });

  it('know of days beside the rule, and of occurrences that were moved', () => {
    const schedule = {
      ...scheduleOf('2026-01-31', [], 1),
      rdates: [{ starts: parseLocalDateTime('2026-12-24'), length: { days: 3, seconds: 0 } }],
      changed: [
        {
          recurrenceId: '2026-01-31',
          becomes: {
            ...{ title: 'x', description: null, location: null, isAllDay: true, timeZone: null },
            ...{ starts: parseLocalDateTime('2025-06-01'), length: { days: 1, seconds: 0 } },
          },
        },
      ],
    };

    expect(extentOf(schedule)).toEqual({ firstDay: '2025-05-30', lastDay: '2026-12-29' });
  });
});
