import { momentSql } from '../../../../platform/database/moment-sql.js';
import {
  WidgetTypeProvider,
  type Caption,
  type CaptionMoment,
  type WidgetType,
} from '../../widget-type.contract.js';
import { describeWebsearch, type WebsearchFacts } from './websearch-caption.js';
import { WebsearchData } from './websearch-data.dto.js';
import { SEARCHES_LIMIT, WEBSEARCH, WebsearchSettings } from './websearch.settings.js';

/** Web searches with a summary of what the web says, made in the background. */
@WidgetTypeProvider()
export class WebsearchWidget implements WidgetType<WebsearchSettings, WebsearchFacts> {
  readonly key = WEBSEARCH;
  readonly name = 'Web search';
  readonly about = 'Queries whose findings are summarized for you, each fact with its source';
  readonly settings = WebsearchSettings;
  readonly defaultSize = 'large';
  readonly limits = { searches: SEARCHES_LIMIT };

  readonly data = `
    SELECT a.widget_id, json_build_object('searches', coalesce((
      SELECT json_agg(json_build_object(
        'id', s.id, 'query', s.query, 'state', latest.status,
        'summary', CASE WHEN done.id IS NULL THEN NULL ELSE json_build_object(
          'id', done.id, 'content', done.content, 'citations', done.citations,
          'unsupported', done.unsupported, 'contradictions', done.contradictions, 'model', done.model,
          'notice', done.notice, 'changes', done.changes, 'unchangedSince', ${momentSql('done.unchanged_since')},
          'finishedAt', ${momentSql('done.finished_at')}) END,
        'error', latest.error
      ) ORDER BY s.created_at, s.id)
      FROM searches s
      LEFT JOIN LATERAL (
        SELECT m.status, m.error FROM summaries m WHERE m.search_id = s.id
        ORDER BY m.created_at DESC, m.id DESC LIMIT 1
      ) latest ON true
      LEFT JOIN LATERAL (
        SELECT m.* FROM summaries m WHERE m.search_id = s.id AND m.status = 'done'
        ORDER BY m.created_at DESC, m.id DESC LIMIT 1
      ) done ON true
      WHERE s.widget_id = a.widget_id
    ), '[]'::json)) AS data
    FROM asked a WHERE a.type = '${WEBSEARCH}'`;

  readonly dataResponse = WebsearchData;

  readonly attention = `
    SELECT a.widget_id, done.finished_at IS NULL AS is_empty, false AS is_over, false AS is_ahead, 0 AS due, 0 AS overdue,
      NULL::int AS top_priority, NULL::date AS soon_on, 0 AS streak_at_risk, done.finished_at AS filled_at,
      NULL::timestamptz AS changes_at,
      json_build_object('query', first.query, 'status', first.status, 'done', CASE WHEN done.finished_at IS NOT NULL THEN
        json_build_object('query', done.query, 'finishedAt', ${momentSql('done.finished_at')}) END) AS facts
    FROM asked a
    LEFT JOIN LATERAL (
      SELECT left(s.query, 100) AS query, m.finished_at FROM searches s JOIN summaries m ON m.search_id = s.id
      WHERE s.widget_id = a.widget_id AND m.status = 'done'
      ORDER BY m.finished_at DESC, m.id DESC LIMIT 1
    ) done ON true
    LEFT JOIN LATERAL (
      SELECT left(s.query, 100) AS query, (
        SELECT m.status FROM summaries m WHERE m.search_id = s.id ORDER BY m.created_at DESC, m.id DESC LIMIT 1
      ) AS status
      FROM searches s WHERE s.widget_id = a.widget_id ORDER BY s.created_at, s.id LIMIT 1
    ) first ON true
    WHERE a.type = '${WEBSEARCH}'`;

  describe(facts: WebsearchFacts, moment: CaptionMoment): Caption {
    return { description: describeWebsearch(facts, moment) };
  }
}
