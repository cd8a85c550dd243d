import { nameKeySql } from '../../../../platform/database/fold-sql.js';
import { momentSql } from '../../../../platform/database/moment-sql.js';
import { currentOn, dueOn, isOverdue, nextOverdueAt, type DaySql } from './task-views.js';

// `t.next_due_on <= day.date` is an index range: the few tasks of a widget that a day is about.
const IS_DUE = 't.widget_id = a.widget_id AND NOT t.is_done AND t.next_due_on <= day.date';
const DAY: DaySql = { day: 'day.date', now: 'day.now' };
const DUE_ON = dueOn(DAY.day);
const IS_OVERDUE = isOverdue(DAY);

/**
 * Within `FROM tasks t WHERE ${IS_DUE}`: the next moment of the day at which a task of the widget becomes overdue, or
 * null. Until then, and until the day ends, what is said of its tasks stays true.
 */
export const TODO_NEXT_OVERDUE_AT = nextOverdueAt(DAY);

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

/** What of to-do widgets calls for attention: what is still due on the day, and what is overdue. */
export const TODO_ATTENTION = `
  SELECT a.widget_id, due.today::int AS due, due.overdue::int AS overdue, due.top_priority::int AS top_priority,
    0 AS streak_at_risk, done.last_at AS last_activity_at, due.is_on_day AS must_show
  FROM asked a
  CROSS JOIN day
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE NOT ${IS_OVERDUE}) AS today, count(*) FILTER (WHERE ${IS_OVERDUE}) AS overdue,
      coalesce(bool_or(${DUE_ON} = day.date), false) AS is_on_day, min(t.priority) AS top_priority
    FROM tasks t WHERE ${IS_DUE}
  ) due
  CROSS JOIN LATERAL (SELECT max(t.last_completed_at) AS last_at FROM tasks t WHERE t.widget_id = a.widget_id) done
  WHERE a.type = 'todo' AND (due.today + due.overdue > 0 OR done.last_at IS NOT NULL)`;
