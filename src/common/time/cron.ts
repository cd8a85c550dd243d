import { InvalidError } from '../errors/app-error.js';
import { plainRule, type Rule, type RuleWeekday } from './recurrence/rule.js';
import { sortedDistinct } from './sorted.js';
import type { Weekday } from './civil.js';

interface CronField {
  readonly name: string;
  readonly min: number;
  readonly max: number;
}

const MINUTE: CronField = { name: 'minute', min: 0, max: 59 };
const HOUR: CronField = { name: 'hour', min: 0, max: 23 };
const DAY_OF_MONTH: CronField = { name: 'day of the month', min: 1, max: 31 };
const MONTH: CronField = { name: 'month', min: 1, max: 12 };
const DAY_OF_WEEK: CronField = { name: 'day of the week', min: 0, max: 7 };

const ISO_WEEKDAYS: readonly Weekday[] = [7, 1, 2, 3, 4, 5, 6, 7]; // cron has Sunday as 0 and as 7
const ITEM = /^(?:\*|(\d{1,2})(?:-(\d{1,2}))?)(?:\/(\d{1,2}))?$/;

/**
 * The rule of a cron expression of five fields (minute, hour, day of the month, month, day of the week) with numbers,
 * lists, ranges, steps and `*`. It keeps the wall clock of its zone: what falls into a gap runs after it, and a repeated
 * hour runs once, so schedules of minutes and hours are best kept in UTC.
 */
export function ruleForCron(expression: string): Rule {
  const fields = expression.trim().split(/\s+/);
  const [minute, hour, dayOfMonth, month, dayOfWeek] = fields;
  if (!minute || !hour || !dayOfMonth || !month || !dayOfWeek || fields.length > 5) {
    throw invalid('write five fields: minute, hour, day of the month, month, day of the week');
  }

  const byMonthDay = valuesOf(dayOfMonth, DAY_OF_MONTH);
  const byDay = weekdaysOf(dayOfWeek);
  if (byMonthDay.length > 0 && byDay.length > 0) {
    throw invalid(
      'name days of the month or days of the week; cron takes either of both, which no single rule says',
    );
  }

  const byMinute = valuesOf(minute, MINUTE);
  const byHour = valuesOf(hour, HOUR);
  const frequency = byMinute.length === 0 ? 'MINUTELY' : byHour.length === 0 ? 'HOURLY' : 'DAILY';
  const clock = { byHour, byMinute, bySecond: [0] };
  return { ...plainRule(frequency), ...clock, byMonth: valuesOf(month, MONTH), byMonthDay, byDay };
}

function weekdaysOf(text: string): RuleWeekday[] {
  const numbers = valuesOf(text, DAY_OF_WEEK);
  const weekdays = ISO_WEEKDAYS.filter((_, number) => numbers.includes(number));
  const distinct = [...new Set(weekdays)].sort();
  return distinct.length === 7 ? [] : distinct.map((weekday) => ({ weekday, ordinal: null }));
}

/** The numbers of a field, ascending; none when it allows all. */
function valuesOf(text: string, field: CronField): number[] {
  const values = sortedDistinct(text.split(',').flatMap((item) => itemValues(item, field)));
  return values.length === field.max - field.min + 1 ? [] : values;
}

function itemValues(item: string, { name, min, max }: CronField): number[] {
  const match = ITEM.exec(item);
  if (!match) throw invalid(`the ${name} must be made of numbers, lists, ranges, steps and *`);

  const [, first, last, step] = match;
  const from = Number(first ?? min);
  // A single number with a step goes on to the end of the field: 5/15 is 5, 20, 35, 50.
  const to = Number(last ?? (step === undefined ? (first ?? max) : max));
  if (from < min || to > max || from > to || step === '0' || step === '00') {
    throw invalid(`the ${name} must be from ${min} to ${max}, ranges ascending, steps from 1`);
  }
  const values: number[] = [];
  for (let value = from; value <= to; value += Number(step ?? 1)) values.push(value);
  return values;
}

function invalid(message: string): InvalidError {
  return new InvalidError('cron_invalid', message);
}
