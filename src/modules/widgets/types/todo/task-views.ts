import type { KeyPart } from '../../../../common/paging/cursor.js';
import { statement, type Statement } from '../../../../platform/database/database.js';
import { foldedSql, nameKeySql } from '../../../../platform/database/fold-sql.js';
import { momentSql } from '../../../../platform/database/moment-sql.js';

/** The lists that tasks can be seen in. */
export const TASK_VIEWS = ['today', 'overdue', 'upcoming', 'open', 'done', 'all'] as const;

/** `today` is what is due on the day or was before; `overdue` is the part of it whose day or time has passed. */
export type TaskViewName = (typeof TASK_VIEWS)[number];

/** What a list can be narrowed by, each with its condition on the parameter `p`. */
const FILTERS = {
  widgetId: (p: string) => `t.widget_id = ${p}::uuid`,
  category: (p: string) => `${nameKeySql('t.category')} = ${nameKeySql(`${p}::text`)}`,
  label: (p: string) =>
    `EXISTS (SELECT FROM unnest(t.labels) l WHERE ${nameKeySql('l')} = ${nameKeySql(`${p}::text`)})`,
  priority: (p: string) => `t.priority = ${p}::int`,
  // Each word, anywhere in a text, so that words are found in scripts without blanks between them too.
  search: (p: string) => `(
      SELECT bool_and(strpos(text, ${foldedSql('word')}) > 0)
      FROM unnest(${p}::text[]) word, (SELECT ${foldedSql(`t.content || E'\\n' || coalesce(t.notes, '')`)} AS text) said
    )`,
} as const;

/** Something that a list can be narrowed by. */
export type TaskFilterName = keyof typeof FILTERS;

/** Their order in a statement. */
export const TASK_FILTERS = Object.keys(FILTERS) as TaskFilterName[];

/** What a list is narrowed by; each combination is a statement of its own, so that none is planned for what it has not. */
export interface ListShape {
  readonly view: TaskViewName;
  readonly filters: readonly TaskFilterName[];
  /** Whether it is a page behind a key, and not the first. */
  readonly isBehind: boolean;
}

interface SortKey {
  readonly column: string;
  readonly part: KeyPart;
  readonly type: string;
}

interface View {
  readonly where: string;
  readonly order: readonly SortKey[];
  readonly direction: 'ASC' | 'DESC';
  /** Whether the list is few rows, those of one day, which are sorted and counted in memory. */
  readonly isDay: boolean;
  readonly isCounted: boolean;
}

const ID: SortKey = { column: 'id', part: 'uuid', type: 'uuid' };
const MINUTE: SortKey = { column: 'next_due_minute', part: 'integer', type: 'bigint' };
const PRIORITY: SortKey = { column: 'priority', part: 'integer', type: 'bigint' };
const onDay = (column: string): SortKey => ({ column, part: 'date', type: 'date' });
const at = (column: string): SortKey => ({ column, part: 'timestamp', type: 'timestamptz' });

const DAY = { direction: 'ASC', isDay: true, isCounted: true } as const;
const RANGE = { direction: 'ASC', isDay: false, isCounted: true } as const;

const VIEWS: Record<TaskViewName, View> = {
  today: { ...DAY, where: 'true', order: [PRIORITY, MINUTE, ID] },
  overdue: { ...DAY, where: 'is_overdue', order: [onDay('due_on'), MINUTE, ID] },
  upcoming: {
    ...RANGE,
    where: `NOT t.is_done AND t.next_due_on > $2 AND t.next_due_on < 'infinity'`,
    order: [onDay('next_due_on'), MINUTE, ID],
  },
  open: { ...RANGE, where: 'NOT t.is_done', order: [onDay('next_due_on'), MINUTE, ID] },
  done: {
    ...RANGE,
    where: 't.done_at IS NOT NULL',
    order: [at('done_at'), ID],
    direction: 'DESC',
    isCounted: false,
  },
  all: { ...RANGE, where: 'true', order: [at('created_at'), ID], isCounted: false },
};

/**
 * The place, from 1 on, of the occurrence among `upcoming` that a task `t` is due for on a day, or else of the next: the
 * first of the newest day that has come.
 */
export const currentOn = (day: string): string =>
  `greatest(array_position(t.upcoming_due_on, t.upcoming_due_on[width_bucket(${day}, t.upcoming_due_on)]), 1)`;

/** The user's day of that occurrence; null for a task without a date and for a completed one. */
export const dueOn = (day: string): string => `t.upcoming_due_on[${currentOn(day)}]`;

/** The moment of that occurrence; null for one without a time. */
export const dueAt = (day: string): string => `(t.upcoming -> (${currentOn(day)} - 1) ->> 'at')::timestamptz`;

/** SQL expressions for the user's day that is asked for and for the present moment. */
export interface DaySql {
  readonly day: string;
  readonly now: string;
}

/**
 * Whether a task `t` is overdue: one with a due time from that moment on, one without from the day after. The same as
 * isOverdue() of the series.
 */
