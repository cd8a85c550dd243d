import { DomainEvent, Event } from '../../../../platform/events/domain-event.js';
import type { EntryView, TrackerView } from './tracker.contract.js';

interface OfTracker {
  readonly widgetId: string;
  readonly trackerId: string;
}

interface OfEntry extends OfTracker {
  readonly entryId: string;
}

/** A user added a tracker. */
@Event({ type: 'tracker.created.v1', about: 'A tracker was added.' })
export class TrackerCreated extends DomainEvent<OfTracker & { after: TrackerView }> {}

/** A user changed a tracker. */
@Event({
  type: 'tracker.updated.v1',
  about: 'Fields of a tracker were changed; before and after hold only those.',
})
export class TrackerUpdated extends DomainEvent<
  OfTracker & { before: Partial<TrackerView>; after: Partial<TrackerView> }
> {}

/** A user deleted a tracker. */
@Event({ type: 'tracker.deleted.v1', about: 'A tracker was deleted, with its entries.' })
export class TrackerDeleted extends DomainEvent<OfTracker & { before: TrackerView }> {}

/** A user logged something. */
@Event({
  type: 'tracker.entry_logged.v1',
  about: 'Something was logged in a tracker, or a day of it skipped.',
})
export class TrackerEntryLogged extends DomainEvent<OfEntry & { after: EntryView }> {}

/** A user changed an entry. */
@Event({
  type: 'tracker.entry_updated.v1',
  about: 'Fields of an entry were changed; before and after hold only those.',
})
export class TrackerEntryUpdated extends DomainEvent<
  OfEntry & { before: Partial<EntryView>; after: Partial<EntryView> }
> {}

/** A user deleted an entry. */
@Event({ type: 'tracker.entry_deleted.v1', about: 'An entry of a tracker was deleted.' })
export class TrackerEntryDeleted extends DomainEvent<OfEntry & { before: EntryView }> {}
