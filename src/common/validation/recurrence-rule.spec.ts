import { describe, expect, it } from '@jest/globals';
import { validateSync } from 'class-validator';
import { IsRecurrenceRule } from './recurrence-rule.js';

class Probe {
  @IsRecurrenceRule()
  rrule: unknown;
}

function problemWith(rrule: unknown): string | undefined {
  const [error] = validateSync(Object.assign(new Probe(), { rrule }));
  return error && Object.values(error.constraints ?? {})[0];
}

describe('rules in requests', () => {
  it.each(['FREQ=DAILY', 'FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1', 'FREQ=SECONDLY'])(
    'may be %s',
    (rrule) => {
      expect(problemWith(rrule)).toBeUndefined();
    },
  );

  it.each([
    ['FREQ=MONTHLY;INTERVAL=0', 'rrule is not a valid recurrence rule: INTERVAL must be from 1 to 999999999'],
    ['FREQ=MINUTELY;BYHOUR=25', 'rrule is not a valid recurrence rule: BYHOUR must be from 0 to 23'],
    [7, 'rrule must be a recurrence rule (RFC 5545), such as FREQ=WEEKLY;BYDAY=MO,TH'],
    [null, 'rrule must be a recurrence rule (RFC 5545), such as FREQ=WEEKLY;BYDAY=MO,TH'],
  ])('must not be %j, and the message says what is wrong', (rrule, message) => {
    expect(problemWith(rrule)).toBe(message);
  });
});
