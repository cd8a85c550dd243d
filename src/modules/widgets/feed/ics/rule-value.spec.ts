import { describe, expect, it } from '@jest/globals';
import { parseLocalDateTime } from '../../../../common/time/local-date-time.js';
import { parseLocalDate } from '../../../../common/time/local-date.js';
import type { EntryTime } from '../../calendar-source.contract.js';
import { ruleValue } from './rule-value.js';

const DAYS: EntryTime = { isAllDay: true, starts: parseLocalDate('2026-03-02'), days: 1 };
const CLOCK: EntryTime = {
  isAllDay: false,
  starts: parseLocalDateTime('2026-03-02T09:00'),
  timeZone: 'America/New_York',
  length: { days: 0, seconds: 0 },
};

describe('a rule beside a time', () => {
  it.each([
    ['FREQ=DAILY;UNTIL=20260401', 'FREQ=DAILY;UNTIL=20260402T035959Z'],
    ['FREQ=DAILY;UNTIL=20260401T090000', 'FREQ=DAILY;UNTIL=20260401T130000Z'],
    ['FREQ=DAILY;UNTIL=20260401T090000Z', 'FREQ=DAILY;UNTIL=20260401T090000Z'],
    ['FREQ=DAILY;BYHOUR=9,17', 'FREQ=DAILY;BYHOUR=9,17'],
    ['FREQ=WEEKLY;COUNT=3;WKST=SU', 'FREQ=WEEKLY;COUNT=3;WKST=SU'],
  ])('of a clock ends at an instant: %s is %s', (rrule, value) => {
    expect(ruleValue(rrule, CLOCK)).toBe(value);
  });

  it.each([
    ['FREQ=DAILY;UNTIL=20260401', 'FREQ=DAILY;UNTIL=20260401'],
    ['FREQ=DAILY;UNTIL=20260401T090000', 'FREQ=DAILY;UNTIL=20260401'],
    ['FREQ=DAILY;UNTIL=20260401T090000Z', 'FREQ=DAILY;UNTIL=20260401'],
    ['FREQ=MONTHLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0;BYSECOND=0', 'FREQ=MONTHLY;BYDAY=MO'],
  ])('of days ends with a day, and knows no times: %s is %s', (rrule, value) => {
    expect(ruleValue(rrule, DAYS)).toBe(value);
  });
});
