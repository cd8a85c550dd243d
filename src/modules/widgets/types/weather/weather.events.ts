import { DomainEvent, Event } from '../../../../platform/events/domain-event.js';

/** What is known of the weather of a user's places changed, or can't be renewed. */
@Event({
  type: 'weather.refreshed.v1',
  about: 'Widgets show other weather, or say that it could not be renewed.',
  isPublic: false,
})
export class WeatherRefreshed extends DomainEvent<{ widgetIds: readonly string[] }> {}
