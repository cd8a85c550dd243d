import { createHash } from 'node:crypto';
import { statement, type Statement } from '../../platform/database/database.js';
import { tellEvent } from '../../platform/events/event-row.js';
import { momentSql } from '../../platform/database/moment-sql.js';
import { LIVE_SESSION_SQL } from '../auth/auth.contract.js';
import { WIDGET_DAY_SQL } from '../widgets/widget-day.contract.js';
import type { WidgetType } from '../widgets/widget-type.contract.js';

/** Which types' fragments are in a statement; `sizes` are of all types. */
export interface BoardTypes {
  readonly loaded: readonly WidgetType[];
  readonly all: readonly WidgetType[];
}

/** Makes each text once for each set of types. */
function perTypes(make: (types: BoardTypes) => Statement): (types: BoardTypes) => Statement {
  const made = new WeakMap<BoardTypes, Statement>();
  return (types) => {
    const known = made.get(types) ?? make(types);
    made.set(types, known);
    return known;
  };
}

const NO_DATA = `SELECT NULL::uuid AS widget_id, NULL::json AS data WHERE false`;
const NO_ATTENTION = `SELECT NULL::uuid AS widget_id, false AS is_empty, false AS is_over, false AS is_ahead, 0 AS due,
  0 AS overdue, NULL::int AS top_priority, NULL::date AS soon_on, 0 AS streak_at_risk, NULL::timestamptz AS filled_at,
  NULL::timestamptz AS changes_at, NULL::json AS facts WHERE false`;

function nameOf(name: string, { loaded, all }: BoardTypes): string {
  return loaded.length === all.length ? name : `${name}:${loaded.map(({ key }) => key).join('+')}`;
}

