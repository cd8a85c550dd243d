import { Injectable } from '@nestjs/common';
import type { Actor } from '../../common/auth/actor.js';
import { UpstreamError } from '../../common/errors/app-error.js';
import { Clock } from '../../common/time/clock.js';
import { parseLocalDate } from '../../common/time/local-date.js';
import { userDay } from '../../common/time/user-day.js';
import { Cache } from '../../platform/cache/cache.js';
import { WidgetDataRepository, type WidgetDay } from './widget-data.repository.js';
import { WidgetNotFound } from './widgets.errors.js';

/** The user's own changes move the version that it is kept under; this bounds the room that it takes. */
const TTL_MS = 5 * 60_000;

/** What a widget shows, as finished JSON. */
export interface WidgetData {
  readonly text: string;
  readonly etag: string;
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
    const day = { userId, widgetId, date, now, timeZone, dayStart };
    const key = `widget-data:${this.data.renderer}:${widgetId}:${date}`;
    const text = await this.cache.remember({ userId, version }, key, TTL_MS, () => this.load(day));
    return { text, etag: `W/"${widgetId}.${date}.${version}"` };
  }

  /** JSON texts of what widgets show on the user's today, by their ids; one that can't be read has none. */
  readAll(actor: Actor, widgetIds: readonly string[]): Promise<Map<string, string>> {
    const now = this.clock.now();
    const { id: userId, timeZone, dayStart } = actor;
    return this.data.readAll({ userId, date: userDay(now, actor), now, timeZone, dayStart }, widgetIds);
  }

  /** What can't be read is not kept. */
  private async load(day: WidgetDay): Promise<string> {
    const text = await this.data.read(day);
    if (text === undefined) throw new WidgetNotFound();
    if (text === null)
      throw new UpstreamError('widget_data_unavailable', 'its data cannot be read: try again soon');
    return text;
  }
}
