import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { LocalDate } from '../../../../../common/time/local-date.js';
import { Widget } from '../../../widget.entity.js';
import { CalendarEvent } from '../calendar-event.entity.js';

/** An occurrence of the days around now, stored so that boards expand no rules. */
@Entity('calendar_occurrences')
@Index('calendar_occurrences_widget_id_ends_at_idx', ['widgetId', 'endsAt'])
export class CalendarOccurrence {
  @ForeignKey(() => CalendarEvent, { onDelete: 'CASCADE' })
  @PrimaryColumn('uuid')
  eventId: string;

  @PrimaryColumn('text')
  recurrenceId: string;

  @ForeignKey(() => Widget, { onDelete: 'CASCADE' })
  @Column('uuid')
  widgetId: string;

  @Column('text')
  title: string;

  @Column('text', { nullable: true })
  location: string | null;

  @Column('boolean')
  isAllDay: boolean;

  /** The first day, by the clock that the event is on. */
  @Column('date')
  startsOn: LocalDate;

  /** The day after the last one where it is all day long; else the day on which it ends. */
  @Column('date')
  endsOn: LocalDate;

  @Column('timestamptz')
  startsAt: Date;

  /** The first moment after it; for whole days by the user's clock. */
  @Column('timestamptz')
  endsAt: Date;
}
