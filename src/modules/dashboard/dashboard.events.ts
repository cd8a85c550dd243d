import { DomainEvent, Event } from '../../platform/events/domain-event.js';

/** The board of a day was chosen, or chosen again. */
@Event({
  type: 'dashboard.generated.v1',
  about: 'The board of a day was chosen, or chosen again after a change.',
  changesView: false,
})
export class DashboardGenerated extends DomainEvent<{
  date: string;
  policyName: string;
  policyVersion: number;
  widgetIds: string[];
}> {}

/** The user had a day's board chosen anew. */
@Event({ type: 'dashboard.regenerated.v1', about: 'The user had the board of a day chosen anew.' })
export class DashboardRegenerated extends DomainEvent<{ date: string }> {}

/** A model worded the board of a day. */
@Event({ type: 'dashboard.worded.v1', about: 'A model put the board of a day into words.' })
export class DashboardWorded extends DomainEvent<{ date: string }> {}

/** The user wants a widget on a day's board, or off it, or leaves it to the policy again. */
@Event({
  type: 'dashboard.widget_overridden.v1',
  about: 'The user showed or hid a widget for a day, or took that back.',
})
export class WidgetOverridden extends DomainEvent<{
  widgetId: string;
  date: string;
  before: 'show' | 'hide' | null;
  after: 'show' | 'hide' | null;
}> {}

/** The user did something with widgets of a board. */
@Event({
  type: 'dashboard.interacted.v1',
  about: 'The user opened, used or dismissed widgets; the ids are those of the interactions.',
  isPublic: false,
  changesView: false,
})
export class DashboardInteracted extends DomainEvent<{ interactionIds: string[] }> {}
