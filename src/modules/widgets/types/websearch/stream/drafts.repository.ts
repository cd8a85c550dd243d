import { Injectable } from '@nestjs/common';
import { Database, statement } from '../../../../../platform/database/database.js';
import type { SummaryDraft as DraftText } from '../../../../ai/research.contract.js';
import type { SummaryStatus } from '../websearch.contract.js';
import type { SummaryDraft } from './summary-draft.entity.js';

/** The channel on which the ids of summaries are told whose draft or state has changed. */
export const DRAFTS_CHANNEL = 'summary_drafts';

/** Where a summary stands, and what is written of it so far; without a draft before its job and after it. */
export interface DraftState extends Omit<SummaryDraft, 'summaryId' | 'attempt'> {
  readonly status: SummaryStatus;
  readonly attempt: number | null;
}

const OPEN = statement(
  'drafts.open',
  `WITH opened AS (
     INSERT INTO summary_drafts (summary_id, attempt, text, citations, unsupported, pending)
     VALUES ($1, 1, '', '[]', '[]', '')
     ON CONFLICT (summary_id) DO UPDATE
       SET attempt = summary_drafts.attempt + 1, text = '', citations = '[]', unsupported = '[]', pending = ''
     RETURNING summary_id, attempt
   ) SELECT attempt, pg_notify('${DRAFTS_CHANNEL}', summary_id::text) FROM opened`,
);

const WRITE = statement(
  'drafts.write',
  `WITH written AS (
     UPDATE summary_drafts SET text = $3, citations = $4, unsupported = $5, pending = $6
     WHERE summary_id = $1 AND attempt = $2
     RETURNING summary_id
   ) SELECT pg_notify('${DRAFTS_CHANNEL}', summary_id::text) FROM written`,
);

// Told also where there is no draft any more: its readers wait for the end.
const REMOVE = statement(
  'drafts.remove',
  `WITH removed AS (DELETE FROM summary_drafts WHERE summary_id = $1)
   SELECT pg_notify('${DRAFTS_CHANNEL}', $1::uuid::text)`,
);

const READ = statement(
  'drafts.read',
  `SELECT m.status, d.attempt, coalesce(d.text, '') AS text, coalesce(d.citations, '[]') AS citations,
     coalesce(d.unsupported, '[]') AS unsupported, coalesce(d.pending, '') AS pending
   FROM summaries m
   JOIN searches s ON s.id = m.search_id
   JOIN widgets w ON w.id = s.widget_id AND w.deleted_at IS NULL
   LEFT JOIN summary_drafts d ON d.summary_id = m.id
   WHERE m.user_id = $1 AND m.id = $2`,
);

/** Every query on the texts of summaries that are being made. Each change is told on the channel. */
@Injectable()
export class DraftsRepository {
  constructor(private readonly database: Database) {}

  /** Begins an empty draft, and tells which attempt it is. */
  async open(summaryId: string): Promise<number> {
    return (await this.database.one<{ attempt: number }>(OPEN, [summaryId]))?.attempt ?? 1;
  }

  /** Writes what there is now; nothing where a later attempt has begun, or all is over. */
  async write(
    summaryId: string,
    attempt: number,
    { text, citations, unsupported, pending }: DraftText,
  ): Promise<void> {
    const lists = [JSON.stringify(citations), JSON.stringify(unsupported)];
    await this.database.query(WRITE, [summaryId, attempt, text, ...lists, pending]);
  }

  async remove(summaryId: string): Promise<void> {
    await this.database.query(REMOVE, [summaryId]);
  }

  /** Undefined where the summary is gone, or somebody else's. */
  read(userId: string, summaryId: string): Promise<DraftState | undefined> {
    return this.database.one(READ, [userId, summaryId]);
  }
}
