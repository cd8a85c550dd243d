import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { userDayBounds, type DayRules } from '../../common/time/user-day.js';
import type { LocalDate } from '../../common/time/local-date.js';
import { Database, statement, type Statement } from '../../platform/database/database.js';
import { WidgetTypeRegistry } from './widget-type.registry.js';

/** Whose widget is asked for, on which of their days. */
export interface WidgetDay extends DayRules {
  readonly userId: string;
  readonly widgetId: string;
  readonly date: LocalDate;
  readonly now: Date;
}

/** Reads what one widget shows, by the same fragments as a board. */
@Injectable()
export class WidgetDataRepository {
  private made: Statement | undefined;
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

  /** Names the way in which data is put together: what another version of the code kept is of no use to this one. */
  get renderer(): string {
    return (this.name ??= createHash('sha256')
      .update(this.statement().text)
      .digest('base64url')
      .slice(0, 16));
  }

  private statement(): Statement {
    const fragments = this.types.all().map(({ data }) => `(${data})`);
    return (this.made ??= statement(
      'widgets.data',
      `WITH day (user_id, date, starts_at, ends_at, now) AS (
         SELECT $1::uuid, $4::date, $5::timestamptz, $6::timestamptz, $3::timestamptz
       ),
       asked (widget_id, type, settings) AS MATERIALIZED (
         SELECT id, type, settings FROM widgets WHERE user_id = $1 AND id = $2 AND deleted_at IS NULL
       )
       SELECT (SELECT d.data::text FROM (${fragments.join('\nUNION ALL\n')}) d) AS text FROM asked`,
    ));
  }
}
