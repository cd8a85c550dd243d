import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { User } from '../../../users/user.entity.js';
import { Search } from './search.entity.js';
import type {
  Citation,
  Contradiction,
  SkippedPage,
  SummaryChanges,
  SummaryError,
  SummaryStatus,
  SummaryUsage,
  UnsupportedSentence,
} from './websearch.contract.js';

/** One answer to a search: asked for, being made, made or failed. */
@Entity('summaries')
@Index(['searchId', 'createdAt', 'id'])
@Index('summaries_unfinished_idx', ['searchId'], { unique: true, where: "status IN ('queued', 'running')" })
@Index('summaries_content_hash_idx', ['contentHash', 'createdAt'], { where: 'content_hash IS NOT NULL' })
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
  unsupported: UnsupportedSentence[];

  @Column('jsonb')
  contradictions: Contradiction[];

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

  /** What it was made of: the same for the same query and the same text of pages. */
  @Column('text', { nullable: true })
  contentHash: string | null;

  /** Compared with the one before. */
  @Column('jsonb', { nullable: true })
  changes: SummaryChanges | null;

  /** When the first of a run of equal ones was finished. */
  @Column('timestamptz', { nullable: true })
  unchangedSince: Date | null;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz', { nullable: true })
  finishedAt: Date | null;
}
