import { InvalidError } from '../../../../common/errors/app-error.js';
import { addMonths, parseLocalDate, type LocalDate } from '../../../../common/time/local-date.js';
import type { WeekStart } from '../../../users/users.contract.js';
import { keptAmount } from './amount.js';
import { checkTimes } from './asked-times.js';
import { freezesOf, type GivenFreeze } from './freezes.js';
import { checkGoal, directionOf, marksOf } from './goal.js';
import { HISTORY_YEARS } from './standing/draw-schedule.js';
import type { Direction, Period, TrackerDefinition, TrackerKind } from './tracker.contract.js';

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
  readonly times?: number | null;
  readonly period?: Period | null;
  /** By default the user's. */
  readonly weekStart?: WeekStart;
  readonly steps?: readonly string[] | null;
  readonly freezes?: readonly GivenFreeze[];
  readonly repairDays?: number | null;
  /** `YYYY-MM-DD` */
  readonly startDate?: string;
}

/** Fields to change; what is left out stays. */
export type TrackerChanges = Partial<Omit<NewTracker, 'id' | 'kind'>>;

/**
 * The definition of a new tracker, whose weeks begin as its user's unless it says otherwise; throws InvalidError where its
 * fields contradict each other.
 */
export function define(
  request: NewTracker,
  today: LocalDate,
  weekStart: WeekStart = 'MO',
): TrackerDefinition {
  const definition = {
    name: request.name,
    kind: request.kind,
    unit: request.unit ?? null,
    initialValue: keptAmount(request.initialValue ?? null),
    targetValue: keptAmount(request.targetValue ?? null),
    rrule: request.rrule ?? null,
    times: request.times ?? null,
    period: request.period ?? null,
    weekStart: request.weekStart ?? weekStart,
    steps: request.steps ?? null,
    freezes: freezesOf(request.freezes ?? [], today),
    repairDays: request.repairDays ?? null,
    startDate: request.startDate === undefined ? today : parseLocalDate(request.startDate),
  };
  checkStartDate(definition.startDate, today);
  return checked({ ...definition, direction: directionOf(definition, request.direction) });
}

/** The definition with the changes laid over it; throws InvalidError as above. */
export function redefine(
  present: TrackerDefinition,
  { startDate, freezes, ...changes }: TrackerChanges,
  today: LocalDate,
): TrackerDefinition {
  const given = Object.fromEntries(
    Object.entries<unknown>(changes).filter(([, value]) => value !== undefined),
  );
  const merged: TrackerDefinition = Object.assign(definitionOf(present), given);
  const definition = {
    ...merged,
    initialValue: keptAmount(merged.initialValue),
    targetValue: keptAmount(merged.targetValue),
    freezes: freezes === undefined ? present.freezes : freezesOf(freezes, today),
    startDate: startDate === undefined ? present.startDate : parseLocalDate(startDate),
  };
  const direction = directionOf(definition, changes.direction, present.direction);
  if (startDate !== undefined) checkStartDate(definition.startDate, today);
  if (marksOf(definition.steps) < marksOf(present.steps)) {
    throw InvalidError.field('steps', 'must not be fewer than before: what was logged refers to them');
  }
  return checked({ ...definition, direction });
}

/** Only the fields that the user says, in a fixed order. */
export function definitionOf(tracker: TrackerDefinition): TrackerDefinition {
  const { name, kind, unit, initialValue, targetValue, direction, rrule, times, period } = tracker;
  const { weekStart, steps, freezes, repairDays, startDate } = tracker;
  return {
    ...{ name, kind, unit, initialValue, targetValue, direction, rrule, times, period },
    ...{ weekStart, steps, freezes, repairDays, startDate },
  };
}

function checked(definition: TrackerDefinition): TrackerDefinition {
  const { kind, steps } = definition;
  if (steps !== null && kind !== 'scale') throw InvalidError.field('steps', 'is only for a scale');
  checkGoal(definition, steps);
  checkTimes(definition);
  return definition;
}

function checkStartDate(startDate: LocalDate, today: LocalDate): void {
  const months = 12 * HISTORY_YEARS;
  if (startDate < addMonths(today, -months) || startDate > addMonths(today, months)) {
    throw InvalidError.field('startDate', `must be within ${HISTORY_YEARS} years of today`);
  }
}
