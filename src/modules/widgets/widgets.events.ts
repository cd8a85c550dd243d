import { DomainEvent, Event } from '../../platform/events/domain-event.js';
import type { WidgetView } from './widgets.contract.js';

/** A user added a widget. */
@Event({ type: 'widget.created.v1', about: 'A widget was added.' })
export class WidgetCreated extends DomainEvent<{ widgetId: string; after: WidgetView }> {}

/** A user changed a widget. */
@Event({
  type: 'widget.updated.v1',
  about: 'Fields of a widget were changed; before and after hold only those.',
})
export class WidgetUpdated extends DomainEvent<{
  widgetId: string;
  before: Partial<WidgetView>;
  after: Partial<WidgetView>;
}> {}

/** A user deleted a widget. */
@Event({ type: 'widget.deleted.v1', about: 'A widget was deleted, with what is below it.' })
export class WidgetDeleted extends DomainEvent<{ widgetId: string; before: WidgetView }> {}
