import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { LocalDate } from '../../../../common/time/local-date.js';
import type { LocalTime } from '../../../../common/time/local-time.js';
import { User } from '../../../users/user.entity.js';
import { Widget } from '../../widget.entity.js';
import type { TaskOccurrence } from './series/due.js';
import type { RepeatFrom } from './tasks.contract.js';

/** The day on which a task that is done, or has no date, is due: never, so that it sorts after all days. */
export const NEVER = 'infinity';

/**
 * A task, recurring or not. What a day needs of it is stored when it changes (`upcoming` to `nextDueMinute`), so that a
 * day is an index range and rules are expanded on writes only.
 */
@Entity('tasks')
@Index('tasks_user_id_due_idx', ['userId', 'nextDueOn', 'nextDueMinute', 'id'], { where: 'NOT is_done' })
@Index('tasks_widget_id_due_idx', ['widgetId', 'nextDueOn', 'nextDueMinute', 'id'], { where: 'NOT is_done' })
@Index('tasks_user_id_due_date_idx', ['userId', 'dueDate'], {
  where: 'rrule IS NULL AND due_date IS NOT NULL',
})
@Index('tasks_user_id_recurring_idx', ['userId', 'dueDate'], { where: 'rrule IS NOT NULL' })
@Index('tasks_user_id_created_at_idx', ['userId', 'createdAt', 'id'])
@Index('tasks_widget_id_created_at_idx', ['widgetId', 'createdAt', 'id'])
@Index('tasks_user_id_done_at_idx', ['userId', 'doneAt', 'id'], { where: 'done_at IS NOT NULL' })
@Index('tasks_widget_id_last_completed_at_idx', ['widgetId', 'lastCompletedAt'], {
  where: 'last_completed_at IS NOT NULL',
})
@Check('tasks_priority_check', 'priority BETWEEN 1 AND 5')
@Check('tasks_repeat_from_check', `repeat_from IN ('schedule', 'completion')`)
@Check('tasks_due_check', 'due_date IS NOT NULL OR (due_time IS NULL AND rrule IS NULL)')
@Check('tasks_done_check', 'is_done = (completed_at IS NOT NULL)')
@Check(
  'tasks_upcoming_check',
  `(upcoming IS NULL) = (upcoming_due_on IS NULL) AND coalesce(upcoming_due_on[1], 'infinity') = next_due_on`,
)
export class Task {
  @PrimaryColumn('uuid')
  id: string;

  @ForeignKey(() => User, { onDelete: 'CASCADE' })
  @Column('uuid')
  userId: string;

  @ForeignKey(() => Widget, { onDelete: 'CASCADE' })
  @Column('uuid')
  widgetId: string;

  @Column('text')
  content: string;

  @Column('text', { nullable: true })
  notes: string | null;

  /** 1 (highest) to 5. */
  @Column('smallint')
  priority: number;

  @Column('text', { nullable: true })
  category: string | null;

  @Column('text', { array: true })
  labels: string[];

  /** Where a recurring task's series begins. */
  @Column('date', { nullable: true })
  dueDate: LocalDate | null;

  @Column('time', { nullable: true })
  dueTime: LocalTime | null;

  @Column('text', { nullable: true })
  timeZone: string | null;

  @Column('text', { nullable: true })
  rrule: string | null;

  @Column('text')
  repeatFrom: RepeatFrom;

  @Column('boolean')
  isDone: boolean;

  @Column('timestamptz', { nullable: true })
  completedAt: Date | null;

  /** When it, or one of its occurrences, was last done. */
  @Column('timestamptz', { nullable: true })
  lastCompletedAt: Date | null;

  /** The occurrence that was completed last; null for none, and for a task without a date. */
  @Column('jsonb', { nullable: true })
  lastCompleted: TaskOccurrence | null;

  /** The place among what is done: when it was last completed, or else when nothing of it was left. */
  @Column('timestamptz', { nullable: true })
  doneAt: Date | null;

  /** The occurrence that was done or skipped last, which is the one to reopen; null once it was reopened. */
  @Column('date', { nullable: true })
  lastSettled: LocalDate | null;

  /** Open occurrences in the order of their days: the one that was due when the task changed and some after it; null for none. */
  @Column('jsonb', { nullable: true })
  upcoming: TaskOccurrence[] | null;

  /** The user's days on which these are due; the first of the newest day that has come is the one that the task is due for. */
  @Column('date', { array: true, nullable: true })
  upcomingDueOn: LocalDate[] | null;

  @Column('date')
  nextDueOn: LocalDate | typeof NEVER;

  /** Minutes from the beginning of the user's day; 1440 where it is due at no certain time. */
  @Column('smallint')
  nextDueMinute: number;

  @Column('integer')
  version: number;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz')
  updatedAt: Date;
}
