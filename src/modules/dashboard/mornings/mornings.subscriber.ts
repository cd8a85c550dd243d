import { Injectable } from '@nestjs/common';
import { Subscribe, type EventSubscriber, type RecordedEvent } from '../../../platform/events/subscriber.js';
import type { UserView } from '../../users/users.contract.js';
import { UserUpdated } from '../../users/users.events.js';
import { MorningsService } from './mornings.service.js';

interface Change {
  readonly after: Partial<UserView>;
}

/** Follows a user whose mornings are at other moments now. */
@Subscribe('dashboard.reschedule_morning', UserUpdated)
@Injectable()
export class MorningsSubscriber implements EventSubscriber<Change> {
  constructor(private readonly mornings: MorningsService) {}

  wants({ payload: { after } }: RecordedEvent<Change>): boolean {
    return 'timeZone' in after || 'dayStart' in after;
  }

  handle({ userId }: RecordedEvent<Change>): Promise<void> {
    return this.mornings.reschedule(userId);
  }
}
