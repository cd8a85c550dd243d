import { Injectable } from '@nestjs/common';
import type { LocalDate } from '../../common/time/local-date.js';
import type { PageRequest } from '../../common/paging/page.js';
import { Database, statement } from '../../platform/database/database.js';
import type { OverrideKind, StoredDay } from './dashboard.contract.js';
import type { Daypart } from './policy/board-state.js';

/** One thing that a user did with a widget. */
export interface Interaction {
  readonly id: string;
  readonly widgetId: string;
  readonly kind: string;
  readonly durationMs: number | null;
  readonly occurredAt: Date;
  readonly localDate: LocalDate;
  readonly daypart: Daypart;
}

const OVERRIDE = statement(
  'board_overrides.put',
  `WITH before AS (SELECT kind FROM board_overrides WHERE user_id = $1 AND date = $2 AND widget_id = $3)
   INSERT INTO board_overrides (user_id, date, widget_id, kind) VALUES ($1, $2, $3, $4)
   ON CONFLICT (user_id, date, widget_id) DO UPDATE SET kind = excluded.kind
   RETURNING (SELECT kind FROM before) AS before`,
);

const REMOVE_OVERRIDE = statement(
  'board_overrides.remove',
  `DELETE FROM board_overrides WHERE user_id = $1 AND date = $2 AND widget_id = $3 RETURNING kind`,
);

const DAYS = statement(
  'boards.days',
  `SELECT b.date::text AS date, b.title, b.generated_at AS "generatedAt", b.policy_name AS "policyName",
     b.policy_version AS "policyVersion",
     coalesce((
       SELECT json_agg(json_build_object('widgetId', p.widget_id, 'position', p.position, 'score', p.score,
         'description', p.description, 'reasons', p.reasons) ORDER BY p.position)
       FROM board_places p WHERE p.user_id = b.user_id AND p.date = b.date
     ), '[]'::json) AS places
   FROM daily_boards b
   WHERE b.user_id = $1 AND ($2::date IS NULL OR b.date >= $2) AND ($3::date IS NULL OR b.date <= $3)
     AND ($4::date IS NULL OR b.date < $4)
   ORDER BY b.date DESC
   LIMIT $5`,
);

const ADD_INTERACTIONS = statement(
  'interactions.add',
  `INSERT INTO interactions (id, user_id, widget_id, kind, duration_ms, occurred_at, local_date, daypart)
   SELECT i.id, $1, i.widget_id, i.kind, i.duration_ms, i.occurred_at, i.local_date, i.daypart
   FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::int[], $6::timestamptz[], $7::date[], $8::text[])
     AS i (id, widget_id, kind, duration_ms, occurred_at, local_date, daypart)
   JOIN widgets w ON w.id = i.widget_id AND w.user_id = $1
   ON CONFLICT (id) DO NOTHING
   RETURNING id`,
);

/** What the user said and did about boards, and the boards of the past. */
@Injectable()
export class TodayRepository {
  constructor(private readonly database: Database) {}

  /** Sets what the user says about a widget for a day; gives what was said before. */
  async override(
    userId: string,
    date: LocalDate,
    widgetId: string,
    kind: OverrideKind,
  ): Promise<OverrideKind | null> {
    const values = [userId, date, widgetId, kind];
    return (await this.database.one<{ before: OverrideKind | null }>(OVERRIDE, values))?.before ?? null;
  }

  /** Removes what the user said about a widget for a day; gives what it was. */
  async removeOverride(userId: string, date: LocalDate, widgetId: string): Promise<OverrideKind | null> {
    const row = await this.database.one<{ kind: OverrideKind }>(REMOVE_OVERRIDE, [userId, date, widgetId]);
    return row?.kind ?? null;
  }

  /** At most `limit + 1` boards, the newest first. */
  days(
    userId: string,
    range: { from: string | undefined; last: string | undefined },
    { limit, after }: PageRequest,
  ): Promise<StoredDay[]> {
    const values = [userId, range.from ?? null, range.last ?? null, after?.[0] ?? null, limit + 1];
    return this.database.query<StoredDay>(DAYS, values);
  }

  /** Adds interactions with the user's own widgets that are not known yet; gives the ids of those. */
  async addInteractions(userId: string, interactions: readonly Interaction[]): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(ADD_INTERACTIONS, [
      userId,
      interactions.map(({ id }) => id),
      interactions.map(({ widgetId }) => widgetId),
      interactions.map(({ kind }) => kind),
      interactions.map(({ durationMs }) => durationMs),
      interactions.map(({ occurredAt }) => occurredAt),
      interactions.map(({ localDate }) => localDate),
      interactions.map(({ daypart }) => daypart),
    ]);
    return rows.map(({ id }) => id);
  }
}
