import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Failed attempts by account and network; the key is a hash, so that the table names nobody. */
@Entity('sign_in_attempts')
export class SignInAttempt {
  @PrimaryColumn('bytea')
  key: Buffer;

  @Column('integer')
  failures: number;

  @Index()
  @Column('timestamptz')
  lastAt: Date;

  @Column('timestamptz', { nullable: true })
  lockedUntil: Date | null;
}
