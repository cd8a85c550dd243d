import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { User } from '../../../users/user.entity.js';
import { Widget } from '../../widget.entity.js';

/** A query that a web search widget asks the web again and again. */
@Entity('searches')
@Index(['widgetId', 'createdAt', 'id'])
@Index('searches_user_id_created_at_idx', ['userId', 'createdAt', 'id'])
@Index('searches_next_refresh_at_idx', ['nextRefreshAt'], { where: 'next_refresh_at IS NOT NULL' })
@Check('searches_query_check', 'char_length(query) BETWEEN 1 AND 400')
@Check('searches_version_check', 'version > 0')
export class Search {
  @PrimaryColumn('uuid')
  id: string;

  @ForeignKey(() => User, { onDelete: 'CASCADE' })
  @Column('uuid')
  userId: string;

  @ForeignKey(() => Widget, { onDelete: 'CASCADE' })
  @Column('uuid')
  widgetId: string;

  @Column('text')
  query: string;

  @Column('integer')
  version: number;

  @Column('timestamptz')
  createdAt: Date;

  /** When it is made again by itself; null for never. */
  @Column('timestamptz', { nullable: true })
  nextRefreshAt: Date | null;
}
