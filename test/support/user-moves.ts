import { uuidv7 } from '../../src/common/ids/uuid.js';
import type { RecordedEvent } from '../../src/platform/events/subscriber.js';
import { SubscriberRegistry } from '../../src/platform/events/subscriber-registry.js';
import type { Person } from '../factories/users.js';
import { eventsOf } from './event-rows.js';
import type { TestApp } from './test-app.js';

/** Changes the profile and lets the subscriber follow. */
export async function moveTo(
  app: TestApp,
  person: Person,
  { changes, subscriber }: { readonly changes: object; readonly subscriber: string },
): Promise<void> {
  await person.api.patch('/users/me', changes);
  await tellOfMove(app, person, subscriber);
}

/** Tells the subscriber of the newest change of the profile, if it wants to know, as the relay would. */
export async function tellOfMove(app: TestApp, person: Person, subscriber: string): Promise<void> {
  const recorded = (await eventsOf(app, person.id, 'user.updated.v1')).at(-1)!;
  const event: RecordedEvent = {
    ...recorded,
    id: uuidv7(),
    userId: person.id,
    occurredAt: new Date(),
    requestId: null,
  };
  const registry = app.app.get(SubscriberRegistry, { strict: false });
  if (registry.interestedIn(event).includes(subscriber)) await registry.find(subscriber)?.handle(event);
}
