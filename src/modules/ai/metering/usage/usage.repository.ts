import { Injectable } from '@nestjs/common';
import { Database, statement, type Statement } from '../../../../platform/database/database.js';
import { INSTALLATION } from '../ai-spending.entity.js';
import type { UsageGroup, UsageOfKey, UsageRange } from './usage.contract.js';

const KEYS: Readonly<Record<UsageGroup, string>> = {
  day: `to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD')`,
  month: `to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM')`,
  feature: 'feature',
  model: 'coalesce(model, provider)',
};

/** A range of usage for a user, or for everybody. */
export interface UsageQuestion extends UsageRange {
  readonly by: UsageGroup;
  /** Null for everybody. */
  readonly userId: string | null;
  /** First day of the month whose budget is asked for. */
  readonly month: string;
}

/** What the ledger says, and what this month's budget has spent. */
export interface UsageRow {
  readonly groups: UsageOfKey[];
  readonly spentMicros: number;
  readonly reservedMicros: number;
}

// The budget is a row of its own, so that it is there where no call was made, and the groups where no budget was touched.
const read = (by: UsageGroup, whose: 'own' | 'all'): Statement =>
  statement(
    `ai_calls.usage_${whose}_by_${by}`,
    `WITH grouped AS (
       SELECT ${KEYS[by]} AS key, count(*)::int AS calls, (count(*) FILTER (WHERE outcome IN ('failed', 'lost')))::int AS failed,
         coalesce(sum(input_tokens) FILTER (WHERE outcome <> 'running'), 0)::float8 AS "inputTokens",
         coalesce(sum(output_tokens) FILTER (WHERE outcome <> 'running'), 0)::float8 AS "outputTokens",
         sum(cost_micros)::float8 AS "costMicros"
       FROM ai_calls
       WHERE created_at >= $1::date::timestamp AT TIME ZONE 'UTC'
         AND created_at < ($2::date + 1)::timestamp AT TIME ZONE 'UTC'
         ${whose === 'own' ? 'AND user_id = $4' : ''}
       GROUP BY 1
     )
     SELECT coalesce((SELECT json_agg(g ORDER BY g.key) FROM grouped g), '[]') AS groups,
       coalesce(max(s.spent_micros), 0)::float8 AS "spentMicros",
       coalesce(max(s.reserved_micros), 0)::float8 AS "reservedMicros"
     FROM ai_spendings s WHERE s.month = $3 AND s.owner_id = ${whose === 'own' ? '$4' : `'${INSTALLATION}'`}`,
  );

const STATEMENTS = {
  own: {
    day: read('day', 'own'),
    month: read('month', 'own'),
    feature: read('feature', 'own'),
    model: read('model', 'own'),
  },
  all: {
    day: read('day', 'all'),
    month: read('month', 'all'),
    feature: read('feature', 'all'),
    model: read('model', 'all'),
  },
};

/** Sums over the ledger. */
@Injectable()
export class UsageRepository {
  constructor(private readonly database: Database) {}

  /** Sums by key, in the order of the keys. */
  async read({ by, userId, from, to, month }: UsageQuestion): Promise<UsageRow> {
    const row = await (userId === null
      ? this.database.one<UsageRow>(STATEMENTS.all[by], [from, to, month])
      : this.database.one<UsageRow>(STATEMENTS.own[by], [from, to, month, userId]));
    return row ?? { groups: [], spentMicros: 0, reservedMicros: 0 };
  }
}
