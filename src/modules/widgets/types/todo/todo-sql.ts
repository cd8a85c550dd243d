import { nameKeySql } from '../../../../platform/database/fold-sql.js';
import { momentSql } from '../../../../platform/database/moment-sql.js';
import { currentOn, dueAt, dueOn, isOverdue, type DaySql } from './task-views.js';

// `t.next_due_on <= day.date` is an index range: the few tasks of a widget that a day is about.
const IS_DUE = 't.widget_id = a.widget_id AND NOT t.is_done AND t.next_due_on <= day.date';
const DAY: DaySql = { day: 'day.date', now: 'day.now' };
const DUE_ON = dueOn(DAY.day);
const DUE_AT = dueAt(DAY.day);
const IS_OVERDUE = isOverdue(DAY);

const CURRENT = `t.upcoming -> (${currentOn(DAY.day)} - 1)`;

/** A row of a widget: an occurrence to draw, and to complete or reopen by the `date` of its `occurrence`. */
const itemOf = (occurrence: string, isDone: string): string => `json_build_object(
      'id', t.id, 'content', t.content, 'priority', t.priority, 'category', t.category, 'labels', t.labels,
      'isDone', ${isDone}, 'isOverdue', ${isDone} IS FALSE AND ${IS_OVERDUE}, 'isRecurring', t.rrule IS NOT NULL,
      'dueDate', t.due_date, 'dueTime', left(t.due_time::text, 5), 'timeZone', t.time_zone,
      'occurrence', ${occurrence}, 'completedAt', CASE WHEN ${isDone} THEN ${momentSql('t.last_completed_at')} END,
      'nextOccurrence', ${CURRENT}, 'version', t.version)`;

const OPEN_ITEM = itemOf(CURRENT, 'false');
const DONE_ITEM = itemOf('t.last_completed', 'true');

const SHOWS_DONE = `(a.settings ->> 'showDone')::boolean`;
const WAS_DONE_ON_DAY = `t.widget_id = a.widget_id AND t.last_completed_at >= day.starts_at
    AND t.last_completed_at < day.ends_at`;
// A recurring task that was done on the day is one row, ticked, until its next day comes.
const IS_DONE_ON_DAY = `coalesce(t.last_completed_at >= day.starts_at AND t.last_completed_at < day.ends_at, false)`;

/**
 * What to-do widgets show: counts (a task is in `dueToday` until it is overdue, and then in `overdue`), and the first tasks
 * by how much they concern the day.
 */
export const TODO_DATA = `
  SELECT a.widget_id, json_build_object(
    'counts', json_build_object(
      'open', opened.count, 'dueToday', due.today, 'overdue', due.overdue, 'doneToday', done.count,
      'byPriority', due.by_priority, 'byCategory', categories.list),
    'tasks', coalesce(shown.tasks, '[]'::json)) AS data
  FROM asked a
  CROSS JOIN day
  CROSS JOIN LATERAL (
    SELECT count(*) FROM tasks t WHERE t.widget_id = a.widget_id AND NOT t.is_done
  ) opened
  CROSS JOIN LATERAL (SELECT count(*) FROM tasks t WHERE ${WAS_DONE_ON_DAY}) done
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE NOT ${IS_OVERDUE}) AS today, count(*) FILTER (WHERE ${IS_OVERDUE}) AS overdue,
      json_build_object(${[1, 2, 3, 4, 5]
        .map((priority) => `'${priority}', count(*) FILTER (WHERE t.priority = ${priority})`)
        .join(', ')}) AS by_priority
    FROM tasks t WHERE ${IS_DUE}
  ) due
  CROSS JOIN LATERAL (
    SELECT coalesce(json_agg(json_build_object('category', category, 'count', count)), '[]'::json) AS list
    FROM (
      SELECT mode() WITHIN GROUP (ORDER BY t.category) AS category, count(*) FROM tasks t WHERE ${IS_DUE}
      GROUP BY ${nameKeySql('t.category')} ORDER BY count(*) DESC, ${nameKeySql('t.category')} LIMIT 20
    ) c
  ) categories
  CROSS JOIN LATERAL (
    SELECT json_agg(item ORDER BY part, place) AS tasks FROM (
      SELECT part, place, item FROM (
        (SELECT 1 AS part, row_number() OVER (ORDER BY t.priority, t.next_due_minute, t.id) AS place, ${OPEN_ITEM} AS item
          FROM tasks t WHERE ${IS_DUE}
          ORDER BY place LIMIT (a.settings ->> 'maxItems')::int)
        UNION ALL
        (SELECT 2, row_number() OVER (ORDER BY t.last_completed_at DESC, t.id) AS place, ${DONE_ITEM}
          FROM tasks t WHERE ${SHOWS_DONE} AND ${WAS_DONE_ON_DAY}
          ORDER BY place LIMIT (a.settings ->> 'maxItems')::int)
        UNION ALL
        (SELECT 3, row_number() OVER (ORDER BY t.next_due_on, t.next_due_minute, t.id) AS place, ${OPEN_ITEM}
          FROM tasks t WHERE t.widget_id = a.widget_id AND NOT t.is_done AND t.next_due_on > day.date
            AND NOT (${SHOWS_DONE} AND ${IS_DONE_ON_DAY})
          ORDER BY place LIMIT (a.settings ->> 'maxItems')::int)
      ) parts ORDER BY part, place LIMIT (a.settings ->> 'maxItems')::int
    ) first
  ) shown
  WHERE a.type = 'todo'`;

