import { Injectable } from '@nestjs/common';
import type { PageRequest } from '../../../../common/paging/page.js';
import { Database, statement } from '../../../../platform/database/database.js';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import type { Summary as MadeSummary } from '../../../ai/research.contract.js';
import { Search } from './search.entity.js';
import { Summary } from './summary.entity.js';
import type { LatestSummary } from './websearch.contract.js';

/** A row with its sort key as the database wrote it. */
export type Keyed<Row> = Row & { readonly createdAtKey: string };

/** A search with its newest summary. */
export interface SearchWithLatest extends Search {
  readonly latestSummary: LatestSummary | null;
}

const SEARCH = `s.id, s.user_id AS "userId", s.widget_id AS "widgetId", s.query, s.version,
  s.created_at AS "createdAt", s.created_at::text AS "createdAtKey"`;

const SUMMARY = `m.id, m.user_id AS "userId", m.search_id AS "searchId", m.status, m.content, m.citations, m.unsupported,
  m.contradictions, m.skipped,
  m.model, m.usage, m.notice, m.error, m.content_hash AS "contentHash", m.changes,
  m.unchanged_since AS "unchangedSince", m.created_at AS "createdAt", m.finished_at AS "finishedAt",
  m.created_at::text AS "createdAtKey"`;

// What is below a deleted widget is gone with it.
const LIVE_WIDGET = 'JOIN widgets w ON w.id = s.widget_id AND w.deleted_at IS NULL';

const LATEST = `(SELECT json_build_object('id', m.id, 'status', m.status) FROM summaries m WHERE m.search_id = s.id
  ORDER BY m.created_at DESC, m.id DESC LIMIT 1) AS "latestSummary"`;

const LIST_SEARCHES = statement(
  'searches.list',
  `SELECT ${SEARCH}, ${LATEST} FROM searches s ${LIVE_WIDGET}
   WHERE s.user_id = $1 AND s.widget_id = $2 AND ($3::timestamptz IS NULL OR (s.created_at, s.id) > ($3, $4::uuid))
   ORDER BY s.created_at, s.id LIMIT $5`,
);

const FIND_SEARCH = statement(
  'searches.find',
  `SELECT ${SEARCH}, ${LATEST} FROM searches s ${LIVE_WIDGET} WHERE s.user_id = $1 AND s.id = $2`,
);

const LOCK_SEARCH = statement(
  'searches.lock',
  `SELECT ${SEARCH} FROM searches s ${LIVE_WIDGET} WHERE s.user_id = $1 AND s.id = $2 FOR UPDATE OF s`,
);

const COUNT_SEARCHES = statement(
  'searches.count',
  'SELECT count(*)::int AS count FROM searches WHERE widget_id = $1',
);

const LIST_SUMMARIES = statement(
  'summaries.list',
  `SELECT ${SUMMARY} FROM summaries m
   WHERE m.user_id = $1 AND m.search_id = $2 AND ($3::timestamptz IS NULL OR (m.created_at, m.id) < ($3, $4::uuid))
   ORDER BY m.created_at DESC, m.id DESC LIMIT $5`,
);

const FIND_SUMMARY = statement(
  'summaries.find',
  `SELECT ${SUMMARY} FROM summaries m JOIN searches s ON s.id = m.search_id ${LIVE_WIDGET}
   WHERE m.user_id = $1 AND m.id = $2`,
);

const FIND_UNFINISHED = statement(
  'summaries.unfinished',
  `SELECT ${SUMMARY} FROM summaries m WHERE m.search_id = $1 AND m.status IN ('queued', 'running')`,
);

const BEGIN = statement(
  'summaries.begin',
  `UPDATE summaries m SET status = 'running'
   FROM searches s JOIN widgets w ON w.id = s.widget_id JOIN users u ON u.id = s.user_id
   WHERE m.id = $1 AND m.status IN ('queued', 'running') AND s.id = m.search_id AND w.deleted_at IS NULL
   RETURNING m.id AS "summaryId", m.user_id AS "userId", s.id AS "searchId", s.query, w.settings,
     w.is_active AS "isActive", u.time_zone AS "timeZone"`,
);

const FINISH = statement(
  'summaries.finish',
  `UPDATE summaries SET status = $2, content = $3, citations = $4, skipped = $5, model = $6, usage = $7, notice = $8,
     error = $9, finished_at = $10, content_hash = $11, changes = $12, unchanged_since = $13,
     unsupported = $14, contradictions = $15
   WHERE id = $1 AND status IN ('queued', 'running')
   RETURNING id`,
);

const FIND_PREVIOUS = statement(
  'summaries.previous',
  `SELECT ${SUMMARY} FROM summaries m JOIN summaries this ON this.search_id = m.search_id
   WHERE this.id = $1 AND m.status = 'done' AND (m.created_at, m.id) < (this.created_at, this.id)
   ORDER BY m.created_at DESC, m.id DESC LIMIT 1`,
);

// Of whomever: it is made of the query and of public pages, and both are the same. What a summarizer without a model made
// is good enough only where there is no model.
const RECALL = statement(
  'summaries.recall',
  `SELECT content, citations, unsupported, contradictions, model, NULL AS usage, notice FROM summaries
   WHERE content_hash = $1 AND status = 'done' AND (model <> 'extractive' OR $2)
   ORDER BY created_at DESC LIMIT 1`,
);

