import { Injectable } from '@nestjs/common';
import { Database, statement } from '../../../../../platform/database/database.js';
import type { CalendarAsked } from '../../../calendar-source.contract.js';
import type { DatedTask } from './task-entry.js';

// The first by its place in the series, which is not the first to come where one was moved.
const FIRST_OPEN = `(SELECT min(o ->> 'date') FROM jsonb_array_elements(t.upcoming) o
       WHERE NOT EXISTS (SELECT FROM task_moves m WHERE m.task_id = t.id AND m.occurrence = (o ->> 'date')::date))`;

const DATED = statement(
  'dated_tasks.list',
  `SELECT t.id, t.content, t.notes, t.priority, t.category, t.labels, t.due_date::text AS "dueDate",
     left(t.due_time::text, 5) AS "dueTime", t.time_zone AS "timeZone", t.rrule, t.repeat_from AS "repeatFrom",
     t.completed_at AS "completedAt", t.created_at AS "createdAt", t.updated_at AS "updatedAt",
     ${FIRST_OPEN} AS "firstOpen", coalesce(ahead.dates, '{}') AS "settledAhead", coalesce(moved.list, '[]') AS moved
   FROM tasks t
   JOIN widgets w ON w.id = t.widget_id AND w.deleted_at IS NULL AND w.is_active
   LEFT JOIN LATERAL (
     SELECT array_agg(s.occurrence::text ORDER BY s.occurrence) AS dates FROM task_settlements s
     WHERE s.task_id = t.id AND s.occurrence > ${FIRST_OPEN}::date
   ) ahead ON t.rrule IS NOT NULL
   LEFT JOIN LATERAL (
     SELECT json_agg(json_build_object('date', m.occurrence, 'dueDate', m.due_date, 'dueTime', left(m.due_time::text, 5))
       ORDER BY m.occurrence) AS list
     FROM task_moves m LEFT JOIN task_settlements s USING (task_id, occurrence)
     WHERE m.task_id = t.id AND s.task_id IS NULL
   ) moved ON t.rrule IS NOT NULL
   WHERE t.user_id = $1 AND t.due_date IS NOT NULL AND (NOT t.is_done OR t.completed_at >= $2::date)
   ORDER BY t.is_done, t.next_due_on, t.id
   LIMIT $3`,
);

/** Reads the tasks that have a place in a calendar. */
@Injectable()
export class DatedTasksRepository {
  constructor(private readonly database: Database) {}

  /** Open tasks with a date, the most urgent first, and then those that were done since. */
  dated({ userId, since, limit }: CalendarAsked): Promise<DatedTask[]> {
    return this.database.query<DatedTask>(DATED, [userId, since, limit]);
  }
}
