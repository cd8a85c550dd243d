import { DomainEvent, Event } from '../../../platform/events/domain-event.js';

/** What events of feeds have in common: they tell of access, not of anything on a board. */
const ACCESS = { isPublic: false, changesView: false };

/** A user made an address for their calendar, in place of the one before if there was one. */
@Event({
  type: 'calendar_feed.created.v1',
  about: 'A secret address for reading the calendar was made; one that was there before ended.',
  ...ACCESS,
})
export class CalendarFeedCreated extends DomainEvent<{ version: number; isRotated: boolean }> {}

/** A user took the address of their calendar back. */
@Event({
  type: 'calendar_feed.revoked.v1',
  about: 'The secret address for reading the calendar was ended.',
  ...ACCESS,
})
export class CalendarFeedRevoked extends DomainEvent<{ version: number }> {}
