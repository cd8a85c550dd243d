import { Injectable } from '@nestjs/common';
import { Database, statement } from '../../../platform/database/database.js';
import { INSTALLATION } from './ai-spending.entity.js';
import type { BudgetOwner } from './metering.errors.js';
import type { CallOutcome, MeteredCall } from './metering.contract.js';

const WHOLE = `'${INSTALLATION}'::uuid`;
const MONTH = (moment: string): string => `date_trunc('month', ${moment} AT TIME ZONE 'UTC')::date`;

// Who has room gets a row; the caller takes the transaction back where an owner is missing. Rows are locked users first and
// the installation last, always, so that no two calls wait for each other, and the row that all share is held shortest.
const RESERVE = statement(
  'ai_calls.reserve',
  `WITH ledger AS (
     INSERT INTO ai_calls (id, user_id, feature, kind, provider, model, input_tokens, output_tokens, is_estimated,
       reserved_micros, cost_micros, outcome, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, true, $9::bigint, 0, 'running', $10)
   ), owners AS (
     SELECT owner_id FROM (VALUES ($2::uuid, $11::bigint), (${WHOLE}, $12::bigint)) AS o (owner_id, budget)
     WHERE owner_id IS NOT NULL AND ($9 = 0 OR budget IS NULL OR $9 <= budget)
     ORDER BY owner_id DESC
   )
   INSERT INTO ai_spendings AS s (month, owner_id, spent_micros, reserved_micros)
   SELECT ${MONTH('$10::timestamptz')}, owner_id, 0, $9 FROM owners
   ON CONFLICT (month, owner_id) DO UPDATE SET reserved_micros = s.reserved_micros + excluded.reserved_micros
   WHERE $9 = 0 OR s.spent_micros + s.reserved_micros + $9
     <= coalesce(CASE WHEN s.owner_id = ${WHOLE} THEN $12 ELSE $11 END, 9223372036854775807)
   RETURNING CASE WHEN owner_id = ${WHOLE} THEN 'installation' ELSE 'user' END AS owner`,
);

// What the budgets get back: the reservation, once, and the difference to what a lost call was settled with.
const MOVE_SPENDINGS = `owed AS (
     SELECT s.month, s.owner_id, sum(m.reserved) AS reserved, sum(m.spent) AS spent
     FROM moved m JOIN ai_spendings s ON s.month = m.month AND s.owner_id IN (m.user_id, ${WHOLE})
     GROUP BY s.month, s.owner_id
   ), locked AS (
     SELECT s.month, s.owner_id FROM ai_spendings s JOIN owed USING (month, owner_id)
     ORDER BY s.owner_id DESC, s.month FOR UPDATE OF s
   ), spendings AS (
     UPDATE ai_spendings s
     SET reserved_micros = s.reserved_micros - owed.reserved, spent_micros = s.spent_micros + owed.spent
     FROM owed JOIN locked USING (month, owner_id)
     WHERE s.month = owed.month AND s.owner_id = owed.owner_id
   )
   SELECT id FROM settled`;

const SETTLE = statement(
  'ai_calls.settle',
  `WITH before AS (
     SELECT id, user_id, created_at, reserved_micros, cost_micros FROM ai_calls
     WHERE id = $1 AND outcome IN ('running', 'lost') FOR UPDATE
   ), settled AS (
     UPDATE ai_calls c
     SET outcome = $2, input_tokens = $3, output_tokens = $4, is_estimated = $5, cost_micros = $6::bigint,
       reserved_micros = 0, latency_ms = $7
     FROM before b WHERE c.id = b.id RETURNING c.id
   ), moved AS (
     SELECT ${MONTH('created_at')} AS month, user_id, reserved_micros AS reserved, $6 - cost_micros AS spent FROM before
   ), ${MOVE_SPENDINGS}`,
);

const SETTLE_LOST = statement(
  'ai_calls.settle_lost',
  `WITH before AS (
     SELECT id, user_id, created_at, reserved_micros FROM ai_calls
     WHERE outcome = 'running' AND created_at < $1
     ORDER BY created_at LIMIT $2 FOR UPDATE SKIP LOCKED
   ), settled AS (
     UPDATE ai_calls c SET outcome = 'lost', cost_micros = b.reserved_micros, reserved_micros = 0
     FROM before b WHERE c.id = b.id RETURNING c.id
   ), moved AS (
     SELECT ${MONTH('created_at')} AS month, user_id, reserved_micros AS reserved, reserved_micros AS spent FROM before
   ), ${MOVE_SPENDINGS}`,
);

/** A call about to be made, with what is held back for it. */
export interface Reservation extends MeteredCall {
  readonly id: string;
  readonly at: Date;
  readonly costMicros: number;
}

/** Most that may be spent in a month; null for no limit. */
export interface Budgets {
  readonly user: number | null;
  readonly installation: number | null;
}

/** How a call ended. */
export interface Settlement {
  readonly outcome: Exclude<CallOutcome, 'running' | 'lost'>;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly isEstimated: boolean;
  readonly costMicros: number;
  readonly latencyMs: number;
}

/** The ledger and the budgets: every statement that moves money. */
@Injectable()
export class MeteringRepository {
  constructor(private readonly database: Database) {}

  /** Writes the call down and reserves its cost; whose budgets had room. Roll back where one is missing. */
  async reserve(call: Reservation, budgets: Budgets): Promise<BudgetOwner[]> {
    const rows = await this.database.query<{ owner: BudgetOwner }>(RESERVE, [
      call.id,
      call.userId,
      call.feature,
      call.kind,
      call.provider,
      call.model,
      call.worstCase.inputTokens,
      call.worstCase.outputTokens,
      call.costMicros,
      call.at,
      budgets.user,
      budgets.installation,
    ]);
    return rows.map(({ owner }) => owner);
  }

  /** Writes down how a call ended, once; also of one that was taken for lost. */
  async settle(id: string, settlement: Settlement): Promise<void> {
    await this.database.query(SETTLE, [
      id,
      settlement.outcome,
      settlement.inputTokens,
      settlement.outputTokens,
      settlement.isEstimated,
      settlement.costMicros,
      settlement.latencyMs,
    ]);
  }

  /** Settles at most `limit` calls that began before this moment and never ended; how many they were. */
  async settleLost(before: Date, limit: number): Promise<number> {
    return (await this.database.query(SETTLE_LOST, [before, limit])).length;
  }
}
