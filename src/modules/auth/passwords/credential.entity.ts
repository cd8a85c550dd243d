import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { User } from '../../users/user.entity.js';

/** How a user proves who they are; apart from the profile, so that nothing that reads profiles holds a hash. */
@Entity('credentials')
export class Credential {
  @ForeignKey(() => User, { onDelete: 'CASCADE' })
  @PrimaryColumn('uuid')
  userId: string;

  @Column('text')
  passwordHash: string;

  @Column('timestamptz')
  changedAt: Date;
}
