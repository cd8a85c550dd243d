import { Injectable } from '@nestjs/common';
import type { PageRequest } from '../../common/paging/page.js';
import { Database, statement } from '../../platform/database/database.js';
import { EntityRepository } from '../../platform/database/entity-repository.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { User } from './user.entity.js';
import type { DayContext } from './users.contract.js';

/** A user with the sort key as the database wrote it. */
export interface ListedUser extends User {
  readonly createdAtKey: string;
}

const COLUMNS = `id, email, name, role, is_active AS "isActive",
  deletes_at AS "deletesAt", time_zone AS "timeZone", locale,
  week_start AS "weekStart", day_start AS "dayStart", theme, preferences, version,
  created_at AS "createdAt", updated_at AS "updatedAt"`;

const FIND = statement('users.find', `SELECT ${COLUMNS} FROM users WHERE id = $1`);
const LOCK = statement('users.lock', `${FIND.text} FOR NO KEY UPDATE`);
const FIND_BY_EMAIL = statement('users.find_by_email', `SELECT ${COLUMNS} FROM users WHERE email = $1`);

const DAY_CONTEXT = statement(
  'users.day_context',
  `SELECT id, time_zone AS "timeZone", day_start AS "dayStart", week_start AS "weekStart", locale
   FROM users WHERE id = $1`,
);

const LIST = statement(
  'users.list',
  `SELECT ${COLUMNS}, created_at::text AS "createdAtKey" FROM users
   WHERE ($1::timestamptz IS NULL OR (created_at, id) > ($1, $2::uuid))
     AND ($3::text IS NULL OR position(lower($3) IN email) > 0 OR position(lower($3) IN lower(name)) > 0)
   ORDER BY created_at, id
   LIMIT $4`,
);

const RESTORE = statement(
  'users.restore',
  `UPDATE users SET deletes_at = NULL, is_active = true, version = version + 1, updated_at = $2
   WHERE id = $1 AND deletes_at > $2 RETURNING id`,
);

const DUE_FOR_ERASURE = statement(
  'users.due_for_erasure',
  'SELECT id FROM users WHERE deletes_at <= $1 ORDER BY deletes_at, id LIMIT $2',
);

// The condition is checked again under the row's lock, so of a restoration and an erasure at the same moment one wins.
const ERASE_DUE = statement(
  'users.erase_due',
  'DELETE FROM users WHERE id = $1 AND deletes_at <= $2 RETURNING id',
);

// Cascades through everything the user has, which may take longer than a request may.
const ALLOW_LONG_STATEMENT = statement(
  'users.allow_long_statement',
  `SELECT set_config('statement_timeout', $1, true)`,
);

const HAS_ANY = statement('users.has_any', 'SELECT EXISTS (SELECT FROM users) AS "hasAny"');

// Locked in one order, so that two administrators who demote each other don't both succeed, nor wait for ever.
const LOCK_ADMINS = statement(
  'users.lock_admins',
  `SELECT id FROM users WHERE role = 'admin' AND is_active ORDER BY id FOR NO KEY UPDATE`,
);

/** Every query on users. */
@Injectable()
export class UsersRepository extends EntityRepository<User> {
  constructor(
    uow: UnitOfWork,
    private readonly database: Database,
  ) {
    super(uow, User);
  }

  find(id: string): Promise<User | undefined> {
    return this.database.one<User>(FIND, [id]);
  }

  /** The same, and nobody else changes it until the unit of work ends. */
  lock(id: string): Promise<User | undefined> {
    return this.database.one<User>(LOCK, [id]);
  }

  findByEmail(email: string): Promise<User | undefined> {
    return this.database.one<User>(FIND_BY_EMAIL, [email]);
  }

  findDayContext(id: string): Promise<DayContext | undefined> {
    return this.database.one<DayContext>(DAY_CONTEXT, [id]);
  }

  /** At most `limit + 1` users behind the page's key, oldest first; `search` is a part of name or address. */
  list(search: string | undefined, { limit, after }: PageRequest): Promise<ListedUser[]> {
    return this.database.query<ListedUser>(LIST, [
      after?.[0] ?? null,
      after?.[1] ?? null,
      search ?? null,
      limit + 1,
    ]);
  }

  /** Ids of all who can administrate; none of them changes until the unit of work ends. */
  async lockAdmins(): Promise<string[]> {
    return (await this.database.query<{ id: string }>(LOCK_ADMINS)).map(({ id }) => id);
  }

  async hasAny(): Promise<boolean> {
    return (await this.database.one<{ hasAny: boolean }>(HAS_ANY))?.hasAny ?? false;
  }

  async insert(user: User): Promise<void> {
    await this.rows.insert(user);
  }

  async update(id: string, changes: Partial<User>): Promise<void> {
    await this.rows.update({ id }, changes);
  }

  async delete(id: string): Promise<void> {
    await this.rows.delete({ id });
  }

  /** Calls a deletion off; false if it is too late, or there is none. */
  async restore(id: string, now: Date): Promise<boolean> {
    return (await this.database.one(RESTORE, [id, now])) !== undefined;
  }

  /** At most `limit` users whose time to be restored is over, the longest due first. */
  async findDueForErasure(now: Date, limit: number): Promise<string[]> {
    return (await this.database.query<{ id: string }>(DUE_FOR_ERASURE, [now, limit])).map(({ id }) => id);
  }

  /** Deletes a user who is still due, with everything that cascades; false if another process was faster. */
  async eraseDue(id: string, now: Date, timeoutMs: number): Promise<boolean> {
    await this.database.query(ALLOW_LONG_STATEMENT, [String(timeoutMs)]);
    return (await this.database.one(ERASE_DUE, [id, now])) !== undefined;
  }
}
