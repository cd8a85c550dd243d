import { Injectable } from '@nestjs/common';
import type { PageRequest } from '../../../../common/paging/page.js';
import { Database, statement } from '../../../../platform/database/database.js';
import { EntityRepository } from '../../../../platform/database/entity-repository.js';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import type { WeekStart } from '../../../users/users.contract.js';
import type { TrackerKind } from './tracker.contract.js';
import { Tracker } from './tracker.entity.js';

/** A tracker with its sort key as the database wrote it. */
export interface ListedTracker extends Tracker {
  readonly createdAtKey: string;
}

/** What a list of trackers is narrowed by. */
export interface TrackerFilter {
  readonly kind?: TrackerKind | undefined;
}

const FREEZES_SQL = `(
    SELECT coalesce(json_agg(json_build_object('from', lower(r), 'to', upper(r) - 1) ORDER BY r), '[]'::json)
    FROM unnest(t.freezes) r
  )`;

/** What the user says of a row `t` of `trackers`, as one JSON object. */
export const DEFINITION_SQL = `json_build_object('name', t.name, 'kind', t.kind, 'unit', t.unit,
    'initialValue', t.initial_value::float8, 'targetValue', t.target_value::float8, 'direction', t.direction,
    'rrule', t.rrule, 'times', t.times, 'period', t.period, 'weekStart', t.week_start, 'steps', t.steps,
    'freezes', ${FREEZES_SQL}, 'repairDays', t.repair_days, 'startDate', t.start_date)`;

const COLUMNS = `t.id, t.widget_id AS "widgetId", t.name, t.kind, t.unit, t.initial_value::float8 AS "initialValue",
  t.target_value::float8 AS "targetValue", t.direction, t.rrule, t.times, t.period, t.week_start AS "weekStart", t.steps,
  ${FREEZES_SQL} AS freezes, t.repair_days AS "repairDays", t.start_date::text AS "startDate", t.schedule,
  t.schedule_from::text AS "scheduleFrom", t.entry_count AS "entryCount", t.current_value::float8 AS "currentValue",
  t.progress, t.last_entry_at AS "lastEntryAt", t.last_entry_on::text AS "lastEntryOn",
  t.streak_length AS "streakLength", t.streak_through::text AS "streakThrough", t.longest_streak AS "longestStreak",
  t.next_due_on::text AS "nextDueOn", t.strengths, t.strength_from::text AS "strengthFrom",
  t.strength_fade AS "strengthFade", t.version, t.created_at AS "createdAt", t.updated_at AS "updatedAt",
  t.deleted_at AS "deletedAt", t.created_at::text AS "createdAtKey"`;

const OF_USER = `trackers t JOIN widgets w ON w.id = t.widget_id AND w.user_id = $1 AND w.deleted_at IS NULL
    AND t.deleted_at IS NULL`;

const SMALLEST_ID = '00000000-0000-0000-0000-000000000000';

const LIST = statement(
  'trackers.list',
  `SELECT ${COLUMNS} FROM ${OF_USER}
   WHERE t.widget_id = $2
     AND (t.created_at, t.id) > (coalesce($3, '-infinity'::timestamptz), coalesce($4, '${SMALLEST_ID}'::uuid))
   ORDER BY t.created_at, t.id
   LIMIT $5`,
);

// The first of each widget by its index, of which the first of all are among.
const LIST_OF_USER = statement(
  'trackers.list_of_user',
  `SELECT t.* FROM widgets o CROSS JOIN LATERAL (
     SELECT ${COLUMNS}, t.created_at FROM ${OF_USER}
     WHERE t.widget_id = o.id
       AND (t.created_at, t.id) > (coalesce($2, '-infinity'::timestamptz), coalesce($3, '${SMALLEST_ID}'::uuid))
       AND ($5::text IS NULL OR t.kind = $5)
     ORDER BY t.created_at, t.id
     LIMIT $4
   ) t
   WHERE o.user_id = $1 AND o.type = 'tracker' AND o.deleted_at IS NULL
   ORDER BY t.created_at, t.id
   LIMIT $4`,
);

