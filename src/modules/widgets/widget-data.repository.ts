import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, statement, type Statement } from '../../platform/database/database.js';
import { WIDGET_DAY_SQL, widgetDayValues, type WidgetDay } from './widget-day.contract.js';
import { WidgetTypeRegistry } from './widget-type.registry.js';

/** What a widget shows, as JSON text; null if its type gives nothing. */
export interface WidgetDataRow {
  readonly text: string | null;
  /** Until when it is true, if no data changes; null for the rest of the day. */
  readonly validUntil: Date | null;
}

/** Reads what widgets show, by the same fragments as a board. */
@Injectable()
export class WidgetDataRepository {
  private made: Statement | undefined;
  private madeForAll: Statement | undefined;
  private name: string | undefined;

  constructor(
    private readonly database: Database,
    private readonly types: WidgetTypeRegistry,
  ) {}

  /** A widget's data on a day; undefined if there is no such widget. */
  read(day: WidgetDay, widgetId: string): Promise<WidgetDataRow | undefined> {
    return this.database.one<WidgetDataRow>(this.statement(), widgetDayValues(day, widgetId));
  }

  /** JSON texts of widgets' data by their ids, in one statement; those that are not there, or show nothing, have none. */
  async readAll(day: WidgetDay, widgetIds: readonly string[]): Promise<Map<string, string>> {
    if (widgetIds.length === 0) return new Map();
    const rows = await this.database.query<{ id: string; text: string | null }>(
      this.allStatement(),
      widgetDayValues(day, widgetIds),
    );
    return new Map(rows.flatMap(({ id, text }) => (text === null ? [] : [[id, text]])));
  }

  /** Names the way in which data is put together: what another version of the code kept is of no use to this one. */
  get renderer(): string {
    return (this.name ??= createHash('sha256')
      .update(this.statement().text)
      .digest('base64url')
      .slice(0, 16));
  }

  private statement(): Statement {
    return (this.made ??= statement(
      'widgets.data',
      `${withAsked('id = $2')}
       SELECT (SELECT d.data::text FROM (${this.union('data')}) d) AS text,
         (SELECT t.changes_at FROM (${this.union('attention')}) t) AS "validUntil"
       FROM asked`,
    ));
  }

  private allStatement(): Statement {
    return (this.madeForAll ??= statement(
      'widgets.data_of_all',
      `${withAsked('id = ANY($2::uuid[])')} SELECT d.widget_id AS id, d.data::text AS text FROM (${this.union('data')}) d`,
    ));
  }

  private union(part: 'data' | 'attention'): string {
    return this.types
      .all()
      .map((type) => `(${type[part]})`)
      .join('\nUNION ALL\n');
  }
}

function withAsked(which: string): string {
  return `WITH ${WIDGET_DAY_SQL},
       asked (widget_id, type, settings) AS MATERIALIZED (
         SELECT id, type, settings FROM widgets WHERE user_id = $1 AND ${which} AND deleted_at IS NULL
       )`;
}
