import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { LocalDate } from '../../../../common/time/local-date.js';
import { User } from '../../../users/user.entity.js';
import { Widget } from '../../widget.entity.js';
import type { EventSchedule } from './series/calendar-series.js';

/** An event of a calendar, one's own or of a calendar file; recurring ones are one row. */
@Entity('calendar_events')
@Index('calendar_events_widget_id_uid_key', ['widgetId', 'uid'], { unique: true })
@Index('calendar_events_widget_id_last_day_first_day_idx', ['widgetId', 'lastDay', 'firstDay'])
@Index('calendar_events_user_id_idx', ['userId', 'id'])
@Index('calendar_events_user_id_last_day_first_day_idx', ['userId', 'lastDay', 'firstDay'])
@Index('calendar_events_widget_id_created_at_idx', ['widgetId', 'createdAt'])
export class CalendarEvent {
  @PrimaryColumn('uuid')
  id: string;

  @ForeignKey(() => User, { onDelete: 'CASCADE' })
  @Column('uuid')
  userId: string;

  @ForeignKey(() => Widget, { onDelete: 'CASCADE' })
  @Column('uuid')
  widgetId: string;

  /** What other programs know it by; the id of one's own. */
  @Column('text')
  uid: string;

  @Column('text')
  title: string;

  @Column('text', { nullable: true })
  description: string | null;

  @Column('text', { nullable: true })
  location: string | null;

  /** Read and written as a whole: nothing in it is ever asked for alone. */
  @Column('jsonb')
  schedule: EventSchedule;

  /** No occurrence is before, in whatever zone, so that a range is an index range. */
  @Column('date')
  firstDay: LocalDate;

  /** No occurrence is after; the last of days where the series has no end. */
  @Column('date')
  lastDay: LocalDate;

  /** How often its organiser changed it in a way that matters; 0 for one's own. */
  @Column('integer')
  sequence: number;

  /** When the file says that it was written, in epoch seconds; 0 for one's own. */
  @Column('bigint')
  stamp: number;

  /** What the file said, hashed; null for one's own. */
  @Column('text', { nullable: true })
  sourceDigest: string | null;

  @Column('integer')
  version: number;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz')
  updatedAt: Date;
}
