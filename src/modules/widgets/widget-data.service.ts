import { Injectable } from '@nestjs/common';
import { WidgetNotFound } from './widgets.contract.js';
import type { Actor } from '../../common/auth/actor.js';
import { UpstreamError } from '../../common/errors/app-error.js';
import { Clock } from '../../common/time/clock.js';
import { parseLocalDate } from '../../common/time/local-date.js';
import { userDay } from '../../common/time/user-day.js';
import { Cache } from '../../platform/cache/cache.js';
import type { WidgetDay } from './widget-day.contract.js';
import { WidgetDataRepository } from './widget-data.repository.js';

/** The user's own changes move the version that it is kept under; this bounds the room that it takes. */
const TTL_MS = 5 * 60_000;

/** What a widget shows, as finished JSON. */
export interface WidgetData {
  readonly text: string;
  readonly etag: string;
}

/** What is kept: a text, and until when it is true. */
interface TimedText {
  readonly text: string;
  readonly validUntil: string | null;
}

/** What one widget shows on a day. */
@Injectable()
export class WidgetDataService {
  constructor(
    private readonly clock: Clock,
    private readonly data: WidgetDataRepository,
    private readonly cache: Cache,
  ) {}

  /** The widget's data on a local date, else on the user's today; throws WidgetNotFound. */
  async read(actor: Actor, widgetId: string, askedDate?: string): Promise<WidgetData> {
    const now = this.clock.now();
    const date = askedDate === undefined ? userDay(now, actor) : parseLocalDate(askedDate);
    const { id: userId, timeZone, dayStart, dataVersion: version } = actor;
    const day = { userId, date, now, timeZone, dayStart };
    const key = `widget-data:${this.data.renderer}:${widgetId}:${date}`;
    // What was true until a moment that has passed is followed by what was loaded after it, under that moment.
    for (let since = ''; ;) {
      const { text, validUntil } = await this.cache.remember({ userId, version }, key + since, TTL_MS, () =>
        this.load(day, widgetId),
      );
      if (validUntil === null || now < new Date(validUntil)) {
        return { text, etag: `W/"${widgetId}.${date}.${version}${since}"` };
      }
      since = `.${new Date(validUntil).getTime()}`;
    }
  }

  /** JSON texts of what widgets show on the user's today, by their ids; one that can't be read has none. */
  readAll(actor: Actor, widgetIds: readonly string[]): Promise<Map<string, string>> {
    const now = this.clock.now();
    const { id: userId, timeZone, dayStart } = actor;
    return this.data.readAll({ userId, date: userDay(now, actor), now, timeZone, dayStart }, widgetIds);
  }

  /** What can't be read is not kept. */
  private async load(day: WidgetDay, widgetId: string): Promise<TimedText> {
    const row = await this.data.read(day, widgetId);
    if (row === undefined) throw new WidgetNotFound();
    if (row.text === null)
      throw new UpstreamError('widget_data_unavailable', 'its data cannot be read: try again soon');
    return { text: row.text, validUntil: row.validUntil?.toISOString() ?? null };
  }
}
