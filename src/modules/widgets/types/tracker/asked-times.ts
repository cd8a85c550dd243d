import { InvalidError } from '../../../../common/errors/app-error.js';
import { MOST_TIMES, type TrackerDefinition } from './tracker.contract.js';

type Asked = Pick<TrackerDefinition, 'kind' | 'direction' | 'rrule' | 'times' | 'period'>;

/** Throws InvalidError where n times a period is only half said, or is said of something that has none. */
export function checkTimes({ kind, direction, rrule, times, period }: Asked): void {
  if (times === null && period === null) return;
  if (times === null) throw InvalidError.field('times', 'is required with period');
  if (period === null) throw InvalidError.field('period', 'is required with times');
  if (kind !== 'habit') throw InvalidError.field('times', 'is only for a habit');
  if (times < 1 && direction !== 'down') {
    throw InvalidError.field('times', 'must be at least 1 unless direction is down');
  }
  // A limit counts what is logged, everything else the days on which something was done.
  if (direction !== 'down' && times > MOST_TIMES[period]) {
    throw InvalidError.field('times', `must be at most ${MOST_TIMES[period]} a ${period}`);
  }
  if (rrule !== null && period !== 'day') {
    throw InvalidError.field(
      'rrule',
      `must be left out with the period ${period}: only the period day goes with a rule`,
    );
  }
}
