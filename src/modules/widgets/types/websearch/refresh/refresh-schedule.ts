import { createHash } from 'node:crypto';
import { AppError } from '../../../../../common/errors/app-error.js';
import { SECONDS_PER_DAY } from '../../../../../common/time/civil.js';
import { addDays, toEpochDay, type LocalDate } from '../../../../../common/time/local-date.js';
import { ruleForFrequency } from '../../../../../common/time/recurrence/frequency-rule.js';
import { nextDate } from '../../../../../common/time/recurrence/occurrence-dates.js';
import { parseDateRule } from '../../../../../common/time/recurrence/parse.js';
import type { DateRecurrence } from '../../../../../common/time/recurrence/recurrence.js';
import { userDay } from '../../../../../common/time/user-day.js';
import { firstInstantFrom } from '../../../../../common/time/zone.js';
import type { Frequency } from '../../../widgets.contract.js';

/** On the user's wall clock: late enough for the evening to be over, early enough to be done before breakfast. */
const QUIET_FROM = 2 * 3_600;
const QUIET_SECONDS = 3 * 3_600;

/** What decides at which minute of the night a search is made again. */
export type QuietPlan = Pick<RefreshPlan, 'searchId' | 'timeZone'>;

/** What decides when a search is made again. */
export interface RefreshPlan {
  readonly searchId: string;
  readonly createdAt: Date;
  readonly frequency: Frequency;
  readonly rrule: string | null;
  /** Whether its widget and its user are. */
  readonly isActive: boolean;
  readonly timeZone: string;
}

/**
 * The next moment of a search: between two and five in the morning, for the user, of a day of its widget's rhythm. Which
 * minute is a search's own, always the same one, so that the searches of a zone are spread evenly. Null for never.
 */
export function nextRefreshAt(plan: RefreshPlan, now: Date): Date | null {
  if (!plan.isActive || plan.frequency === 'once') return null;
  try {
    const recurrence = recurrenceOf(plan);
    let date = nextDate(recurrence, addDays(dayOf(now, plan), -1));
    while (date !== null && quietMoment(date, plan) <= now) date = nextDate(recurrence, date);
    return date === null ? null : quietMoment(date, plan);
  } catch (error) {
    // A rule too sparse to be expanded has no next day that anyone would wait for.
    if (error instanceof AppError) return null;
    throw error;
  }
}

/** The first quiet moment of a search that is not before this one. */
export function quietMomentFrom(instant: Date, plan: QuietPlan): Date {
  const date = dayOf(instant, plan);
  const moment = quietMoment(date, plan);
  return moment < instant ? quietMoment(addDays(date, 1), plan) : moment;
}

function recurrenceOf(plan: RefreshPlan): DateRecurrence {
  const { frequency, rrule, createdAt } = plan;
  const start = dayOf(createdAt, plan);
  if (frequency === 'once' || frequency === 'custom') return { rule: parseDateRule(rrule ?? ''), start };
  return { rule: ruleForFrequency(frequency, start), start };
}

function dayOf(instant: Date, { timeZone }: QuietPlan): LocalDate {
  return userDay(instant, { timeZone, dayStart: '00:00' });
}

function quietMoment(date: LocalDate, { searchId, timeZone }: QuietPlan): Date {
  const ownSecond = createHash('sha256').update(searchId).digest().readUInt32BE(0) % QUIET_SECONDS;
  const local = toEpochDay(date) * SECONDS_PER_DAY + QUIET_FROM + ownSecond;
  return new Date(firstInstantFrom(timeZone, local) * 1_000);
}
