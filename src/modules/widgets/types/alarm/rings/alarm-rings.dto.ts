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
   * From now on, up to a day.
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
  /** @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e14" */
  id: string;
  /** @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e13" */
  alarmId: string;
  /**
   * Date and time on the alarm's clock; of a snooze, those of the ring that was put off first.
   * @example "2026-03-02T07:00"
   */
  occurrence: string;
  /**
   * 0 for the occurrence itself, then one more for each snooze.
   * @example 0
   */
  snoozeNumber: number;
  /** @example "2026-03-02T06:00:00.000Z" */
  dueAt: string;
  /**
   * When it rang; if a device rang before the server, or for a missed one, when that was answered. Null while missed.
   * @example "2026-03-02T06:00:00.120Z"
   */
  firedAt: string | null;
  /**
   * `unanswered` once a later ring took its place; `missed` where nothing could let it ring in time.
   * @example "ringing"
   */
  state: RingState;
  /**
   * Until when it was put off.
   * @example null
   */
  snoozedUntil: string | null;
}
