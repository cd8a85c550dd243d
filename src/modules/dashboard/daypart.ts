import { localDateTimeOf } from '../../common/time/moment.js';
import { DAYPARTS, type Daypart } from './policy/board-state.js';

const HOURS_A_PART = 6;

/** The part of the day that an instant is in, by the wall clock of the zone. */
export function daypartOf(instant: Date, timeZone: string): Daypart {
  const hour = Number(localDateTimeOf(instant, timeZone).slice(11, 13));
  return DAYPARTS[Math.floor(hour / HOURS_A_PART)] ?? 'night';
}
