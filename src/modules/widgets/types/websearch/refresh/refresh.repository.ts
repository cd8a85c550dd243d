import { Injectable } from '@nestjs/common';
import { Database, statement } from '../../../../../platform/database/database.js';
import type { RefreshPlan } from './refresh-schedule.js';

const PLANS = `
  SELECT s.id AS "searchId", s.user_id AS "userId", s.created_at AS "createdAt", w.frequency, w.rrule,
    w.is_active AND w.deleted_at IS NULL AND u.is_active AS "isActive", u.time_zone AS "timeZone"
  FROM searches s JOIN widgets w ON w.id = s.widget_id JOIN users u ON u.id = s.user_id`;

const LOCK_DUE = statement(
  'searches.lock_due',
  `${PLANS} WHERE s.next_refresh_at <= $1 ORDER BY s.next_refresh_at LIMIT $2 FOR UPDATE OF s SKIP LOCKED`,
);

const LOCK_OF_WIDGET = statement(
  'searches.lock_of_widget',
  `${PLANS} WHERE s.widget_id = $1 ORDER BY s.id FOR UPDATE OF s`,
);

const LOCK_OF_USER = statement(
  'searches.lock_of_user',
  `${PLANS} WHERE w.user_id = $1 ORDER BY s.id FOR UPDATE OF s`,
);

const RESCHEDULE = statement(
  'searches.reschedule',
  `UPDATE searches s SET next_refresh_at = n.at
   FROM unnest($1::uuid[], $2::timestamptz[]) AS n (id, at) WHERE s.id = n.id`,
);

/** A search whose next refresh is being decided. */
export interface PlannedSearch extends RefreshPlan {
  readonly userId: string;
}

/** When searches are made again: every query of it. */
@Injectable()
export class RefreshRepository {
  constructor(private readonly database: Database) {}

  /** At most `limit` searches that are due and that no other process holds, the longest overdue first. */
  lockDue(now: Date, limit: number): Promise<PlannedSearch[]> {
    return this.database.query(LOCK_DUE, [now, limit]);
  }

  lockOfWidget(widgetId: string): Promise<PlannedSearch[]> {
    return this.database.query(LOCK_OF_WIDGET, [widgetId]);
  }

  lockOfUser(userId: string): Promise<PlannedSearch[]> {
    return this.database.query(LOCK_OF_USER, [userId]);
  }

  /** Sets the next moments of these searches, in one statement. */
  async reschedule(moments: ReadonlyMap<string, Date | null>): Promise<void> {
    await this.database.query(RESCHEDULE, [[...moments.keys()], [...moments.values()]]);
  }
}
