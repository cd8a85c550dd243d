import { Injectable } from '@nestjs/common';
import type { LocalDate } from '../../../../../common/time/local-date.js';
import { Database, statement } from '../../../../../platform/database/database.js';
import type { Goal } from '../goal.js';
import { IS_SKIPPED_SQL, isDoneSql } from './day-sql.js';
import { NO_ENTRIES, type EntryFacts } from './standing.js';

interface FactsRow {
  /** Pairs of a day's number and whether it is done; the others were skipped. */
  readonly marks: readonly [day: number, isDone: boolean][];
  readonly firstOn: LocalDate | null;
  readonly value: number | null;
  readonly at: Date | null;
  readonly on: LocalDate | null;
}

const FACTS = statement(
  'tracker_standing.facts',
  `SELECT
     coalesce((
       SELECT json_agg(json_build_array(d.local_date - date '1970-01-01', d.is_done))
       FROM (
         SELECT e.local_date, ${IS_SKIPPED_SQL} AS is_skipped,
           ${isDoneSql({ kind: '$3::text', direction: '$4::text', target: '$5::numeric' })} AS is_done
         FROM tracker_entries e WHERE e.tracker_id = $1 AND e.local_date >= $2 GROUP BY e.local_date
       ) d
       WHERE d.is_done OR d.is_skipped
     ), '[]'::json) AS marks,
     (SELECT min(e.local_date)::text FROM tracker_entries e WHERE e.tracker_id = $1 AND e.local_date >= $2)
       AS "firstOn",
     latest.value::float8 AS value, latest.logged_at AS at, latest.local_date::text AS "on"
   FROM (SELECT) AS one LEFT JOIN LATERAL (
     SELECT e.value, e.logged_at, e.local_date FROM tracker_entries e
     WHERE e.tracker_id = $1 AND NOT e.is_skip
     ORDER BY e.logged_at DESC, e.id DESC LIMIT 1
   ) latest ON true`,
);

/** Reads what a tracker's standing is worked out from. */
@Injectable()
export class StandingRepository {
  constructor(private readonly database: Database) {}

  /** What the entries say by this goal, in one statement; `from` is the first day of the history, null without one. */
  async factsOf(trackerId: string, goal: Goal, from: LocalDate | null): Promise<EntryFacts> {
    const row = await this.database.one<FactsRow>(FACTS, [
      trackerId,
      from,
      goal.kind,
      goal.direction,
      goal.targetValue,
    ]);
    return row ? toFacts(row) : NO_ENTRIES;
  }
}

function toFacts({ marks, firstOn, value, at, on }: FactsRow): EntryFacts {
  return {
    marks: new Map(marks.map(([day, isDone]) => [day, isDone ? 'done' : 'skipped'])),
    firstOn,
    latest: value === null || at === null || on === null ? null : { value, at, on },
  };
}
