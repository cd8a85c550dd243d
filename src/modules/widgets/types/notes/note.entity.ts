import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { User } from '../../../users/user.entity.js';
import { Widget } from '../../widget.entity.js';

/** A note in Markdown. Its text without marks, and what searches read, are stored when it is written. */
@Entity('notes')
@Index('notes_widget_id_is_pinned_updated_at_idx', ['widgetId', 'isPinned', 'updatedAt', 'id'])
@Index('notes_user_id_is_pinned_updated_at_idx', ['userId', 'isPinned', 'updatedAt', 'id'])
@Index('notes_search_form_idx', ['id'], { where: 'search_form < 1' })
@Index('notes_search_idx', ['search'], { type: 'gin' })
export class Note {
  @PrimaryColumn('uuid')
  id: string;

  @ForeignKey(() => User, { onDelete: 'CASCADE' })
  @Column('uuid')
  userId: string;

  @ForeignKey(() => Widget, { onDelete: 'CASCADE' })
  @Column('uuid')
  widgetId: string;

  @Column('text', { nullable: true })
  title: string | null;

  /** Markdown, as it was given. */
  @Column('text')
  body: string;

  /** The body as one line without marks. */
  @Column('text')
  plain: string;

  /** The words of title and text, and its user's id, so that one index range is what one user's search reads. */
  @Column('tsvector', { select: false })
  search?: string;

  /** Which form its words have; a former one is brought up to date by a job. */
  @Column('smallint', { select: false, default: 0 })
  searchForm?: number;

  @Column('boolean')
  isPinned: boolean;

  /** When its present text was written. */
  @Column('timestamptz')
  writtenAt: Date;

  /** When a former text was kept last. */
  @Column('timestamptz', { nullable: true })
  keptAt: Date | null;

  @Column('integer')
  version: number;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz')
  updatedAt: Date;
}
