import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { LocalDate } from '../../../../../common/time/local-date.js';
import type { DayMark } from '../standing/streak.js';
import { Tracker } from '../tracker.entity.js';

/**
 * What the entries of one day add up to by the tracker's goal. It is written with every change of them, so that whoever
 * asks for days reads one row for each, however much was logged.
 */
@Entity('tracker_days')
@Check('tracker_days_credit_check', 'credit BETWEEN 0 AND 1')
@Check('tracker_days_streak_mark_check', `streak_mark IN ('done', 'skipped')`)
export class TrackerDay {
  @ForeignKey(() => Tracker, { onDelete: 'CASCADE' })
  @PrimaryColumn('uuid')
  trackerId: string;

  @PrimaryColumn('date')
  date: LocalDate;

  /** Skips aside. */
  @Column('integer')
  entries: number;

  /** A habit's sum, a scale's mean, a number's last value. */
  @Column('double precision', { nullable: true })
  value: number | null;

  @Column('numeric', { nullable: true })
  sum: number | null;

  @Column('numeric', { nullable: true })
  min: number | null;

  @Column('numeric', { nullable: true })
  max: number | null;

  /** How much of the day's goal was done, 0 to 1. */
  @Column('double precision')
  credit: number;

  @Column('boolean')
  isDone: boolean;

  @Column('boolean')
  isSkipped: boolean;

  /** What the day is for the streak: what was logged after the repair window is left out. */
  @Column('text', { nullable: true })
  streakMark: DayMark | null;

  @Column('timestamptz')
  firstAt: Date;

  @Column('timestamptz')
  lastAt: Date;
}
