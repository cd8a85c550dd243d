import { addDays, type LocalDate } from '../../../../../common/time/local-date.js';
import { occurrenceDates } from '../../../../../common/time/recurrence/occurrence-dates.js';
import { parseDateRule } from '../../../../../common/time/recurrence/parse.js';
import type { DateRecurrence } from '../../../../../common/time/recurrence/recurrence.js';
import type { CalendarEntry } from '../../../calendar-source.contract.js';
import { FREEZE_LIMITS, type TrackerDefinition } from '../tracker.contract.js';

/** A tracker, as far as calendars need it. */
export interface AskedTracker {
  readonly id: string;
  readonly definition: TrackerDefinition;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** The days on which a tracker is due, from its first one on; null for one that is due on no day by itself. */
export function trackerEntry({ id, definition, createdAt, updatedAt }: AskedTracker): CalendarEntry | null {
  const rrule = ruleOf(definition);
  if (rrule === null) return null;
  const series = { rule: parseDateRule(rrule), start: definition.startDate };
  const [first] = occurrenceDates(series, { limit: 1 }).dates;
  if (first === undefined) return null;
  return {
    id,
    title: titleOf(definition),
    description: null,
    location: null,
    categories: [],
    time: { isAllDay: true, starts: first, days: 1 },
    series: { rrules: [rrule], rdates: [], exdates: frozenDates(series, definition), changes: [] },
    task: null,
    isBusy: false,
    createdAt,
    changedAt: updatedAt,
  };
}

/** A habit is for every day, or on the first day of a week or month for so many of its days. */
function ruleOf({ kind, direction, rrule, period, weekStart }: TrackerDefinition): string | null {
  if (kind === 'habit' && direction === 'down') return null;
  if (rrule !== null) return rrule;
  if (kind !== 'habit') return null;
  if (period === 'week') return `FREQ=WEEKLY;BYDAY=${weekStart}`;
  return period === 'month' ? 'FREQ=MONTHLY;BYMONTHDAY=1' : 'FREQ=DAILY';
}

function titleOf({ name, times, period }: TrackerDefinition): string {
  return times === null || period === null ? name : `${name} (${times} × a ${period})`;
}

function frozenDates(series: DateRecurrence, { freezes, startDate }: TrackerDefinition): LocalDate[] {
  return freezes
    .filter(({ to }) => to >= startDate)
    .flatMap(({ from, to }) => {
      const window = { from: from > startDate ? from : startDate, before: addDays(to, 1) };
      // Freezes that follow each other are kept as one.
      return occurrenceDates(series, { ...window, limit: FREEZE_LIMITS.ranges * FREEZE_LIMITS.days }).dates;
    });
}
