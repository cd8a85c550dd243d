import type { RingState } from './alarms.contract.js';

/** A ring of the day, past or upcoming. */
export class AlarmRingItem {
  /**
   * Id of the alarm.
   * @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e14"
   */
  alarmId: string;
  /**
   * Title of the alarm.
   * @example "Wake up"
   */
  title: string;
  /**
   * Time of the occurrence on the alarm's wall clock.
   * @example "07:00"
   */
  time: string;
  /**
   * When it rings or rang; a snoozed ring has its own.
   * @example "2026-03-02T06:00:00.000Z"
   */
  dueAt: string;
  /**
   * `scheduled` until it rings.
   * @example "scheduled"
   */
  state: RingState | 'scheduled';
  /**
   * Whether it is a repetition after a snooze.
   * @example false
   */
  isSnooze: boolean;
}

/** The alarm that rings next. */
export class NextRing {
  /**
   * Id of the alarm.
   * @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e14"
   */
  alarmId: string;
  /**
   * Title of the alarm.
   * @example "Wake up"
   */
  title: string;
  /**
   * When it rings.
   * @example "2026-03-03T06:00:00.000Z"
   */
  dueAt: string;
}

/** What an alarm widget shows: the rings of the day, and the next one of all. */
export class AlarmData {
  /** The rings of the day in order, at most `maxItems` of the settings. */
  rings: AlarmRingItem[];
  /**
   * Number of rings of the day.
   * @example 1
   */
  count: number;
  /** The next ring, on whatever day; null if no alarm is scheduled. */
  next: NextRing | null;
}
