import { DomainEvent, Event } from '../../platform/events/domain-event.js';
import type { UserView } from './users.contract.js';

/** A person made an account. */
@Event({ type: 'user.created.v1', about: 'An account was made.' })
export class UserCreated extends DomainEvent<{ timeZone: string }> {}

/** A person or an administrator changed an account. */
@Event({
  type: 'user.updated.v1',
  about: 'Fields of an account were changed; before and after hold only those.',
})
export class UserUpdated extends DomainEvent<{ before: Partial<UserView>; after: Partial<UserView> }> {}

/** A person deleted their account. */
@Event({ type: 'user.deleted.v1', about: 'An account was deleted, with everything that was its own.' })
export class UserDeleted extends DomainEvent<Record<string, never>> {}
