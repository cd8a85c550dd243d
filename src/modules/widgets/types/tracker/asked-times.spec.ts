import { describe, expect, it } from '@jest/globals';
import { checkTimes } from './asked-times.js';

const HABIT = { kind: 'habit', direction: 'up', rrule: null, times: null, period: null } as const;

describe('checkTimes', () => {
  it.each([
    ['once a day', {}],
    ['several times a day', { times: 8, period: 'day' }],
    ['several times on the days of a rule', { times: 2, period: 'day', rrule: 'FREQ=WEEKLY;BYDAY=MO' }],
    ['every day of a week', { times: 7, period: 'week' }],
    ['at most four times a week', { direction: 'down', times: 4, period: 'week' }],
    ['never in a week', { direction: 'down', times: 0, period: 'week' }],
    ['at most 14 glasses a week', { direction: 'down', times: 14, period: 'week' }],
    ['some days of a month', { times: 28, period: 'month' }],
  ] as const)('takes a habit of %s', (_, given) => {
    expect(() => {
      checkTimes({ ...HABIT, ...given });
    }).not.toThrow();
  });

  it.each([
    ['times without a period', 'period', { times: 3 }],
    ['a period without times', 'times', { period: 'week' }],
    ['times of a number', 'times', { kind: 'number', times: 3, period: 'week' }],
    ['no times of a week', 'times', { times: 0, period: 'week' }],
    ['eight days of a week', 'times', { times: 8, period: 'week' }],
    ['29 days of a month', 'times', { times: 29, period: 'month' }],
    ['a rule beside a week', 'rrule', { times: 3, period: 'week', rrule: 'FREQ=DAILY' }],
  ] as const)('refuses %s', (_, field, given) => {
    expect(() => {
      checkTimes({ ...HABIT, ...given });
    }).toThrow(expect.objectContaining({ details: [expect.objectContaining({ field })] }));
  });
});
