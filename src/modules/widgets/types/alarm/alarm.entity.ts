import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { LocalDateTime } from '../../../../common/time/local-date-time.js';
import type { LocalDate } from '../../../../common/time/local-date.js';
import type { LocalTime } from '../../../../common/time/local-time.js';
import { User } from '../../../users/user.entity.js';
import { Widget } from '../../widget.entity.js';
import type { AlarmOccurrence } from './alarms.contract.js';

/**
 * An alarm, one-off or recurring. What boards and the alarm clock need of it is stored when it changes or rings
 * (`upcoming` to `dueAt`), so that what is due is an index range and rules are expanded on writes only.
 */
@Entity('alarms')
@Index('alarms_due_at_idx', ['dueAt'], { where: 'due_at IS NOT NULL' })
@Index('alarms_widget_id_created_at_idx', ['widgetId', 'createdAt', 'id'])
@Index('alarms_widget_id_next_trigger_at_idx', ['widgetId', 'nextTriggerAt'], {
  where: 'next_trigger_at IS NOT NULL',
})
@Index('alarms_user_id_idx', ['userId', 'id'])
@Index('alarms_user_id_created_at_idx', ['userId', 'createdAt', 'id'])
@Check('alarms_times_check', 'cardinality(times) > 0')
@Check('alarms_due_at_check', 'due_at IS NOT DISTINCT FROM least(next_trigger_at, snoozed_until)')
@Check('alarms_is_active_check', 'is_active OR due_at IS NULL')
export class Alarm {
  @PrimaryColumn('uuid')
  id: string;

  @ForeignKey(() => User, { onDelete: 'CASCADE' })
  @Column('uuid')
  userId: string;

  @ForeignKey(() => Widget, { onDelete: 'CASCADE' })
  @Column('uuid')
  widgetId: string;

  @Column('text')
  title: string;

  /** Ascending and distinct. */
  @Column('text', { array: true })
  times: LocalTime[];

  /** The day of a one-off alarm, or where a recurring one's series begins. */
  @Column('date')
  startDate: LocalDate;

  @Column('text', { nullable: true })
  rrule: string | null;

  /** Null for the user's own, wherever they are. */
  @Column('text', { nullable: true })
  timeZone: string | null;

  @Column('boolean')
  isActive: boolean;

  /** The next occurrences in order, as far as boards of the coming days show them. */
  @Column('jsonb')
  upcoming: readonly AlarmOccurrence[];

  /** The first of `upcoming`; null when none is left, the alarm is off, or its widget was deleted. */
  @Column('timestamptz', { nullable: true })
  nextTriggerAt: Date | null;

  /** The earliest of the snoozes that have not rung yet. */
  @Column('timestamptz', { nullable: true })
  snoozedUntil: Date | null;

  /** The earlier of the two, which is when the alarm clock has to look at it. */
  @Column('timestamptz', { nullable: true })
  dueAt: Date | null;

  /** The newest occurrence that rang or was missed; a journey to the west does not bring it back. */
  @Column('timestamp', { nullable: true })
  lastOccurrence: LocalDateTime | null;

  @Column('timestamptz', { nullable: true })
  lastTriggeredAt: Date | null;

  @Column('integer')
  version: number;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz')
  updatedAt: Date;
}
