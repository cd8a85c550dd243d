import { Injectable } from '@nestjs/common';
import type { DayRules } from '../../../common/time/user-day.js';
import { Database, statement } from '../../../platform/database/database.js';

/** A user whose board is to be made. */
export interface DueUser extends DayRules {
  readonly userId: string;
  /** Whether the account is active, and was used of late. */
  readonly isActive: boolean;
}

const USER = `u.id AS "userId", u.time_zone AS "timeZone", u.day_start AS "dayStart"`;

/** `$1` is since when a session must have been used: its tokens are renewed every few minutes of use. */
const IS_ACTIVE = `u.is_active AND EXISTS (
  SELECT FROM sessions s WHERE s.user_id = u.id AND s.revoked_at IS NULL AND s.last_used_at >= $1
)`;

const LOCK_DUE = statement(
  'board_mornings.lock_due',
  `SELECT ${USER}, ${IS_ACTIVE} AS "isActive"
   FROM board_mornings m JOIN users u ON u.id = m.user_id
   WHERE m.due_at <= $2
   ORDER BY m.due_at LIMIT $3 FOR UPDATE OF m SKIP LOCKED`,
);

const RESCHEDULE = statement(
  'board_mornings.reschedule',
  `UPDATE board_mornings m SET due_at = n.at
   FROM unnest($1::uuid[], $2::timestamptz[]) AS n (user_id, at) WHERE m.user_id = n.user_id`,
);

const FORGET = statement('board_mornings.forget', `DELETE FROM board_mornings WHERE user_id = ANY ($1)`);

const USERS = statement(
  'board_mornings.users',
  `SELECT ${USER}, u.is_active AS "isActive" FROM users u WHERE u.id = ANY ($1::uuid[])`,
);

/** Whose board is made when, before their morning. */
@Injectable()
export class MorningsRepository {
  constructor(private readonly database: Database) {}

  /** At most `limit` users who are due and whom no other process holds, the longest overdue first. */
  lockDue(now: Date, usedSince: Date, limit: number): Promise<DueUser[]> {
    return this.database.query(LOCK_DUE, [usedSince, now, limit]);
  }

  /** Sets when users are next due, in one statement; those who have no row stay without. */
  async reschedule(moments: ReadonlyMap<string, Date>): Promise<void> {
    await this.database.query(RESCHEDULE, [[...moments.keys()], [...moments.values()]]);
  }

  /** Leaves users alone until they read a board again. */
  async forget(userIds: readonly string[]): Promise<void> {
    await this.database.query(FORGET, [userIds]);
  }

  /** The users of these ids that there are. */
  users(userIds: readonly string[]): Promise<DueUser[]> {
    return this.database.query(USERS, [userIds]);
  }
}
