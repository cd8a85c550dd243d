import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { LocalDate } from '../../../../../common/time/local-date.js';
import { Tracker } from '../tracker.entity.js';

/** One thing that was logged, with the day that it counts for and the zone and day start by which that was found. */
@Entity('tracker_entries')
@Index(['trackerId', 'loggedAt', 'id'])
@Index(['trackerId', 'localDate'])
@Index('tracker_entries_tick_idx', ['trackerId', 'localDate'], { unique: true, where: 'is_tick' })
@Check('tracker_entries_tick_check', 'NOT is_tick OR value = 1')
@Check('tracker_entries_value_check', 'is_skip = (value IS NULL) AND abs(value) <= 1e12')
export class TrackerEntry {
  @PrimaryColumn('uuid')
  id: string;

  @ForeignKey(() => Tracker, { onDelete: 'CASCADE' })
  @Column('uuid')
  trackerId: string;

  @Column('numeric', { precision: 22, scale: 9, nullable: true })
  value: number | null;

  @Column('boolean')
  isSkip: boolean;

  /** Whether it ticks the day of a yes/no habit, of which a day has one. */
  @Column('boolean')
  isTick: boolean;

  @Column('timestamptz')
  loggedAt: Date;

  /** When the same day was last ticked or skipped again, which tells where the user was while that day lasted. */
  @Column('timestamptz', { nullable: true })
  repeatedAt: Date | null;

  @Column('date')
  localDate: LocalDate;

  @Column('text')
  timeZone: string;

  @Column('text')
  dayStart: string;

  /** The user's day on which it was logged for its day: by it the repair window is measured. */
  @Column('date')
  recordedOn: LocalDate;

  @Column('text', { nullable: true })
  notes: string | null;

  @Column('integer')
  version: number;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz')
  updatedAt: Date;
}
