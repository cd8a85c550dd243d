import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { User } from '../../users/user.entity.js';
import type { CallOutcome } from './metering.contract.js';

/** One call of a model or a search: a line of the ledger. It outlives its user, so that the sums stay true. */
@Entity('ai_calls')
@Index(['userId', 'createdAt'])
@Index(['createdAt'])
@Index('ai_calls_running_idx', ['createdAt'], { where: "outcome = 'running'" })
@Check('ai_calls_kind_check', `kind IN ('model', 'search')`)
@Check('ai_calls_outcome_check', `outcome IN ('running', 'done', 'failed', 'lost')`)
@Check(
  'ai_calls_amounts_check',
  'input_tokens >= 0 AND output_tokens >= 0 AND reserved_micros >= 0 AND cost_micros >= 0',
)
export class AiCall {
  @PrimaryColumn('uuid')
  id: string;

  @ForeignKey(() => User, { onDelete: 'SET NULL' })
  @Column('uuid', { nullable: true })
  userId: string | null;

  @Column('text')
  feature: string;

  @Column('text')
  kind: 'model' | 'search';

  @Column('text')
  provider: string;

  @Column('text', { nullable: true })
  model: string | null;

  @Column('integer')
  inputTokens: number;

  @Column('integer')
  outputTokens: number;

  /** Whether the tokens are the worst case, because the provider did not say. */
  @Column('boolean')
  isEstimated: boolean;

  /** What the budget holds back for it; in millionths of the currency, as text, for it is a bigint. */
  @Column('bigint')
  reservedMicros: string;

  @Column('bigint')
  costMicros: string;

  @Column('integer', { nullable: true })
  latencyMs: number | null;

  @Column('text')
  outcome: CallOutcome;

  @Column('timestamptz')
  createdAt: Date;
}
