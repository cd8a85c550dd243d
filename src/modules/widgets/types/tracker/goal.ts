import { InvalidError } from '../../../../common/errors/app-error.js';
import { STEP_LIMITS, type Direction, type TrackerKind } from './tracker.contract.js';

/** From where to where a tracker shall go. */
export interface Goal {
  readonly kind: TrackerKind;
  readonly initialValue: number | null;
  readonly targetValue: number | null;
  readonly direction: Direction;
}

type GoalWithoutDirection = Omit<Goal, 'direction'>;

const SCALE_MIN = 1;

/**
 * The direction of a goal: two different values say it themselves, else it is the one that was given, else the present
 * one, else up. Throws InvalidError where the given one contradicts the values.
 */
export function directionOf(
  goal: GoalWithoutDirection,
  given?: Direction,
  present: Direction = 'up',
): Direction {
  const implied = impliedDirection(goal);
  if (implied && given && given !== implied) {
    throw InvalidError.field('direction', `must be ${implied}, as initialValue and targetValue say`);
  }
  return implied ?? given ?? present;
}

/** Throws InvalidError where the goal makes no sense for its kind. */
export function checkGoal(
  { kind, initialValue, targetValue, direction }: Goal,
  steps: readonly string[] | null = null,
): void {
  if (kind === 'scale') {
    if (initialValue !== null) checkMark('initialValue', initialValue, steps);
    if (targetValue !== null) checkMark('targetValue', targetValue, steps);
  }
  if (kind === 'habit' && targetValue !== null) checkHabitTarget(targetValue, direction);
}

/** Throws InvalidError for a value that is no whole mark of the scale, which goes to 5 where its steps have no names. */
export function checkMark(field: string, value: number, steps: readonly string[] | null): void {
  const largest = marksOf(steps);
  if (!Number.isInteger(value) || value < SCALE_MIN || value > largest) {
    throw InvalidError.field(field, `must be a whole number from ${SCALE_MIN} to ${largest} on this scale`);
  }
}

/** How many marks a scale has. */
export function marksOf(steps: readonly string[] | null): number {
  return steps?.length ?? STEP_LIMITS.unnamed;
}

function checkHabitTarget(targetValue: number, direction: Direction): void {
  if (direction === 'up' && targetValue <= 0) {
    throw InvalidError.field('targetValue', 'must be more than 0 for a habit: how much makes its day done');
  }
  if (targetValue < 0) throw InvalidError.field('targetValue', 'must be 0 or more for a habit with a limit');
}

function impliedDirection({ kind, initialValue, targetValue }: GoalWithoutDirection): Direction | undefined {
  if (kind === 'habit' || initialValue === null || targetValue === null) return undefined;
  if (initialValue === targetValue) return undefined;
  return targetValue > initialValue ? 'up' : 'down';
}
