import { Injectable } from '@nestjs/common';
import {
  Subscribe,
  type EventSubscriber,
  type RecordedEvent,
} from '../../../../../platform/events/subscriber.js';
import type { UserView } from '../../../../users/users.contract.js';
import { UserRestored, UserUpdated } from '../../../../users/users.events.js';
import type { WidgetView } from '../../../widgets.contract.js';
import { WidgetUpdated } from '../../../widgets.events.js';
import { RefreshService } from './refresh.service.js';

interface Change {
  /** There for a widget only. */
  readonly widgetId?: string;
  /** Left out where a whole account came back. */
  readonly after?: Partial<WidgetView & UserView>;
}

/** Reschedules searches when their widget's rhythm changes, or their user's zone or standing. */
@Subscribe('websearch.reschedule', WidgetUpdated, UserUpdated, UserRestored)
@Injectable()
export class RefreshSubscriber implements EventSubscriber<Change> {
  constructor(private readonly refresh: RefreshService) {}

  wants({ payload: { after } }: RecordedEvent<Change>): boolean {
    return (
      after === undefined || ['frequency', 'rrule', 'isActive', 'timeZone'].some((field) => field in after)
    );
  }

  handle({ userId, payload: { widgetId } }: RecordedEvent<Change>): Promise<void> {
    return widgetId === undefined
      ? this.refresh.rescheduleUser(userId)
      : this.refresh.rescheduleWidget(widgetId);
  }
}
