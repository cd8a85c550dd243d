import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { LocalDate } from '../../../../common/time/local-date.js';
import type { Settled, SettledState } from './series/history.js';
import { Task } from './task.entity.js';

/** An occurrence of a recurring task that was done or skipped. */
@Entity('task_settlements')
@Index('task_settlements_task_id_task_version_key', ['taskId', 'taskVersion'], { unique: true })
@Check('task_settlements_state_check', `state IN ('done', 'skipped')`)
export class TaskSettlement implements Settled {
  @ForeignKey(() => Task, { onDelete: 'CASCADE' })
  @PrimaryColumn('uuid')
  taskId: string;

  @PrimaryColumn('date')
  occurrence: LocalDate;

  @Column('text')
  state: SettledState;

  @Column('boolean')
  wasDue: boolean;

  @Column('timestamptz')
  settledAt: Date;

  @Column('date')
  settledOn: LocalDate;

  @Column('integer')
  taskVersion: number;
}
