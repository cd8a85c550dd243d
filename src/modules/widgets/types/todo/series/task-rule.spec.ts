import { describe, expect, it } from '@jest/globals';
import { day } from '../../../../../../test/factories/tasks.js';
import type { LocalTime } from '../../../../../common/time/local-time.js';
import { InvalidRule } from '../../../../../common/time/recurrence/recurrence.errors.js';
import { parseTaskRule } from './task-rule.js';
import { TaskSeries } from './task-series.js';

const NEW_YORK = { timeZone: 'America/New_York', dayStart: '00:00' };

describe('the rule of a task', () => {
  it.each([
    'FREQ=HOURLY',
    'FREQ=SECONDLY',
    'FREQ=DAILY;BYHOUR=9,21',
    'FREQ=DAILY;BYMINUTE=0',
    'FREQ=DAILY;BYSECOND=0',
  ])('is refused where it is finer than days: %s', (rrule) => {
    expect(() => parseTaskRule(rrule)).toThrow(InvalidRule);
  });

  it.each<[until: string, dueTime: string | null, count: number, why: string]>([
    ['20260505T033000Z', '23:30', 4, 'the last one is at that very moment'],
    ['20260505T032959Z', '23:30', 3, 'the last one would be a second late'],
    ['20260504T233000', '23:30', 4, 'a local end is on the same clock'],
    ['20260504T232900', '23:30', 3, 'a local end is on the same clock'],
    ['20260504', '23:30', 4, 'a day counts whole'],
    ['20260505T033000Z', null, 5, 'of an end with a time only the date counts for days without one'],
  ])('ends by UNTIL=%s with the time %s after %i: %s', (until, dueTime, count) => {
    const facts = {
      dueDate: day('2026-05-01'),
      dueTime: dueTime as LocalTime | null,
      timeZone: null,
      rrule: `FREQ=DAILY;UNTIL=${until}`,
    };

    expect(new TaskSeries(facts, NEW_YORK).from(null, 100)).toHaveLength(count);
  });
});