const FIND = statement('trackers.find', `SELECT ${COLUMNS} FROM ${OF_USER} WHERE t.id = $2`);

const LOCK = statement('trackers.lock', `${FIND.text} FOR UPDATE OF t`);

// The widget, too: how many entries it has is counted over all of its trackers.
const LOCK_TO_LOG = statement('trackers.lock_to_log', `${LOCK.text} FOR NO KEY UPDATE OF w`);

const LOCK_BY_ENTRY = statement(
  'trackers.lock_by_entry',
  `SELECT ${COLUMNS} FROM ${OF_USER} JOIN tracker_entries e ON e.tracker_id = t.id WHERE e.id = $2 FOR UPDATE OF t`,
);

const LOCK_WIDGET = statement(
  'trackers.lock_widget',
  `SELECT u.week_start AS "weekStart" FROM widgets w JOIN users u ON u.id = w.user_id
   WHERE w.user_id = $1 AND w.id = $2 AND w.deleted_at IS NULL FOR NO KEY UPDATE OF w`,
);

const COUNT = statement(
  'trackers.count',
  `SELECT count(*)::int AS trackers, coalesce(sum(entry_count), 0)::int AS entries
   FROM trackers WHERE widget_id = $1 AND deleted_at IS NULL`,
);

/** How much is below a widget. */
export interface WidgetContents {
  readonly trackers: number;
  readonly entries: number;
}

/** Every query on trackers; each names the user whose they are, or what was found to be theirs and is locked. */
@Injectable()
export class TrackersRepository extends EntityRepository<Tracker> {
  constructor(
    uow: UnitOfWork,
    private readonly database: Database,
  ) {
    super(uow, Tracker);
  }

  /** At most `limit + 1` trackers of a widget behind the page's key, oldest first. */
  list(userId: string, widgetId: string, { limit, after }: PageRequest): Promise<ListedTracker[]> {
    return this.database.query<ListedTracker>(LIST, [
      userId,
      widgetId,
      after?.[0] ?? null,
      after?.[1] ?? null,
      limit + 1,
    ]);
  }

  /** The same of all widgets of a user, or only those of a kind. */
  listOfUser(
    userId: string,
    { kind }: TrackerFilter,
    { limit, after }: PageRequest,
  ): Promise<ListedTracker[]> {
    const key = [after?.[0] ?? null, after?.[1] ?? null];
    return this.database.query<ListedTracker>(LIST_OF_USER, [userId, ...key, limit + 1, kind ?? null]);
  }

  find(userId: string, id: string): Promise<Tracker | undefined> {
    return this.database.one<Tracker>(FIND, [userId, id]);
  }

  /** The same, and nobody else changes it or its entries until the unit of work ends. */
  lock(userId: string, id: string): Promise<Tracker | undefined> {
    return this.database.one<Tracker>(LOCK, [userId, id]);
  }

  /** The same, and nobody else adds entries to its widget, either. */
  lockToLog(userId: string, id: string): Promise<Tracker | undefined> {
    return this.database.one<Tracker>(LOCK_TO_LOG, [userId, id]);
  }

  /** The locked tracker that an entry belongs to. */
  lockByEntry(userId: string, entryId: string): Promise<Tracker | undefined> {
    return this.database.one<Tracker>(LOCK_BY_ENTRY, [userId, entryId]);
  }

  /** How its user's weeks begin, if the widget is there; until the unit of work ends nobody else adds a tracker to it. */
  async lockWidget(userId: string, widgetId: string): Promise<WeekStart | undefined> {
    return (await this.database.one<{ weekStart: WeekStart }>(LOCK_WIDGET, [userId, widgetId]))?.weekStart;
  }

  async contents(widgetId: string): Promise<WidgetContents> {
    return (await this.database.one<WidgetContents>(COUNT, [widgetId])) ?? { trackers: 0, entries: 0 };
  }

  async insert(tracker: Tracker): Promise<void> {
    await this.rows.insert(tracker);
  }

  async update(id: string, changes: Partial<Tracker>): Promise<void> {
    await this.rows.update({ id }, changes);
  }
}
