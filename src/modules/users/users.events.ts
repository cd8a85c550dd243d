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

/** A person changed the address that they sign in with; neither address is in the event. */
@Event({ type: 'user.email_changed.v1', about: 'The e-mail address of an account was changed.' })
export class UserEmailChanged extends DomainEvent<Record<string, never>> {}

/** A person deleted their account, which can be restored until it is erased. */
@Event({
  type: 'user.deletion_requested.v1',
  about: 'An account was deleted by its owner, who can restore it until it is erased.',
})
export class UserDeletionRequested extends DomainEvent<{ deletesAt: string }> {}

/** A person restored the account that they had deleted. */
@Event({ type: 'user.restored.v1', about: 'A deleted account was restored before it was erased.' })
export class UserRestored extends DomainEvent<Record<string, never>> {}

/** The time to restore a deleted account is over. */
@Event({ type: 'user.deleted.v1', about: 'An account was erased, with everything in it.' })
export class UserDeleted extends DomainEvent<Record<string, never>> {}
