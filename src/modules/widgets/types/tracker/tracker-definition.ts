import { InvalidError } from '../../../../common/errors/app-error.js';
import { addMonths, parseLocalDate, type LocalDate } from '../../../../common/time/local-date.js';
import { keptAmount } from './amount.js';
import { checkGoal, directionOf } from './goal.js';
import { HISTORY_YEARS } from './standing/draw-schedule.js';
import type { Direction, TrackerDefinition, TrackerKind } from './tracker.contract.js';

/** What a new tracker is made from. */
export interface NewTracker {
  readonly id?: string;
  readonly name: string;
  readonly kind: TrackerKind;
  readonly unit?: string | null;
  readonly initialValue?: number | null;
  readonly targetValue?: number | null;
  readonly direction?: Direction;
  readonly rrule?: string | null;
  /** `YYYY-MM-DD` */
  readonly startDate?: string;
}

/** Fields to change; what is left out stays. */
export type TrackerChanges = Partial<Omit<NewTracker, 'id' | 'kind'>>;

/** The definition of a new tracker; throws InvalidError where its fields contradict each other. */
export function define(request: NewTracker, today: LocalDate): TrackerDefinition {
  const definition = {
    name: request.name,
    kind: request.kind,
    unit: request.unit ?? null,
    initialValue: keptAmount(request.initialValue ?? null),
    targetValue: keptAmount(request.targetValue ?? null),
    rrule: request.rrule ?? null,
    startDate: request.startDate === undefined ? today : parseLocalDate(request.startDate),
  };
  checkStartDate(definition.startDate, today);
  return withGoalChecked({ ...definition, direction: directionOf(definition, request.direction) });
}

/** The definition with the changes laid over it; throws InvalidError as above. */
export function redefine(
  present: TrackerDefinition,
  changes: TrackerChanges,
  today: LocalDate,
): TrackerDefinition {
  const given = Object.fromEntries(
    Object.entries<unknown>(changes).filter(([, value]) => value !== undefined),
  );
  const merged: Omit<TrackerDefinition, 'startDate'> & { startDate: string } = Object.assign(
    definitionOf(present),
    given,
  );
  const definition = {
    ...merged,
    initialValue: keptAmount(merged.initialValue),
    targetValue: keptAmount(merged.targetValue),
    startDate: parseLocalDate(merged.startDate),
  };
  const direction = directionOf(definition, changes.direction, present.direction);
  if (changes.startDate !== undefined) checkStartDate(definition.startDate, today);
  return withGoalChecked({ ...definition, direction });
}

/** Only the fields that the user says, in a fixed order. */
export function definitionOf(tracker: TrackerDefinition): TrackerDefinition {
  const { name, kind, unit, initialValue, targetValue, direction, rrule, startDate } = tracker;
  return { name, kind, unit, initialValue, targetValue, direction, rrule, startDate };
}

function withGoalChecked(definition: TrackerDefinition): TrackerDefinition {
  checkGoal(definition);
  return definition;
}

function checkStartDate(startDate: LocalDate, today: LocalDate): void {
  const months = 12 * HISTORY_YEARS;
  if (startDate < addMonths(today, -months) || startDate > addMonths(today, months)) {
    throw InvalidError.field('startDate', `must be within ${HISTORY_YEARS} years of today`);
  }
}
