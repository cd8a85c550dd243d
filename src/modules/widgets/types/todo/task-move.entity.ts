import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { LocalDate } from '../../../../common/time/local-date.js';
import type { LocalTime } from '../../../../common/time/local-time.js';
import type { Move } from './series/due.js';
import { Task } from './task.entity.js';

/** An occurrence of a recurring task that is due elsewhere than its series says. */
@Entity('task_moves')
export class TaskMove implements Move {
  @ForeignKey(() => Task, { onDelete: 'CASCADE' })
  @PrimaryColumn('uuid')
  taskId: string;

  @PrimaryColumn('date')
  occurrence: LocalDate;

  @Column('date')
  dueDate: LocalDate;

  /** Null is the time of the series. */
  @Column('time', { nullable: true })
  dueTime: LocalTime | null;
}