// The last text is kept, however many failures came after it: it is what is shown.
const FORGET_OLDEST = statement(
  'summaries.forget_oldest',
  `DELETE FROM summaries WHERE id IN (
     SELECT id FROM summaries WHERE search_id = $1 ORDER BY created_at DESC, id DESC OFFSET $2
   ) AND id IS DISTINCT FROM (
     SELECT id FROM summaries WHERE search_id = $1 AND status = 'done' ORDER BY created_at DESC, id DESC LIMIT 1
   )`,
);

// Null is never, so any moment comes before it.
const REFRESH_BY = statement(
  'searches.refresh_by',
  'UPDATE searches SET next_refresh_at = least(next_refresh_at, $2) WHERE id = $1',
);

/** A summary that a job works on. */
export interface BegunSummary {
  readonly summaryId: string;
  readonly userId: string;
  readonly searchId: string;
  readonly query: string;
  readonly settings: object;
  /** Whether its widget is; one that rests is not made again by itself. */
  readonly isActive: boolean;
  readonly timeZone: string;
}

/** How a summary ended. */
export type SummaryOutcome = Pick<
  Summary,
  | 'status'
  | 'content'
  | 'citations'
  | 'unsupported'
  | 'contradictions'
  | 'skipped'
  | 'model'
  | 'usage'
  | 'notice'
  | 'error'
  | 'contentHash'
  | 'changes'
  | 'unchangedSince'
>;

/** Every query on searches and their summaries. */
@Injectable()
export class WebsearchRepository {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly database: Database,
  ) {}

  /** At most `limit + 1` searches of a widget, the oldest first. */
  listSearches(
    userId: string,
    widgetId: string,
    { limit, after }: PageRequest,
  ): Promise<Keyed<SearchWithLatest>[]> {
    return this.database.query(LIST_SEARCHES, [
      userId,
      widgetId,
      after?.[0] ?? null,
      after?.[1] ?? null,
      limit + 1,
    ]);
  }

  findSearch(userId: string, id: string): Promise<SearchWithLatest | undefined> {
    return this.database.one(FIND_SEARCH, [userId, id]);
  }

  lockSearch(userId: string, id: string): Promise<Search | undefined> {
    return this.database.one(LOCK_SEARCH, [userId, id]);
  }

  async countSearches(widgetId: string): Promise<number> {
    return (await this.database.one<{ count: number }>(COUNT_SEARCHES, [widgetId]))?.count ?? 0;
  }

  async insertSearch(search: Search): Promise<void> {
    await this.uow.manager.insert(Search, search);
  }

  async deleteSearch(id: string): Promise<void> {
    await this.uow.manager.delete(Search, { id });
  }

  /** At most `limit + 1` summaries of a search, the newest first. */
  listSummaries(userId: string, searchId: string, { limit, after }: PageRequest): Promise<Keyed<Summary>[]> {
    return this.database.query(LIST_SUMMARIES, [
      userId,
      searchId,
      after?.[0] ?? null,
      after?.[1] ?? null,
      limit + 1,
    ]);
  }

  findSummary(userId: string, id: string): Promise<Summary | undefined> {
    return this.database.one(FIND_SUMMARY, [userId, id]);
  }

  findUnfinished(searchId: string): Promise<Summary | undefined> {
    return this.database.one(FIND_UNFINISHED, [searchId]);
  }

  async insertSummary(summary: Summary): Promise<void> {
    await this.uow.manager.insert(Summary, summary);
  }

  /** Marks a summary as being made; undefined where it has ended or is gone. */
  begin(id: string): Promise<BegunSummary | undefined> {
    return this.database.one(BEGIN, [id]);
  }

  /** The last summary with a text before this one, of the same search. */
  findPrevious(id: string): Promise<Summary | undefined> {
    return this.database.one(FIND_PREVIOUS, [id]);
  }

  /** A summary that was made of this content before. */
  async recall(contentHash: string, isExtractiveFine: boolean): Promise<MadeSummary | null> {
    return (await this.database.one<MadeSummary>(RECALL, [contentHash, isExtractiveFine])) ?? null;
  }

  /** Has a search made again at this moment, or before where it is due before. */
  async refreshBy(searchId: string, at: Date): Promise<void> {
    await this.database.query(REFRESH_BY, [searchId, at]);
  }

  /** Deletes all but the newest summaries of a search, and the newest with a text. */
  async forgetOldest(searchId: string, kept: number): Promise<void> {
    await this.database.query(FORGET_OLDEST, [searchId, kept]);
  }

  /** Writes how a summary ended; false where it had ended already. */
  async finish(id: string, outcome: SummaryOutcome, finishedAt: Date): Promise<boolean> {
    const { status, content, citations, skipped, model, usage, notice, error } = outcome;
    const row = await this.database.one(FINISH, [
      id,
      status,
      content,
      JSON.stringify(citations),
      JSON.stringify(skipped),
      model,
      usage && JSON.stringify(usage),
      notice,
      error && JSON.stringify(error),
      finishedAt,
      outcome.contentHash,
      outcome.changes && JSON.stringify(outcome.changes),
      outcome.unchangedSince,
      JSON.stringify(outcome.unsupported),
      JSON.stringify(outcome.contradictions),
    ]);
    return row !== undefined;
  }
}