export const isOverdue = ({ day, now }: DaySql): string =>
  `coalesce(NOT t.is_done AND (${dueOn(day)} < ${day} OR ${dueOn(day)} = ${day} AND ${dueAt(day)} <= ${now}), false)`;

const ASKED: DaySql = { day: '$2::date', now: '$3::timestamptz' };

/** A row `t` of `found` as JSON, the same as toTaskView() makes it. */
const TASK_JSON = `json_build_object(
    'id', t.id, 'widgetId', t.widget_id, 'content', t.content, 'notes', t.notes, 'priority', t.priority,
    'category', t.category, 'labels', t.labels, 'dueDate', t.due_date, 'dueTime', left(t.due_time::text, 5),
    'timeZone', t.time_zone, 'rrule', t.rrule, 'repeatFrom', t.repeat_from, 'isDone', t.is_done,
    'isOverdue', t.is_overdue, 'completedAt', ${momentSql('t.completed_at')},
    'lastCompletedAt', ${momentSql('t.last_completed_at')},
    'lastCompleted', t.last_completed, 'nextOccurrence', t.upcoming -> (${currentOn(ASKED.day)} - 1), 'version', t.version,
    'createdAt', ${momentSql('t.created_at')}, 'updatedAt', ${momentSql('t.updated_at')})`;

const COUNTS = `SELECT json_build_object(
    'total', count(*),
    'byPriority', json_build_object(${[1, 2, 3, 4, 5]
      .map((priority) => `'${priority}', count(*) FILTER (WHERE priority = ${priority})`)
      .join(', ')}),
    'byCategory', (
      SELECT coalesce(json_agg(json_build_object('category', category, 'count', count)), '[]')
      FROM (SELECT mode() WITHIN GROUP (ORDER BY category) AS category, count(*) AS count
        FROM found GROUP BY ${nameKeySql('category')}
        ORDER BY count(*) DESC, ${nameKeySql('category')} LIMIT 100) categories
    )) FROM found`;

/** What the sort key of a view is made of. */
export function viewKey(name: TaskViewName): KeyPart[] {
  return VIEWS[name].order.map(({ part }) => part);
}

const FIRST_FILTER = 5;

const statements = new Map<string, Statement>();

/**
 * The statement of a list. Parameters: user, day, now, limit; then those of its filters and the parts of the key. It
 * answers with one row: the page as JSON text, the key that the next one is behind, and counts.
 */
export function listStatement(shape: ListShape): Statement {
  const name = ['tasks', shape.view, ...shape.filters, ...(shape.isBehind ? ['next'] : [])].join('.');
  const known = statements.get(name) ?? statement(name, textOf(VIEWS[shape.view], shape));
  statements.set(name, known);
  return known;
}

function textOf(view: View, shape: ListShape): string {
  const order = view.order.map(({ column }) => `t.${column} ${view.direction}`).join(', ');
  const key = view.order.map(({ column }) => `t.${column}::text`).join(', ');
  const filters = shape.filters.map((filter, i) => FILTERS[filter](`$${FIRST_FILTER + i}`));
  const behind = shape.isBehind ? behindKey(view, FIRST_FILTER + filters.length) : 'true';
  return `WITH found AS ${foundBy(view, filters)},
  page AS MATERIALIZED (
    SELECT row_number() OVER (ORDER BY ${order}) AS n, ARRAY[${key}] AS key, ${TASK_JSON} AS task
    FROM (SELECT * FROM found t WHERE ${behind} ORDER BY ${order} LIMIT $4::int + 1) t
  )
  SELECT coalesce(json_agg(task ORDER BY n) FILTER (WHERE n <= $4), '[]')::text AS text,
    CASE WHEN count(*) > $4 THEN max(key) FILTER (WHERE n = $4) END AS next,
    ${view.isCounted && !shape.isBehind ? `(${COUNTS})` : 'NULL::json'} AS counts
  FROM page`;
}

function foundBy({ where, isDay }: View, filters: readonly string[]): string {
  const rows = (
    within: string,
  ): string => `SELECT t.*, ${dueOn(ASKED.day)} AS due_on, ${isOverdue(ASKED)} AS is_overdue
    FROM tasks t JOIN widgets w ON w.id = t.widget_id AND w.deleted_at IS NULL
    WHERE ${['t.user_id = $1', ...filters, within].join(' AND ')}`;
  if (!isDay) return `NOT MATERIALIZED (${rows(where)})`;
  return `MATERIALIZED (SELECT * FROM (${rows('NOT t.is_done AND t.next_due_on <= $2')}) due WHERE ${where})`;
}

function behindKey({ order, direction }: View, first: number): string {
  const columns = order.map(({ column }) => `t.${column}`).join(', ');
  const values = order.map(({ type }, i) => `$${first + i}::${type}`).join(', ');
  return `(${columns}) ${direction === 'ASC' ? '>' : '<'} (${values})`;
}
