import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { User } from '../../users/user.entity.js';

/** A user's calendar feed. It stays when it is revoked, so that its version never comes back. */
@Entity('calendar_feeds')
@Index('calendar_feeds_token_hash_key', ['tokenHash'], { unique: true })
@Check('calendar_feeds_token_hash_check', 'length(token_hash) = 32')
export class CalendarFeed {
  @ForeignKey(() => User, { onDelete: 'CASCADE' })
  @PrimaryColumn('uuid')
  userId: string;

  /** Null where it was revoked. */
  @Column('bytea', { nullable: true })
  tokenHash: Buffer | null;

  @Column('integer')
  version: number;

  /** When its present address was made. */
  @Column('timestamptz')
  createdAt: Date;

  /** To the hour. */
  @Column('timestamptz', { nullable: true })
  lastReadAt: Date | null;
}
