import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { User } from '../users/user.entity.js';

/** A widget of a user; `deletedAt` hides it everywhere. */
@Entity('widgets')
@Index('widgets_user_id_created_at_id_idx', ['userId', 'createdAt', 'id'], { where: 'deleted_at IS NULL' })
export class Widget {
  @PrimaryColumn('uuid')
  id: string;

  @ForeignKey(() => User, { onDelete: 'CASCADE' })
  @Column('uuid')
  userId: string;

  @Column('text')
  type: string;

  @Column('text')
  title: string;

  @Column('text')
  frequency: string;

  @Column('text', { nullable: true })
  rrule: string | null;

  @Column('text', { nullable: true })
  category: string | null;

  @Column('smallint')
  importance: number;

  @Column('jsonb')
  settings: object;

  @Column('boolean')
  isActive: boolean;

  @Column('boolean')
  isPinned: boolean;

  @Column('integer')
  version: number;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz')
  updatedAt: Date;

  @Column('timestamptz', { nullable: true })
  deletedAt: Date | null;
}
