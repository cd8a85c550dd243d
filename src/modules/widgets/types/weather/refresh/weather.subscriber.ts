import { Injectable } from '@nestjs/common';
import {
  Subscribe,
  type EventSubscriber,
  type RecordedEvent,
} from '../../../../../platform/events/subscriber.js';
import { JobQueue } from '../../../../../platform/jobs/job-queue.js';
import type { WidgetView } from '../../../widgets.contract.js';
import { WidgetCreated, WidgetUpdated } from '../../../widgets.events.js';
import { WEATHER } from '../weather.settings.js';
import { keyOfCell } from './cell-key.js';
import { RefreshPlaceJob } from './refresh-place.job.js';
import { WeatherService } from './weather.service.js';

interface Change {
  readonly widgetId: string;
  readonly after: Partial<WidgetView>;
}

/** Follows a widget to its place, whose weather is then fetched unless it is known. */
@Subscribe('weather.follow', WidgetCreated, WidgetUpdated)
@Injectable()
export class WeatherSubscriber implements EventSubscriber<Change> {
  constructor(
    private readonly weather: WeatherService,
    private readonly jobs: JobQueue,
  ) {}

  wants({ payload: { after } }: RecordedEvent<Change>): boolean {
    // A change does not say of which type the widget is.
    return after.type === undefined ? 'settings' in after || 'isActive' in after : after.type === WEATHER;
  }

  async handle({ payload: { widgetId } }: RecordedEvent<Change>): Promise<void> {
    const cell = await this.weather.follow(widgetId);
    if (cell) await this.jobs.enqueue(RefreshPlaceJob, cell, { dedupe: keyOfCell(cell) });
  }
}
