import { IsInt, Max, Min } from 'class-validator';
import { ListQuery } from '../../../../../common/http/list-query.dto.js';
import { IfGiven } from '../../../../../common/validation/if-given.js';
import { IsInstant } from '../../../../../common/validation/instant.js';
import type { RingState } from '../alarms.contract.js';

const LONGEST_SNOOZE_MINUTES = 1_440;

/** Which ring to dismiss. */
export class DismissRequest {
  /**
   * When the ring that is meant is or was due: `nextTriggerAt` or `snoozedUntil` of the alarm, or `dueAt` of a ring. Without
   * it, the nearest: what rings, else what is due within 5 minutes, else the last ring of today.
   */
  @IfGiven()
  @IsInstant()
  dueAt?: string;
}

/** For how long to snooze which ring. */
export class SnoozeRequest extends DismissRequest {
  /**
   * Length of the snooze in minutes, up to a day.
   * @example 10
   */
  @IsInt()
  @Min(1)
  @Max(LONGEST_SNOOZE_MINUTES)
  minutes: number;
}

/** Which page of an alarm's rings. */
export class RingsQuery extends ListQuery {}

/** One time that an alarm rang, or should have. */
export class RingResponse {
  /**
   * Id of the ring.
   * @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e14"
   */
  id: string;
  /**
   * Id of the alarm.
   * @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e13"
   */
  alarmId: string;
  /**
   * Local date and time in the alarm's time zone; of a snoozed ring, those of the original one.
   * @example "2026-03-02T07:00"
   */
  occurrence: string;
  /**
   * 0 for the original ring, then one more for each snooze.
   * @example 0
   */
  snoozeNumber: number;
  /**
   * When it was due.
   * @example "2026-03-02T06:00:00.000Z"
   */
  dueAt: string;
  /**
   * When it rang; if a device rang before the server, or for a missed one, when that was answered. Null while missed.
   * @example "2026-03-02T06:00:00.120Z"
   */
  firedAt: string | null;
  /**
   * `unanswered` if a later ring replaced it, `missed` if it could not ring in time.
   * @example "ringing"
   */
  state: RingState;
  /**
   * End of the snooze.
   * @example null
   */
  snoozedUntil: string | null;
}
