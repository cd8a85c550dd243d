import { DataSource } from 'typeorm';
import type { TestApp } from './test-app.js';

/** A row of the event log. */
export interface EventRow {
  readonly type: string;
  readonly payload: Record<string, unknown>;
  readonly actorId: string | null;
}

/** What the log has of a user, oldest first; of one kind only where `type` is given. */
export function eventsOf({ app }: TestApp, userId: string, type?: string): Promise<EventRow[]> {
  return app.get(DataSource).query(
    `SELECT type, payload, actor_id AS "actorId" FROM events
     WHERE user_id = $1 AND ($2::text IS NULL OR type = $2) ORDER BY recorded_at, id`,
    [userId, type ?? null],
  );
}
