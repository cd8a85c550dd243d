import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { User } from '../../../users/user.entity.js';
import { Search } from './search.entity.js';
import type {
  Citation,
  SkippedPage,
  SummaryError,
  SummaryStatus,
  SummaryUsage,
} from './websearch.contract.js';

/** One answer to a search: asked for, being made, made or failed. */
@Entity('summaries')
@Index(['searchId', 'createdAt', 'id'])
@Index('summaries_unfinished_idx', ['searchId'], { unique: true, where: "status IN ('queued', 'running')" })
@Check('summaries_status_check', `status IN ('queued', 'running', 'done', 'failed')`)
@Check('summaries_check', `(status = 'done') = (content IS NOT NULL)`)
@Check('summaries_check1', `(status = 'failed') = (error IS NOT NULL)`)
export class Summary {
  @PrimaryColumn('uuid')
  id: string;

  @ForeignKey(() => User, { onDelete: 'CASCADE' })
  @Column('uuid')
  userId: string;

  @ForeignKey(() => Search, { onDelete: 'CASCADE' })
  @Column('uuid')
  searchId: string;

  @Column('text')
  status: SummaryStatus;

  @Column('text', { nullable: true })
  content: string | null;

  @Column('jsonb')
  citations: Citation[];

  @Column('jsonb')
  skipped: SkippedPage[];

  @Column('text', { nullable: true })
  model: string | null;

  @Column('jsonb', { nullable: true })
  usage: SummaryUsage | null;

  @Column('text', { nullable: true })
  notice: string | null;

  @Column('jsonb', { nullable: true })
  error: SummaryError | null;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz', { nullable: true })
  finishedAt: Date | null;
}
