import { createHash } from 'node:crypto';
import type { LocalDate } from '../../../common/time/local-date.js';
import { userDayBounds, type DayRules } from '../../../common/time/user-day.js';

const MORNING = '06:00';
/** What the schedule and a full queue may take, so that a board is there by six. */
const MARGIN_MS = 30 * 60_000;
const HASHES = 2 ** 32;

/**
 * When the board of a user's day is made: between the beginning of that day and half past five, or in the half hour
 * after its beginning where that is later. Users are spread over that time, each always at the same place in it, so
 * that neither a zone's midnight nor a second look makes a rush.
 */
export function morningOf(userId: string, date: LocalDate, rules: DayRules): Date {
  const from = userDayBounds(date, rules).start.getTime();
  const six = userDayBounds(date, { ...rules, dayStart: MORNING }).start.getTime();
  const until = Math.max(six - MARGIN_MS, from + MARGIN_MS);
  return new Date(from + Math.floor((until - from) * placeOf(userId)));
}

/** 0 up to 1, evenly over users. */
function placeOf(userId: string): number {
  return createHash('sha256').update(userId).digest().readUInt32BE(0) / HASHES;
}
