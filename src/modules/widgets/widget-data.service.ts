import { Injectable } from '@nestjs/common';
import type { Actor } from '../../common/auth/actor.js';
import { UpstreamError } from '../../common/errors/app-error.js';
import { Clock } from '../../common/time/clock.js';
import { parseLocalDate } from '../../common/time/local-date.js';
import { userDay } from '../../common/time/user-day.js';
import { WidgetDataRepository } from './widget-data.repository.js';
import { WidgetNotFound } from './widgets.errors.js';

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
  ) {}

  /** The widget's data on a local date, else on the user's today; throws WidgetNotFound. */
  async read(actor: Actor, widgetId: string, askedDate?: string): Promise<WidgetData> {
    const now = this.clock.now();
    const date = askedDate === undefined ? userDay(now, actor) : parseLocalDate(askedDate);
    const { id: userId, timeZone, dayStart } = actor;
    const text = await this.data.read({ userId, widgetId, date, now, timeZone, dayStart });
    if (text === undefined) throw new WidgetNotFound();
    if (text === null)
      throw new UpstreamError('widget_data_unavailable', 'its data cannot be read: try again soon');
    return { text, etag: `W/"${widgetId}.${date}.${actor.dataVersion}"` };
  }
}
