import { InvalidError } from '../../../../../common/errors/app-error.js';
import { keptAmount } from '../amount.js';
import { checkMark } from '../goal.js';
import type { TrackerDefinition } from '../tracker.contract.js';

/** What is logged: a value, or that the day is skipped. */
export interface GivenValue {
  readonly value?: number | null | undefined;
  readonly isSkip: boolean;
}

/**
 * The value of an entry: null for a skip, 1 for a habit that says no other. Throws InvalidError where a value is
 * missing, too much, or none of the scale.
 */
export function entryValue(
  { kind, steps }: Pick<TrackerDefinition, 'kind' | 'steps'>,
  { value = null, isSkip }: GivenValue,
): number | null {
  if (isSkip) {
    if (value !== null) throw InvalidError.field('value', 'must be left out if isSkip is true');
    return null;
  }
  if (value === null) {
    if (kind !== 'habit') throw InvalidError.field('value', 'is required unless isSkip is true');
    return 1;
  }
  if (kind === 'scale') checkMark('value', value, steps);
  return keptAmount(value);
}
