import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Session } from './session.entity.js';

/** A refresh token by its hash; used ones stay, so that their return is noticed. */
@Entity('refresh_tokens')
@Check('refresh_tokens_consumed_check', '(consumed_at IS NULL) = (successor_hash IS NULL)')
export class RefreshToken {
  @PrimaryColumn('bytea')
  hash: Buffer;

  @Index()
  @ForeignKey(() => Session, { onDelete: 'CASCADE' })
  @Column('uuid')
  sessionId: string;

  @Column('timestamptz')
  createdAt: Date;

  @Index()
  @Column('timestamptz', { nullable: true })
  consumedAt: Date | null;

  @Column('bytea', { nullable: true })
  successorHash: Buffer | null;
}
