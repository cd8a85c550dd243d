import { Injectable } from '@nestjs/common';
import {
  Subscribe,
  type EventSubscriber,
  type RecordedEvent,
} from '../../../../../platform/events/subscriber.js';
import type { UserView } from '../../../../users/users.contract.js';
import { UserUpdated } from '../../../../users/users.events.js';
import { AlarmZonesService } from './alarm-zones.service.js';

interface Change {
  readonly after: Partial<UserView>;
}

/** Follows users to another zone. */
@Subscribe('alarm.rezone', UserUpdated)
@Injectable()
export class AlarmZonesSubscriber implements EventSubscriber<Change> {
  constructor(private readonly zones: AlarmZonesService) {}

  wants({ payload: { after } }: RecordedEvent<Change>): boolean {
    return after.timeZone !== undefined;
  }

  handle({ userId }: RecordedEvent<Change>): Promise<void> {
    return this.zones.rezone(userId);
  }
}
