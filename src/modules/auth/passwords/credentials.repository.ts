import { Injectable } from '@nestjs/common';
import { Database, statement } from '../../../platform/database/database.js';
import { EntityRepository } from '../../../platform/database/entity-repository.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { Credential } from './credential.entity.js';

/** What signing in needs to know of an account. */
export interface SignInAccount {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  readonly isActive: boolean;
  /** When the account is erased, if its owner deleted it. */
  readonly deletesAt: Date | null;
  readonly passwordHash: string;
}

const ACCOUNT = `SELECT u.id AS "userId", u.email, u.name, u.is_active AS "isActive",
    u.deletes_at AS "deletesAt", c.password_hash AS "passwordHash"
  FROM users u JOIN credentials c ON c.user_id = u.id`;

const FIND_BY_EMAIL = statement('credentials.find_by_email', `${ACCOUNT} WHERE u.email = $1`);
const FIND = statement('credentials.find', `${ACCOUNT} WHERE u.id = $1`);

const REPLACE = statement(
  'credentials.replace',
  `UPDATE credentials SET password_hash = $3, changed_at = $4
   WHERE user_id = $1 AND password_hash = $2 RETURNING user_id`,
);

/** Every query on passwords. */
@Injectable()
export class CredentialsRepository extends EntityRepository<Credential> {
  constructor(
    uow: UnitOfWork,
    private readonly database: Database,
  ) {
    super(uow, Credential);
  }

  findByEmail(email: string): Promise<SignInAccount | undefined> {
    return this.database.one<SignInAccount>(FIND_BY_EMAIL, [email]);
  }

  find(userId: string): Promise<SignInAccount | undefined> {
    return this.database.one<SignInAccount>(FIND, [userId]);
  }

  async insert(credential: Credential): Promise<void> {
    await this.rows.insert(credential);
  }

  /** Sets another hash in place of the one that was checked; false where that is not the present one any more. */
  async replace(userId: string, checkedHash: string, newHash: string, now: Date): Promise<boolean> {
    return (await this.database.one(REPLACE, [userId, checkedHash, newHash, now])) !== undefined;
  }
}
