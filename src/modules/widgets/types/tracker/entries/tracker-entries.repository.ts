import { Injectable } from '@nestjs/common';
import type { PageRequest } from '../../../../../common/paging/page.js';
import type { LocalDate } from '../../../../../common/time/local-date.js';
import { Database, statement } from '../../../../../platform/database/database.js';
import { EntityRepository } from '../../../../../platform/database/entity-repository.js';
import { UnitOfWork } from '../../../../../platform/database/unit-of-work.js';
import { TrackerEntry } from './tracker-entry.entity.js';

/** Days (`YYYY-MM-DD`) that entries may be narrowed to: `from` included, `before` excluded. */
export interface EntryFilter {
  readonly from?: string | undefined;
  readonly before?: string | undefined;
}

/** An entry with its sort key as the database wrote it. */
export interface ListedEntry extends TrackerEntry {
  readonly loggedAtKey: string;
}

const COLUMNS = `e.id, e.tracker_id AS "trackerId", e.value::float8 AS value, e.is_skip AS "isSkip", e.is_tick AS "isTick",
  e.repeated_at AS "repeatedAt",
  e.logged_at AS "loggedAt", e.local_date::text AS "localDate", e.time_zone AS "timeZone", e.day_start AS "dayStart",
  e.recorded_on::text AS "recordedOn", e.notes, e.version, e.created_at AS "createdAt", e.updated_at AS "updatedAt", e.logged_at::text AS "loggedAtKey"`;

const LARGEST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
// A day and the UTC date of its moments are at most this far apart: by the zone, the day's start and the client's say.
const DAYS_APART = 3;

const LIST = statement(
  'tracker_entries.list',
  `SELECT ${COLUMNS} FROM tracker_entries e
   WHERE e.tracker_id = $1
     AND (e.logged_at, e.id) < (coalesce($2, 'infinity'::timestamptz), coalesce($3, '${LARGEST_ID}'::uuid))
     AND e.logged_at >= coalesce(($4::date - ${DAYS_APART})::timestamp AT TIME ZONE 'UTC', '-infinity')
     AND e.logged_at < coalesce(($5::date + ${DAYS_APART})::timestamp AT TIME ZONE 'UTC', 'infinity')
     AND e.local_date >= coalesce($4, '-infinity'::date) AND e.local_date < coalesce($5, 'infinity'::date)
   ORDER BY e.logged_at DESC, e.id DESC
   LIMIT $6`,
);

const FIND = statement(
  'tracker_entries.find',
  `SELECT ${COLUMNS} FROM tracker_entries e
   JOIN trackers t ON t.id = e.tracker_id AND t.deleted_at IS NULL
   JOIN widgets w ON w.id = t.widget_id AND w.user_id = $1 AND w.deleted_at IS NULL
   WHERE e.id = $2`,
);

const OF_DAY = `SELECT ${COLUMNS} FROM tracker_entries e WHERE e.tracker_id = $1 AND e.local_date = $2`;

const FIND_TICK = statement(
  'tracker_entries.find_tick',
  `${OF_DAY} AND (e.value = 1 OR ($3::boolean AND e.value > 1)) ORDER BY e.is_tick DESC, e.logged_at, e.id LIMIT 1`,
);

const FIND_SKIP = statement(
  'tracker_entries.find_skip',
  `${OF_DAY} AND e.is_skip ORDER BY e.logged_at, e.id LIMIT 1`,
);

const DELETE_DAY = statement(
  'tracker_entries.delete_day',
  `DELETE FROM tracker_entries e WHERE e.tracker_id = $1 AND e.local_date = $2 RETURNING ${COLUMNS}`,
);

/** Every query on entries. Those by tracker are for trackers that were found to be the user's. */
@Injectable()
export class TrackerEntriesRepository extends EntityRepository<TrackerEntry> {
  constructor(
    uow: UnitOfWork,
    private readonly database: Database,
  ) {
    super(uow, TrackerEntry);
  }

  /** At most `limit + 1` entries of a tracker behind the page's key, newest first. */
  list(
    trackerId: string,
    { from, before }: EntryFilter,
    { limit, after }: PageRequest,
  ): Promise<ListedEntry[]> {
    return this.database.query<ListedEntry>(LIST, [
      trackerId,
      after?.[0] ?? null,
      after?.[1] ?? null,
      from ?? null,
      before ?? null,
      limit + 1,
    ]);
  }

  find(userId: string, id: string): Promise<TrackerEntry | undefined> {
    return this.database.one<TrackerEntry>(FIND, [userId, id]);
  }

  /** The entry that ticks a day; also a larger amount, if that counts as a tick. */
  findTick(trackerId: string, date: LocalDate, withAmounts: boolean): Promise<TrackerEntry | undefined> {
    return this.database.one<TrackerEntry>(FIND_TICK, [trackerId, date, withAmounts]);
  }

  /** The first entry that skips a day. */
  findSkip(trackerId: string, date: LocalDate): Promise<TrackerEntry | undefined> {
    return this.database.one<TrackerEntry>(FIND_SKIP, [trackerId, date]);
  }

  /** Deletes what was logged for a day, and gives it. */
  deleteDay(trackerId: string, date: LocalDate): Promise<TrackerEntry[]> {
    return this.database.query<TrackerEntry>(DELETE_DAY, [trackerId, date]);
  }

  async insert(entry: TrackerEntry): Promise<void> {
    await this.rows.insert(entry);
  }

  async update(id: string, changes: Partial<TrackerEntry>): Promise<void> {
    await this.rows.update({ id }, changes);
  }

  async delete(id: string): Promise<void> {
    await this.rows.delete({ id });
  }
}
