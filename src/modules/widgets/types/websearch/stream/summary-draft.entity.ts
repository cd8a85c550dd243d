import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Summary } from '../summary.entity.js';
import type { Citation, UnsupportedSentence } from '../websearch.contract.js';

/** What is written so far of a summary that is being made. */
@Entity('summary_drafts')
@Check('summary_drafts_attempt_check', 'attempt > 0')
export class SummaryDraft {
  @ForeignKey(() => Summary, { onDelete: 'CASCADE' })
  @PrimaryColumn('uuid')
  summaryId: string;

  /** A job that is tried again begins anew. */
  @Column('integer')
  attempt: number;

  @Column('text')
  text: string;

  @Column('jsonb')
  citations: Citation[];

  @Column('jsonb')
  unsupported: UnsupportedSentence[];

  @Column('text')
  pending: string;
}
