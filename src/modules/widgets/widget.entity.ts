import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { User } from '../users/user.entity.js';

/** A widget of a user; `deletedAt` hides it everywhere. */
@Entity('widgets')
@Index('widgets_user_id_created_at_id_idx', ['userId', 'createdAt', 'id'], { where: 'deleted_at IS NULL' })
@Check('widgets_title_check', 'char_length(title) BETWEEN 1 AND 200')
@Check('widgets_frequency_check', `frequency IN ('once', 'daily', 'weekly', 'monthly', 'yearly', 'custom')`)
@Check('widgets_category_check', 'char_length(category) BETWEEN 1 AND 50')
@Check('widgets_importance_check', 'importance BETWEEN 1 AND 5')
@Check('widgets_version_check', 'version > 0')
@Check('widgets_check', `(frequency = 'custom') = (rrule IS NOT NULL)`)
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
