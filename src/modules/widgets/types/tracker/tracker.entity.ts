import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { LocalDate } from '../../../../common/time/local-date.js';
import type { WeekStart } from '../../../users/users.contract.js';
import { Widget } from '../../widget.entity.js';
import { toMultirange } from './freezes.js';
import type { Direction, Freeze, Period, TrackerKind } from './tracker.contract.js';

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
  'trackers_quota_check',
  `(times IS NULL) = (period IS NULL) AND period IN ('day', 'week', 'month')
   AND (times >= 1 OR (times = 0 AND direction = 'down')) AND (times IS NULL OR kind = 'habit')
   AND (rrule IS NULL OR period IS NULL OR period = 'day')`,
)
@Check('trackers_week_start_check', `week_start IN ('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU')`)
@Check('trackers_steps_check', `steps IS NULL OR (kind = 'scale' AND cardinality(steps) >= 2)`)
@Check('trackers_repair_days_check', 'repair_days >= 0')
@Check(
  'trackers_strength_check',
  `(strengths IS NULL) = (strength_from IS NULL) AND (strengths IS NULL) = (strength_fade IS NULL)
   AND cardinality(strengths) >= 1`,
)
@Check(
  'trackers_streak_check',
  `longest_streak >= streak_length AND streak_length >= 0 AND (streak_length > 0) = (streak_through IS NOT NULL)
   AND next_due_on > streak_through`,
)
@Check(
  'trackers_kept_check',
  `(kept IS NULL) = (kept_from IS NULL) AND (kept IS NOT NULL) = (kind = 'habit' AND direction = 'down')`,
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

  @Column('integer', { nullable: true })
  times: number | null;

  @Column('text', { nullable: true })
  period: Period | null;

  @Column('text')
  weekStart: WeekStart;

  @Column('text', { array: true, nullable: true })
  steps: readonly string[] | null;

  /** Only written here: hand-written SQL reads it as a list. */
  @Column('datemultirange', { transformer: { to: toMultirange, from: (text: string) => text } })
  freezes: readonly Freeze[];

  @Column('integer', { nullable: true })
  repairDays: number | null;

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

  /** Of a habit with a limit, see `Standing`; only SQL reads it. */
  @Column('date', { nullable: true })
  keptFrom: LocalDate | null;

  @Column('bit varying', { nullable: true })
  kept: string | null;

  /** Strength on the days from `strengthFrom` on that are not frozen; then it fades, or grows with a limit. */
  @Column('double precision', { array: true, nullable: true })
  strengths: readonly number[] | null;

  @Column('date', { nullable: true })
  strengthFrom: LocalDate | null;

  @Column('double precision', { nullable: true })
  strengthFade: number | null;

  @Column('integer')
  version: number;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz')
  updatedAt: Date;

  @Column('timestamptz', { nullable: true })
  deletedAt: Date | null;
}
