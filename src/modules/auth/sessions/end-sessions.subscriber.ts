import { Injectable } from '@nestjs/common';
import { Subscribe, type EventSubscriber, type RecordedEvent } from '../../../platform/events/subscriber.js';
import { UserUpdated } from '../../users/users.events.js';
import { SessionsService } from './sessions.service.js';

type Payload = UserUpdated['payload'];

/** Ends the sessions of a deactivated account, which its deactivation only suspends, so that none comes back with it. */
@Injectable()
@Subscribe('auth.end_sessions', UserUpdated)
export class EndSessionsSubscriber implements EventSubscriber<Payload> {
  constructor(private readonly sessions: SessionsService) {}

  wants({ payload }: RecordedEvent<Payload>): boolean {
    return payload.after.isActive === false;
  }

  handle({ userId, occurredAt }: RecordedEvent<Payload>): Promise<void> {
    // Those opened later belong to an account that has been opened again.
    return this.sessions.endOlder(userId, occurredAt, 'deactivated');
  }
}
