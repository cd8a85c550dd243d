import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { User } from '../../users/user.entity.js';

/** A user's calendar as a file, made of one version of their data. */
@Entity('calendar_feed_files')
@Check('calendar_feed_files_task_form_check', "task_form IN ('events', 'todos')")
export class CalendarFeedFile {
  @ForeignKey(() => User, { onDelete: 'CASCADE' })
  @PrimaryColumn('uuid')
  userId: string;

  @PrimaryColumn('text')
  taskForm: string;

  /** Of the program, the data and the month that it was made of. */
  @Column('text')
  etag: string;

  @Column('bigint')
  dataVersion: string;

  /** Compressed (gzip). */
  @Column('bytea')
  content: Buffer;
}
