import { Injectable } from '@nestjs/common';
import {
  Subscribe,
  type EventSubscriber,
  type RecordedEvent,
} from '../../../../../platform/events/subscriber.js';
import type { UserView } from '../../../../users/users.contract.js';
import { UserUpdated } from '../../../../users/users.events.js';
import { NearOccurrencesService } from './near-occurrences.service.js';

interface Change {
  readonly after: Partial<UserView>;
}

/** Follows users to another zone, where whole days and times without a zone begin at other moments. */
@Subscribe('calendar.replan', UserUpdated)
@Injectable()
export class CalendarZonesSubscriber implements EventSubscriber<Change> {
  constructor(private readonly near: NearOccurrencesService) {}

  wants({ payload: { after } }: RecordedEvent<Change>): boolean {
    return after.timeZone !== undefined;
  }

  handle({ userId }: RecordedEvent<Change>): Promise<void> {
    return this.near.replan(userId);
  }
}
