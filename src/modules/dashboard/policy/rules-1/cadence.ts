import {
  addDays,
  addMonths,
  compareDates,
  daysBetween,
  type LocalDate,
} from '../../../../common/time/local-date.js';
import { nextDate } from '../../../../common/time/recurrence/occurrence-dates.js';
import { parseDateRule } from '../../../../common/time/recurrence/parse.js';
import { RecurrenceTooExpensive } from '../../../../common/time/recurrence/recurrence.errors.js';
import type { Frequency } from '../../../widgets/widgets.contract.js';
import type { WidgetState } from './rules-1.state.js';

/** How a widget stands to its own frequency on a day. */
export interface Cadence {
  /** Days since it wanted to be seen; 0 on the very day. */
  readonly daysLate: number;
  /** Days between two times it wants to be seen. */
  readonly period: number;
}

/** How late a widget is by its frequency, or null where it is not due on the date. */
export function cadenceOn(widget: WidgetState, date: LocalDate): Cadence | null {
  const { lastShownOn, createdOn, frequency } = widget;
  if (frequency === 'once' && lastShownOn !== null) return null;
  const due = lastShownOn === null ? createdOn : followingDate(widget, lastShownOn);
  if (due === null || compareDates(due, date) > 0) return null;
  return { daysLate: daysBetween(due, date), period: periodOf(widget, due) };
}

function followingDate(widget: WidgetState, after: LocalDate): LocalDate | null {
  const step = STEPS[widget.frequency];
  if (step) return step(after);
  return widget.rrule === null ? null : nextByRule(widget.rrule, widget.createdOn, after);
}

function nextByRule(rrule: string, start: LocalDate, after: LocalDate): LocalDate | null {
  try {
    return nextDate({ rule: parseDateRule(rrule), start }, after);
  } catch (error) {
    // One hostile rule must not cost its user the whole board.
    if (error instanceof RecurrenceTooExpensive) return null;
    throw error;
  }
}

function periodOf(widget: WidgetState, from: LocalDate): number {
  const next = followingDate(widget, from);
  return next === null ? 1 : Math.max(1, daysBetween(from, next));
}

const STEPS: Partial<Record<Frequency, (date: LocalDate) => LocalDate>> = {
  daily: (date) => addDays(date, 1),
  weekly: (date) => addDays(date, 7),
  monthly: (date) => addMonths(date, 1),
  yearly: (date) => addMonths(date, 12),
};
