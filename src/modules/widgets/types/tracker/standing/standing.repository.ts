import { Injectable } from '@nestjs/common';
import type { LocalDate } from '../../../../../common/time/local-date.js';
import { Database, statement } from '../../../../../platform/database/database.js';
import { dayFactsOf, dayHistorySql, type DayHistory } from '../days/day-facts.js';
import type { Freeze } from '../tracker.contract.js';
import type { Tracker } from '../tracker.entity.js';
import { limitOf } from './limit.js';
import { NO_ENTRIES, type EntryFacts } from './standing.js';

interface FactsRow {
  readonly history: DayHistory;
  readonly value: number | null;
  readonly at: Date | null;
  readonly on: LocalDate | null;
}

const FACTS = statement(
  'tracker_standing.facts',
  `SELECT
     ${dayHistorySql('d.tracker_id = $1 AND d.date >= $2::date', '$3::boolean')} AS history,
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

  /** What the entries and freezes say, in one statement; `from` is the first day of the history, null without one. */
  async factsOf(tracker: Tracker, from: LocalDate | null): Promise<EntryFacts> {
    const isLimit = limitOf(tracker) !== null;
    const row = await this.database.one<FactsRow>(FACTS, [tracker.id, from, isLimit]);
    return row ? toFacts(row, tracker.freezes) : NO_ENTRIES;
  }
}

function toFacts({ history, value, at, on }: FactsRow, freezes: readonly Freeze[]): EntryFacts {
  return {
    days: dayFactsOf(history, freezes),
    latest: value === null || at === null || on === null ? null : { value, at, on },
  };
}
