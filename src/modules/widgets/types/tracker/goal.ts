import { InvalidError } from '../../../../common/errors/app-error.js';
import type { Direction, TrackerKind } from './tracker.contract.js';

/** From where to where a tracker shall go. */
export interface Goal {
  readonly kind: TrackerKind;
  readonly initialValue: number | null;
  readonly targetValue: number | null;
  readonly direction: Direction;
}

type GoalWithoutDirection = Omit<Goal, 'direction'>;

const SCALE_MIN = 1;
const SCALE_MAX = 5;

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
export function checkGoal({ kind, initialValue, targetValue, direction }: Goal): void {
  if (kind === 'scale') {
    if (initialValue !== null) checkMark('initialValue', initialValue);
    if (targetValue !== null) checkMark('targetValue', targetValue);
  }
  if (kind === 'habit' && targetValue !== null) checkHabitTarget(targetValue, direction);
}

/** Throws InvalidError for a value that is no whole mark of the scale. */
export function checkMark(field: string, value: number): void {
  if (!Number.isInteger(value) || value < SCALE_MIN || value > SCALE_MAX) {
    throw InvalidError.field(field, `must be a whole number from ${SCALE_MIN} to ${SCALE_MAX} on a scale`);
  }
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
