import { describe, expect, it } from '@jest/globals';
import { day } from '../../../../../../test/factories/tasks.js';
import { RecurrenceTooExpensive } from '../../../../../common/time/recurrence/recurrence.errors.js';
import type { LocalTime } from '../../../../../common/time/local-time.js';
import { TaskSeries, type SeriesFacts } from './task-series.js';

const BERLIN = { timeZone: 'Europe/Berlin', dayStart: '00:00' };

const series = (rrule: string, dueDate: string, given: Partial<SeriesFacts> = {}): TaskSeries =>
  new TaskSeries({ dueDate: day(dueDate), dueTime: null, timeZone: null, rrule, ...given }, BERLIN);

describe('a series by its schedule', () => {
  it('clamps to the last day of the month by the rule that keeps the 31st', () => {
    const monthly = series('FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1', '2027-01-31');

    expect(monthly.from(null, 4)).toEqual(['2027-01-31', '2027-02-28', '2027-03-31', '2027-04-30']);
  });

  it('leaves out months without the day where the rule is plain', () => {
    expect(series('FREQ=MONTHLY', '2027-01-31').from(null, 3)).toEqual([
      '2027-01-31',
      '2027-03-31',
      '2027-05-31',
    ]);
  });

  it.each([
    ['Australia/Sydney', '2023-09-30', '2023-10-01'],
    ['Pacific/Auckland', '2022-09-24', '2022-09-25'],
  ])('counts days of the calendar in %s, also where the clock goes forward', (timeZone, date, next) => {
    const facts = { dueDate: day(date), dueTime: null, timeZone: null, rrule: 'FREQ=DAILY' };

    expect(new TaskSeries(facts, { timeZone, dayStart: '00:00' }).from(null, 2)).toEqual([date, next]);
  });

  it('finds the newest date that is due by the user, not by the clock of the task', () => {
    const late = series('FREQ=DAILY', '2026-03-01', {
      dueTime: '23:30' as LocalTime,
      timeZone: 'America/New_York',
    });

    expect(late.newestDue(day('2026-03-03'))).toBe('2026-03-02');
    expect(late.newestDue(day('2026-03-01'))).toBeNull();
  });

  it('says so when a rule takes too many steps', () => {
    const hostile = series('FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR;COUNT=9000000', '2026-01-01');

    expect(() => hostile.from(day('9990-01-01'), 10)).toThrow(RecurrenceTooExpensive);
  });
});
