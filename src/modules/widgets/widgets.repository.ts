import { Injectable } from '@nestjs/common';
import type { PageRequest } from '../../common/paging/page.js';
import { Database, statement } from '../../platform/database/database.js';
import { EntityRepository } from '../../platform/database/entity-repository.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Widget } from './widget.entity.js';
import type { Frequency } from './widgets.contract.js';

/** What a list of widgets may be narrowed by. */
export interface WidgetFilter {
  readonly type?: string | undefined;
  readonly category?: string | undefined;
  readonly frequency?: Frequency | undefined;
  readonly importance?: number | undefined;
  readonly isActive?: boolean | undefined;
  readonly search?: string | undefined;
}

/** A widget with its sort key as the database wrote it. */
export interface ListedWidget extends Widget {
  readonly createdAtKey: string;
}

const COLUMNS = `id, user_id AS "userId", type, title, frequency, rrule, category, importance, settings,
  is_active AS "isActive", is_pinned AS "isPinned", version, created_at AS "createdAt", updated_at AS "updatedAt",
  deleted_at AS "deletedAt", created_at::text AS "createdAtKey"`;

const LIST = statement(
  'widgets.list',
  `SELECT ${COLUMNS} FROM widgets
   WHERE user_id = $1 AND deleted_at IS NULL
     AND ($2::timestamptz IS NULL OR (created_at, id) > ($2, $3::uuid))
     AND ($4::text IS NULL OR type = $4)
     AND ($5::text IS NULL OR lower(category) = lower($5))
     AND ($6::text IS NULL OR frequency = $6)
     AND ($7::int IS NULL OR importance = $7)
     AND ($8::boolean IS NULL OR is_active = $8)
     AND ($9::text IS NULL OR title ILIKE $9 OR category ILIKE $9)
   ORDER BY created_at, id
   LIMIT $10`,
);

const FIND = statement(
  'widgets.find',
  `SELECT ${COLUMNS} FROM widgets WHERE user_id = $1 AND id = $2 AND deleted_at IS NULL`,
);

const LOCK = statement('widgets.lock', `${FIND.text} FOR UPDATE`);

// Rows that refer to the widget may still be written meanwhile.
const LOCK_CONTENTS = statement('widgets.lock_contents', `${FIND.text} FOR NO KEY UPDATE`);

const LOCK_OWNER = statement('widgets.lock_owner', 'SELECT FROM users WHERE id = $1 FOR NO KEY UPDATE');

const COUNT = statement(
  'widgets.count',
  'SELECT count(*)::int AS count FROM widgets WHERE user_id = $1 AND deleted_at IS NULL',
);

/** Every query on widgets; each names the user whose they are. */
@Injectable()
export class WidgetsRepository extends EntityRepository<Widget> {
  constructor(
    uow: UnitOfWork,
    private readonly database: Database,
  ) {
    super(uow, Widget);
  }

  /** At most `limit + 1` widgets behind the page's key, oldest first. */
  list(userId: string, filter: WidgetFilter, { limit, after }: PageRequest): Promise<ListedWidget[]> {
    return this.database.query<ListedWidget>(LIST, [
      userId,
      after?.[0] ?? null,
      after?.[1] ?? null,
      filter.type ?? null,
      filter.category ?? null,
      filter.frequency ?? null,
      filter.importance ?? null,
      filter.isActive ?? null,
      filter.search === undefined ? null : `%${escapeLike(filter.search)}%`,
      limit + 1,
    ]);
  }

  find(userId: string, id: string): Promise<Widget | undefined> {
    return this.database.one<Widget>(FIND, [userId, id]);
  }

  /** The same, and nobody else changes it until the unit of work ends. */
  lock(userId: string, id: string): Promise<Widget | undefined> {
    return this.database.one<Widget>(LOCK, [userId, id]);
  }

  /** The widget, and nobody else adds anything to it until the unit of work ends. */
  lockContents(userId: string, id: string): Promise<Widget | undefined> {
    return this.database.one<Widget>(LOCK_CONTENTS, [userId, id]);
  }

  /** Nobody else adds a widget for the user until the unit of work ends. */
  async lockOwner(userId: string): Promise<void> {
    await this.database.query(LOCK_OWNER, [userId]);
  }

  /** How many the user has; exact for whoever locked the owner before. */
  async count(userId: string): Promise<number> {
    return (await this.database.one<{ count: number }>(COUNT, [userId]))?.count ?? 0;
  }

  async insert(widget: Widget): Promise<void> {
    await this.rows.insert(widget);
  }

  async update(id: string, changes: Partial<Widget>): Promise<void> {
    await this.rows.update({ id }, changes);
  }
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
