import { DomainEvent, Event } from '../../platform/events/domain-event.js';
import type { UserView } from './users.contract.js';

/** A person made an account. */
@Event({ type: 'user.created.v1', about: 'An account was made.' })
export class UserCreated extends DomainEvent<{ timeZone: string }> {}

/** What was changed of an account: the fields that differ, before and after. */
export interface UserChange {
  readonly before: Partial<UserView>;
  readonly after: Partial<UserView>;
}

/** A person or an administrator changed an account. */
@Event({
  type: 'user.updated.v1',
  about: 'Fields of an account were changed; before and after hold only those.',
})
export class UserUpdated extends DomainEvent<UserChange> {}

/** A person deleted their account. */
@Event({ type: 'user.deleted.v1', about: 'An account was deleted, with everything that was its own.' })
export class UserDeleted extends DomainEvent<Record<string, never>> {}
