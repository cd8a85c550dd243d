import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { LocalDate } from '../../../../common/time/local-date.js';
import { Widget } from '../../widget.entity.js';
import type { Direction, TrackerKind } from './tracker.contract.js';

/** A tracker with its standing, which is written with every change of its entries; `deletedAt` hides it everywhere. */
@Entity('trackers')
@Index(['widgetId', 'createdAt', 'id'])
@Check('trackers_kind_check', `kind IN ('number', 'habit', 'scale')`)
@Check('trackers_direction_check', `direction IN ('up', 'down')`)
@Check('trackers_amounts_check', `abs(initial_value) <= 1e12 AND abs(target_value) <= 1e12`)
@Check(
  'trackers_habit_target_check',
  `kind <> 'habit' OR target_value > 0 OR (direction = 'down' AND target_value = 0)`,
)
@Check(
  'trackers_schedule_check',
  `(rrule IS NULL) = (schedule IS NULL) AND (rrule IS NULL) = (schedule_from IS NULL) AND schedule_from <= start_date`,
)
@Check(
  'trackers_streak_check',
  `longest_streak >= streak_length AND streak_length >= 0 AND (streak_length > 0) = (streak_through IS NOT NULL)
   AND next_due_on > streak_through`,
)
export class Tracker {
  @PrimaryColumn('uuid')
  id: string;

  @ForeignKey(() => Widget, { onDelete: 'CASCADE' })
  @Column('uuid')
  widgetId: string;

  @Column('text')
  name: string;

  @Column('text')
  kind: TrackerKind;

  @Column('text', { nullable: true })
  unit: string | null;

  @Column('numeric', { precision: 22, scale: 9, nullable: true })
  initialValue: number | null;

  @Column('numeric', { precision: 22, scale: 9, nullable: true })
  targetValue: number | null;

  @Column('text')
  direction: Direction;

  @Column('text', { nullable: true })
  rrule: string | null;

  @Column('date')
  startDate: LocalDate;

  @Column('bit varying', { nullable: true })
  schedule: string | null;

  @Column('date', { nullable: true })
  scheduleFrom: LocalDate | null;

  @Column('integer')
  entryCount: number;

  @Column('numeric', { precision: 22, scale: 9, nullable: true })
  currentValue: number | null;

  @Column('double precision', { nullable: true })
  progress: number | null;

  @Column('timestamptz', { nullable: true })
  lastEntryAt: Date | null;

  @Column('date', { nullable: true })
  lastEntryOn: LocalDate | null;

  @Column('integer')
  streakLength: number;

  @Column('date', { nullable: true })
  streakThrough: LocalDate | null;

  @Column('integer')
  longestStreak: number;

  @Column('date', { nullable: true })
  nextDueOn: LocalDate | null;

  @Column('integer')
  version: number;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz')
  updatedAt: Date;

  @Column('timestamptz', { nullable: true })
  deletedAt: Date | null;
}
