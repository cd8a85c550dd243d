import { momentSql } from '../../../../platform/database/moment-sql.js';
import { WidgetTypeProvider, type WidgetType } from '../../widget-type.contract.js';
import { WebsearchData } from './websearch-data.dto.js';
import { SEARCHES_LIMIT, WEBSEARCH, WebsearchSettings } from './websearch.settings.js';

/** Web searches with a summary of what the web says, made in the background. */
@WidgetTypeProvider()
export class WebsearchWidget implements WidgetType<WebsearchSettings> {
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
    SELECT s.widget_id, 0 AS due, 0 AS overdue, NULL::int AS top_priority, 0 AS streak_at_risk,
      max(m.finished_at) AS last_activity_at, false AS must_show
    FROM asked a JOIN searches s ON s.widget_id = a.widget_id JOIN summaries m ON m.search_id = s.id
    WHERE a.type = '${WEBSEARCH}' AND m.status = 'done'
    GROUP BY s.widget_id`;
}
