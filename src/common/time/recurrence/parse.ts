import type { Weekday } from '../civil.js';
import { sortedDistinct } from '../sorted.js';
import { InvalidRule } from './recurrence.errors.js';
import { FREQUENCIES, WEEKDAY_CODES, type Frequency, type Rule, type RuleWeekday } from './rule.js';
import { checkCombinations, checkDateRule } from './rule-checks.js';
import { parseUntil } from './until.js';

type Parts = ReadonlyMap<string, string>;

interface NumberRange {
  readonly min: number;
  readonly max: number;
  /** Whether the numbers may be negative, counted from the end. */
  readonly signed?: boolean;
}

const LONGEST_TEXT = 2_000;
const LONGEST_LIST = 366;
const LARGEST_NUMBER = 999_999_999;
const ORDINAL = { min: 1, max: 53, signed: true };
const NAMES = new Set([
  ...['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'WKST', 'BYSETPOS'],
  ...['BYMONTH', 'BYWEEKNO', 'BYYEARDAY', 'BYMONTHDAY', 'BYDAY', 'BYHOUR', 'BYMINUTE', 'BYSECOND'],
]);

/** Reads the value of an `RRULE` (RFC 5545, without the prefix); throws `InvalidRule` that says what is wrong. */
export function parseRule(text: string): Rule {
  const parts = splitParts(text);
  const until = parts.get('UNTIL');
  const rule: Rule = {
    frequency: frequencyOf(parts),
    interval: positive(parts, 'INTERVAL') ?? 1,
    count: positive(parts, 'COUNT'),
    until: until === undefined ? null : parseUntil(until),
    byMonth: numbers(parts, 'BYMONTH', { min: 1, max: 12 }),
    byWeekNo: numbers(parts, 'BYWEEKNO', { min: 1, max: 53, signed: true }),
    byYearDay: numbers(parts, 'BYYEARDAY', { min: 1, max: 366, signed: true }),
    byMonthDay: numbers(parts, 'BYMONTHDAY', { min: 1, max: 31, signed: true }),
    byDay: weekdays(parts),
    byHour: numbers(parts, 'BYHOUR', { min: 0, max: 23 }),
    byMinute: numbers(parts, 'BYMINUTE', { min: 0, max: 59 }),
    bySecond: numbers(parts, 'BYSECOND', { min: 0, max: 60 }),
    bySetPos: numbers(parts, 'BYSETPOS', { min: 1, max: 366, signed: true }),
    weekStart: weekdayOfCode('WKST', parts.get('WKST') ?? 'MO'),
  };
  checkCombinations(rule);
  return rule;
}

/** Reads a rule for a series of days without times: `FREQ` must be DAILY or longer. */
export function parseDateRule(text: string): Rule {
  const rule = parseRule(text);
  checkDateRule(rule);
  return rule;
}

function splitParts(text: string): Parts {
  if (text.length > LONGEST_TEXT) throw new InvalidRule(`a rule may have at most ${LONGEST_TEXT} characters`);
  if (/^RRULE:/i.test(text)) throw new InvalidRule('write the rule without the prefix RRULE:');

  const parts = new Map<string, string>();
  for (const part of text.toUpperCase().split(';')) {
    const [name = '', value, ...rest] = part.split('=');
    if (!value || rest.length > 0)
      throw new InvalidRule('write a rule as NAME=VALUE;NAME=VALUE, such as FREQ=DAILY');
    if (!NAMES.has(name)) throw new InvalidRule(`${name.slice(0, 20)} is not a part of a rule`);
    if (parts.has(name)) throw new InvalidRule(`${name} may be given only once`);
    parts.set(name, value);
  }
  return parts;
}

function frequencyOf(parts: Parts): Frequency {
  const frequency = FREQUENCIES.find((name) => name === parts.get('FREQ'));
  if (!frequency) throw new InvalidRule(`FREQ must be one of ${FREQUENCIES.join(', ')}`);
  return frequency;
}

function positive(parts: Parts, name: string): number | null {
  const value = parts.get(name);
  return value === undefined ? null : wholeNumber(name, value, { min: 1, max: LARGEST_NUMBER });
}

function numbers(parts: Parts, name: string, range: NumberRange): number[] {
  return sortedDistinct(itemsOf(parts, name).map((item) => wholeNumber(name, item, range)));
}

function weekdays(parts: Parts): RuleWeekday[] {
  const byKey = new Map<number, RuleWeekday>();
  for (const item of itemsOf(parts, 'BYDAY')) {
    const weekday = weekdayOfCode('BYDAY', item.slice(-2));
    const ordinal = item.length > 2 ? wholeNumber('BYDAY', item.slice(0, -2), ORDINAL) : null;
    byKey.set(weekday * 1_000 + (ordinal ?? 0), { weekday, ordinal });
  }
  return [...byKey].sort(([a], [b]) => a - b).map(([, weekday]) => weekday);
}

function itemsOf(parts: Parts, name: string): string[] {
  const items = parts.get(name)?.split(',') ?? [];
  if (items.length > LONGEST_LIST) throw new InvalidRule(`${name} may have at most ${LONGEST_LIST} values`);
  return items;
}

function wholeNumber(name: string, text: string, { min, max, signed = false }: NumberRange): number {
  const number = Number(text);
  const size = signed ? Math.abs(number) : number;
  if (!/^[+-]?\d{1,10}$/.test(text) || size < min || size > max) {
    throw new InvalidRule(`${name} must be from ${min} to ${max}${signed ? ', or the same negative' : ''}`);
  }
  return number;
}

function weekdayOfCode(name: string, code: string): Weekday {
  switch (code) {
    case 'MO':
      return 1;
    case 'TU':
      return 2;
    case 'WE':
      return 3;
    case 'TH':
      return 4;
    case 'FR':
      return 5;
    case 'SA':
      return 6;
    case 'SU':
      return 7;
    default:
      throw new InvalidRule(`${name} must be made of ${WEEKDAY_CODES.join(', ')}`);
  }
}
