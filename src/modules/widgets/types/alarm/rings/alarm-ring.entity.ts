import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { LocalDateTime } from '../../../../../common/time/local-date-time.js';
import { Alarm } from '../alarm.entity.js';
import type { RingState } from '../alarms.contract.js';

/** One time that an alarm rang, or should have: for an occurrence itself, or for one of its snoozes. */
@Entity('alarm_rings')
@Index('alarm_rings_alarm_id_occurrence_snooze_number_key', ['alarmId', 'occurrence', 'snoozeNumber'], {
  unique: true,
})
@Index('alarm_rings_alarm_id_due_at_idx', ['alarmId', 'dueAt', 'id'])
@Index('alarm_rings_open_idx', ['alarmId', 'state', 'snoozedUntil'], {
  where: `state IN ('ringing', 'snoozed')`,
})
@Check('alarm_rings_state_check', `state IN ('ringing', 'snoozed', 'dismissed', 'unanswered', 'missed')`)
@Check('alarm_rings_snoozed_check', `state <> 'snoozed' OR snoozed_until IS NOT NULL`)
@Check('alarm_rings_fired_at_check', `(state = 'missed') = (fired_at IS NULL)`)
export class AlarmRing {
  @PrimaryColumn('uuid')
  id: string;

  @ForeignKey(() => Alarm, { onDelete: 'CASCADE' })
  @Column('uuid')
  alarmId: string;

  /** What the alarm's clock showed, or should have. */
  @Column('timestamp')
  occurrence: LocalDateTime;

  /** 0 for the occurrence itself, then one more for each snooze. */
  @Column('smallint')
  snoozeNumber: number;

  @Column('timestamptz')
  dueAt: Date;

  @Column('timestamptz', { nullable: true })
  firedAt: Date | null;

  @Column('text')
  state: RingState;

  /** When it was put off, until when; the snooze then is a ring of its own. */
  @Column('timestamptz', { nullable: true })
  snoozedUntil: Date | null;
}