function union(fragments: readonly string[]): string {
  return fragments.map((fragment) => `(${fragment})`).join('\nUNION ALL\n');
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/**
 * The JSON text of a board, given the CTEs `board` (one row of `daily_boards`' shape with `time_zone`) and `places`.
 * Widgets of types that are not loaded have a `dataError`.
 */
function render({ loaded, all }: BoardTypes): string {
  const sizeRows = all.map(({ key, defaultSize }) => `(${quoted(key)}, ${quoted(defaultSize)})`).join(', ');
  return `
  asked (widget_id, type, settings) AS MATERIALIZED (
    SELECT w.id, w.type, w.settings
    FROM places p JOIN widgets w ON w.id = p.widget_id
    WHERE w.user_id = $1 AND w.deleted_at IS NULL AND w.is_active
  ),
  data AS MATERIALIZED (${union([NO_DATA, ...loaded.map((type) => type.data)])}),
  size (type, size) AS (VALUES ${sizeRows}),
  shown AS MATERIALIZED (
    SELECT w.*, p.score, p.reasons, p.description, row_number() OVER (ORDER BY p.position, w.id) - 1 AS position
    FROM places p JOIN widgets w ON w.id = p.widget_id
    WHERE w.user_id = $1 AND w.deleted_at IS NULL AND w.is_active
  ),
  body (text) AS MATERIALIZED (
    SELECT json_build_object(
      'date', board.date,
      'title', board.title,
      'wording', board.wording,
      'timeZone', board.time_zone,
      'generatedAt', ${momentSql('board.generated_at')},
      'policy', json_build_object('name', board.policy_name, 'version', board.policy_version),
      'widgets', coalesce((
        SELECT json_agg(CASE WHEN d.widget_id IS NULL THEN json_build_object(
            'id', s.id, 'type', s.type, 'title', s.title, 'category', s.category, 'importance', s.importance,
            'frequency', s.frequency, 'size', size.size, 'position', s.position, 'score', s.score,
            'description', s.description, 'reasons', s.reasons, 'data', NULL, 'dataError', json_build_object(
              'code', 'widget_data_unavailable', 'message', 'its data can''t be read at the moment: try again soon'))
          ELSE json_build_object(
            'id', s.id, 'type', s.type, 'title', s.title, 'category', s.category, 'importance', s.importance,
            'frequency', s.frequency, 'size', size.size, 'position', s.position, 'score', s.score,
            'description', s.description, 'reasons', s.reasons, 'data', d.data) END ORDER BY s.position)
        FROM shown s LEFT JOIN data d ON d.widget_id = s.id LEFT JOIN size ON size.type = s.type
      ), '[]'::json),
      'stats', json_build_object(
        'total', (SELECT count(*) FROM shown),
        'byFrequency', coalesce((SELECT json_object_agg(frequency, n) FROM
          (SELECT frequency, count(*) AS n FROM shown GROUP BY frequency ORDER BY frequency) f), '{}'::json),
        'byType', coalesce((SELECT json_object_agg(type, n) FROM
          (SELECT type, count(*) AS n FROM shown GROUP BY type ORDER BY type) t), '{}'::json))
    )::text
    FROM board
  )`;
}

/** Whether the board `b` still says the truth at a moment. */
const isTrueAt = (moment: string): string => `(b.valid_until IS NULL OR b.valid_until > ${moment})`;

/**
 * The stored board of `$4`, if the session `$2` is live: the session's facts, whether the board is up to date with the
 * user's data and the hour and was rendered by the present code `$5`, and then its text, unless it is the version `$6`
 * that the client has. One look-up by key: nothing is put together when a board is read again.
 */
export const READ_BOARD = statement(
  'board.read',
  `WITH session AS MATERIALIZED (${LIVE_SESSION_SQL})
   SELECT session.time_zone AS "timeZone", session.day_start AS "dayStart",
     b.body IS NOT NULL AS "isFresh", session.data_version || '.' || coalesce(b.revision, 0) AS version,
     CASE WHEN session.data_version || '.' || b.revision IS DISTINCT FROM $6::text THEN b.body END AS text
   FROM session LEFT JOIN daily_boards b ON b.user_id = $1 AND b.date = $4::date
     AND b.data_version = session.data_version AND b.rendered_by = $5 AND ${isTrueAt('$3')}`,
);

/** The board of a past day as it was chosen then, with the data of now; `$2` is the zone. */
export const renderStoredBoard = perTypes((types) =>
  statement(
    nameOf('board.stored', types),
    `WITH ${WIDGET_DAY_SQL},
  board AS MATERIALIZED (SELECT b.*, $2::text AS time_zone FROM daily_boards b WHERE b.user_id = $1 AND b.date = $4),
  places AS MATERIALIZED (SELECT p.* FROM board_places p WHERE p.user_id = $1 AND p.date = $4),
  ${render(types)}
  SELECT text FROM body`,
  ),
);

/** Names the way in which boards are rendered: what another version of the code rendered is rendered again. */
export function rendererOf(types: BoardTypes): string {
  return createHash('sha256').update(renderStoredBoard(types).text).digest('base64url').slice(0, 16);
}

/** Everything that a choice for the day depends on, with the data version that it was read at. */
export const readState = perTypes((types) =>
  statement(
    nameOf('board.state', types),
    `WITH ${WIDGET_DAY_SQL},
  asked (widget_id, type, settings) AS MATERIALIZED (
    SELECT id, type, settings FROM widgets WHERE user_id = $1 AND deleted_at IS NULL AND is_active
  ),
  attention AS MATERIALIZED (${union([NO_ATTENTION, ...types.loaded.map((type) => type.attention)])})
  SELECT coalesce(v.version, 0)::text AS "dataVersion",
    coalesce(b.body IS NOT NULL AND b.data_version = v.version AND ${isTrueAt('day.now')}, false) AS "isStored",
    (SELECT min(changes_at) FROM attention) AS "validUntil",
    coalesce((
      SELECT json_agg(json_build_object(
        'id', w.id, 'type', w.type, 'category', w.category, 'importance', w.importance,
        'frequency', w.frequency, 'rrule', w.rrule, 'isPinned', w.is_pinned,
        'createdAt', w.created_at,
        'lastShownOn', (SELECT max(p.date) FROM board_places p WHERE p.widget_id = w.id AND p.date < $4),
        'override', o.kind,
        'isEmpty', coalesce(a.is_empty, true), 'isUsed', a.filled_at IS NOT NULL,
        'isOver', coalesce(a.is_over, false), 'isAhead', coalesce(a.is_ahead, false),
        'due', coalesce(a.due, 0), 'overdue', coalesce(a.overdue, 0), 'topPriority', a.top_priority,
        'soonOn', a.soon_on, 'streakAtRisk', coalesce(a.streak_at_risk, 0),
        'uses', u.uses, 'usesInDaypart', u.in_daypart, 'placedAt', p.position,
        'isFilledToday', filled.at >= day.starts_at AND filled.at < day.ends_at,
        'isFresh', coalesce(filled.at >= b.generated_at, false)
      ) ORDER BY w.created_at, w.id)
      FROM widgets w
      LEFT JOIN attention a ON a.widget_id = w.id
      LEFT JOIN board_overrides o ON o.user_id = $1 AND o.date = $4 AND o.widget_id = w.id
      LEFT JOIN board_places p ON p.user_id = $1 AND p.date = $4 AND p.widget_id = w.id
      CROSS JOIN LATERAL (SELECT greatest(w.created_at, a.filled_at) AS at) filled
      CROSS JOIN LATERAL (
        SELECT count(*) AS uses, count(*) FILTER (WHERE i.daypart = $2) AS in_daypart
        FROM interactions i
        WHERE i.widget_id = w.id AND i.kind IN ('click', 'expand', 'complete')
          AND i.local_date BETWEEN $4::date - 28 AND $4::date
      ) u
      WHERE w.user_id = $1 AND w.deleted_at IS NULL AND w.is_active
    ), '[]'::json) AS widgets,
    coalesce((
      SELECT json_object_agg(id, title) FROM widgets WHERE user_id = $1 AND deleted_at IS NULL AND is_active
    ), '{}'::json) AS titles,
    coalesce((SELECT json_object_agg(widget_id, facts) FROM attention), '{}'::json) AS facts,
    coalesce((SELECT lines FROM board_wordings WHERE user_id = $1 AND date = $4), '{}'::json) AS lines
  FROM day LEFT JOIN data_versions v ON v.user_id = $1 LEFT JOIN daily_boards b ON b.user_id = $1 AND b.date = $4`,
  ),
);

const GIVEN_PLACES = `places (widget_id, position, score, reasons, description) AS MATERIALIZED (
    SELECT * FROM unnest($7::uuid[], $8::int[], $9::float8[], $10::json[], $11::text[])
  )`;

const TOLD = tellEvent({
  id: '$19::uuid',
  userId: '$1::uuid',
  type: '$20::text',
  payload: '$21::jsonb',
  occurredAt: '$3::timestamptz',
  requestId: '$22::text',
  from: 'stored',
});

const GIVEN_BOARD = `board AS MATERIALIZED (
    SELECT $4::date AS date, $2::text AS time_zone, $12::timestamptz AS generated_at,
      $13::text AS policy_name, $14::int AS policy_version, $15::text AS title, $16::text AS wording
  )`;

/** The text of a board that is given, and stores nothing. */
export const previewBoard = perTypes((types) =>
  statement(
    nameOf('board.preview', types),
    `WITH ${WIDGET_DAY_SQL}, ${GIVEN_PLACES}, ${GIVEN_BOARD}, ${render(types)} SELECT text FROM body`,
  ),
);

/**
 * Stores the board that was chosen and gives its text, all in one statement and so in one transaction. Of two that were
 * chosen at once the one that saw more of the user's data stays; the other gets no row back.
 */
export const storeBoard = perTypes((types) =>
  statement(
    nameOf('board.store', types),
    `WITH ${WIDGET_DAY_SQL}, ${GIVEN_PLACES}, ${GIVEN_BOARD}, ${render(types)},
  stored AS (
    INSERT INTO daily_boards AS b
      (user_id, date, title, wording, policy_name, policy_version, generated_at, data_version, state, body, rendered_by,
       valid_until, revision)
    SELECT $1, $4::date, $15, $16, $13, $14, $12, $17, $18, (SELECT text FROM body), $23, $25, 1
    ON CONFLICT (user_id, date) DO UPDATE
      SET title = excluded.title, wording = excluded.wording, policy_name = excluded.policy_name, policy_version = excluded.policy_version,
          data_version = excluded.data_version, state = excluded.state, generated_at = excluded.generated_at,
          body = excluded.body, rendered_by = excluded.rendered_by, valid_until = excluded.valid_until,
          revision = b.revision + 1
      WHERE b.data_version < excluded.data_version OR b.rendered_by <> excluded.rendered_by
        OR b.valid_until <= excluded.generated_at
    RETURNING b.date, b.data_version || '.' || b.revision AS version
  ),
  -- The text of an earlier day is not asked for any more, or can be made again.
  cleared AS (
    UPDATE daily_boards SET body = NULL WHERE user_id = $1 AND date < $4 AND body IS NOT NULL
  ),
  removed AS (
    DELETE FROM board_places p USING stored
    WHERE p.user_id = $1 AND p.date = stored.date AND p.widget_id <> ALL ($7)
  ),
  placed AS (
    INSERT INTO board_places (user_id, date, widget_id, position, score, reasons, description)
    SELECT $1, stored.date, places.widget_id, places.position, places.score, places.reasons, places.description
    FROM stored CROSS JOIN places
      LEFT JOIN board_places old ON old.user_id = $1 AND old.date = $4 AND old.widget_id = places.widget_id
    WHERE (old.position, old.score, old.reasons::text, old.description)
      IS DISTINCT FROM (places.position, places.score, places.reasons::text, places.description)
    ON CONFLICT (user_id, date, widget_id) DO UPDATE
      SET position = excluded.position, score = excluded.score, reasons = excluded.reasons,
          description = excluded.description
  ),
  -- A board that is read or made today is why there is one to make tomorrow.
  tomorrow AS (
    INSERT INTO board_mornings AS m (user_id, due_at) SELECT $1, $24::timestamptz FROM stored
    ON CONFLICT (user_id) DO UPDATE SET due_at = excluded.due_at WHERE m.due_at <> excluded.due_at
  ),
  ${TOLD}
  SELECT body.text, stored.version, set_config('synchronous_commit', 'off', true)
  FROM body, stored WHERE (SELECT count(*) FROM woken) >= 0`,
  ),
);
