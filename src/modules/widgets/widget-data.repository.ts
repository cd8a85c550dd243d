import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { userDayBounds, type DayRules } from '../../common/time/user-day.js';
import type { LocalDate } from '../../common/time/local-date.js';
import { Database, statement, type Statement } from '../../platform/database/database.js';
import { WidgetTypeRegistry } from './widget-type.registry.js';

/** Whose widget is asked for, on which of their days. */
export interface WidgetDay extends WidgetsDay {
  readonly widgetId: string;
}

/** Whose widgets are asked for, on which of their days. */
export interface WidgetsDay extends DayRules {
  readonly userId: string;
  readonly date: LocalDate;
  readonly now: Date;
}

/** Reads what one widget shows, by the same fragments as a board. */
@Injectable()
export class WidgetDataRepository {
  private made: Statement | undefined;
  private madeForAll: Statement | undefined;
  private name: string | undefined;

  constructor(
    private readonly database: Database,
    private readonly types: WidgetTypeRegistry,
  ) {}

  /** JSON text of a widget's data; undefined where there is no such widget, null where its type gives nothing. */
  async read(day: WidgetDay): Promise<string | null | undefined> {
    const { start, end } = userDayBounds(day.date, day);
    const values = [day.userId, day.widgetId, day.now, day.date, start, end];
    return (await this.database.one<{ text: string | null }>(this.statement(), values))?.text;
  }

  /** JSON texts of widgets' data by their ids, in one statement; those that are not there, or show nothing, have none. */
  async readAll(day: WidgetsDay, widgetIds: readonly string[]): Promise<Map<string, string>> {
    if (widgetIds.length === 0) return new Map();
    const { start, end } = userDayBounds(day.date, day);
    const values = [day.userId, widgetIds, day.now, day.date, start, end];
    const rows = await this.database.query<{ id: string; text: string | null }>(this.allStatement(), values);
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
      `${this.withAsked('id = $2')} SELECT (SELECT d.data::text FROM (${this.fragments()}) d) AS text FROM asked`,
    ));
  }

  private allStatement(): Statement {
    return (this.madeForAll ??= statement(
      'widgets.data_of_all',
      `${this.withAsked('id = ANY($2::uuid[])')} SELECT d.widget_id AS id, d.data::text AS text FROM (${this.fragments()}) d`,
    ));
  }

  private fragments(): string {
    return this.types
      .all()
      .map(({ data }) => `(${data})`)
      .join('\nUNION ALL\n');
  }

  private withAsked(which: string): string {
    return `WITH day (user_id, date, starts_at, ends_at, now) AS (
         SELECT $1::uuid, $4::date, $5::timestamptz, $6::timestamptz, $3::timestamptz
       ),
       asked (widget_id, type, settings) AS MATERIALIZED (
         SELECT id, type, settings FROM widgets WHERE user_id = $1 AND ${which} AND deleted_at IS NULL
       )`;
  }
}