/** How far ahead an important task is worth a word. */
const SOON_DAYS = 3;
const IMPORTANT = 2;

const NAME = 'left(t.content, 100)';

/** How to-do widgets stand: what is overdue, due and coming, and what their captions are about. */
export const TODO_ATTENTION = `
  SELECT a.widget_id,
    opened.count = 0 AND NOT (${SHOWS_DONE} AND done.count > 0) AS is_empty,
    false AS is_over, due.ahead > 0 AS is_ahead, due.ahead::int AS due, due.overdue::int AS overdue,
    due.top_priority::int AS top_priority, soon.due_on AS soon_on, 0 AS streak_at_risk,
    (SELECT max(t.created_at) FROM tasks t WHERE t.widget_id = a.widget_id) AS filled_at, due.changes_at,
    json_build_object('isNew', NOT EXISTS (SELECT FROM tasks t WHERE t.widget_id = a.widget_id), 'open', opened.count, 'first', opened.first, 'overdueCount', due.overdue,
      'dueCount', due.ahead, 'doneToday', done.count, 'overdue', due.first_overdue,
      'due', due.first_due, 'later', later.first) AS facts
  FROM asked a
  CROSS JOIN day
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE NOT is_late) AS ahead, count(*) FILTER (WHERE is_late) AS overdue,
      min(priority) AS top_priority, min(at) FILTER (WHERE NOT is_late) AS changes_at,
      (array_agg(json_build_object('content', name, 'on', due_on) ORDER BY due_on, at, priority, id)
        FILTER (WHERE is_late))[1] AS first_overdue,
      (array_agg(json_build_object('content', name, 'at', ${momentSql('at')}) ORDER BY priority, at, id)
        FILTER (WHERE NOT is_late))[1] AS first_due
    FROM (
      SELECT t.id, ${NAME} AS name, t.priority, ${DUE_ON} AS due_on, ${DUE_AT} AS at, ${IS_OVERDUE} AS is_late
      FROM tasks t WHERE ${IS_DUE}
    ) t
  ) due
  CROSS JOIN LATERAL (
    SELECT count(*), (array_agg(${NAME} ORDER BY t.priority, t.created_at, t.id)
      FILTER (WHERE t.next_due_on = 'infinity'))[1] AS first
    FROM tasks t WHERE t.widget_id = a.widget_id AND NOT t.is_done
  ) opened
  CROSS JOIN LATERAL (SELECT count(*) FROM tasks t WHERE ${WAS_DONE_ON_DAY}) done
  CROSS JOIN LATERAL (
    SELECT min(t.next_due_on) AS due_on FROM tasks t
    WHERE t.widget_id = a.widget_id AND NOT t.is_done AND t.priority <= ${IMPORTANT}
      AND t.next_due_on > day.date AND t.next_due_on <= day.date + ${SOON_DAYS}
  ) soon
  LEFT JOIN LATERAL (
    SELECT json_build_object('content', ${NAME}, 'on', t.next_due_on) AS first FROM tasks t
    WHERE t.widget_id = a.widget_id AND NOT t.is_done AND t.next_due_on > day.date AND t.next_due_on < 'infinity'
    ORDER BY t.next_due_on, t.next_due_minute, t.id LIMIT 1
  ) later ON true
  WHERE a.type = 'todo'`;
