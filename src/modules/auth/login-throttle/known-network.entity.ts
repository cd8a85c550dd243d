import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { User } from '../../users/user.entity.js';

/** A network from which a user signed in, or renewed a session. */
@Entity('known_networks')
export class KnownNetwork {
  @ForeignKey(() => User, { onDelete: 'CASCADE' })
  @PrimaryColumn('uuid')
  userId: string;

  @PrimaryColumn('bytea')
  network: Buffer;

  @Index()
  @Column('timestamptz')
  lastUsedAt: Date;
}
