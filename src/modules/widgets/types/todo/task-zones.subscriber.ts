import { Injectable } from '@nestjs/common';
import {
  Subscribe,
  type EventSubscriber,
  type RecordedEvent,
} from '../../../../platform/events/subscriber.js';
import type { UserView } from '../../../users/users.contract.js';
import { UserUpdated } from '../../../users/users.events.js';
import { TaskZonesService } from './task-zones.service.js';

interface Change {
  readonly after: Partial<UserView>;
}

/** Follows users to another zone, or another beginning of their day. */
@Subscribe('todo.rezone', UserUpdated)
@Injectable()
export class TaskZonesSubscriber implements EventSubscriber<Change> {
  constructor(private readonly zones: TaskZonesService) {}

  wants({ payload: { after } }: RecordedEvent<Change>): boolean {
    return after.timeZone !== undefined || after.dayStart !== undefined;
  }

  handle({ userId }: RecordedEvent<Change>): Promise<void> {
    return this.zones.rezone(userId);
  }
}
