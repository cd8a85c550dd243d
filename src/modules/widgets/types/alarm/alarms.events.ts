import { DomainEvent, Event } from '../../../../platform/events/domain-event.js';
import type { AlarmView } from './alarms.contract.js';

/** Which ring of which alarm an event is about. */
interface RingFacts {
  readonly alarmId: string;
  readonly widgetId: string;
  readonly ringId: string;
  /** What the alarm's clock showed, or should have. */
  readonly occurrence: string;
  /** 0 for the occurrence itself, then one more for each snooze. */
  readonly snoozeNumber: number;
}

/** A user added an alarm. */
@Event({ type: 'alarm.created.v1', about: 'An alarm was added.' })
export class AlarmCreated extends DomainEvent<{ alarmId: string; widgetId: string; after: AlarmView }> {}

/** A user changed an alarm. */
@Event({
  type: 'alarm.updated.v1',
  about: 'Fields of an alarm were changed; before and after hold only those.',
})
export class AlarmUpdated extends DomainEvent<{
  alarmId: string;
  widgetId: string;
  before: Partial<AlarmView>;
  after: Partial<AlarmView>;
}> {}

/** A user deleted an alarm. */
@Event({ type: 'alarm.deleted.v1', about: 'An alarm was deleted, with the history of its rings.' })
export class AlarmDeleted extends DomainEvent<{ alarmId: string; widgetId: string; before: AlarmView }> {}

/** An alarm rings. */
@Event({
  type: 'alarm.triggered.v1',
  about: 'An alarm rings, for an occurrence or one of its snoozes; once for each.',
})
export class AlarmTriggered extends DomainEvent<
  RingFacts & {
    readonly title: string;
    readonly dueAt: string;
    readonly firedAt: string;
    readonly nextTriggerAt: string | null;
  }
> {}

/** An alarm should have rung. */
@Event({
  type: 'alarm.missed.v1',
  about: 'An alarm could not ring at its time, nor soon enough after it.',
})
export class AlarmMissed extends DomainEvent<
  RingFacts & { readonly title: string; readonly dueAt: string }
> {}

/** A user snoozed a ring. */
@Event({ type: 'alarm.snoozed.v1', about: 'A ring was snoozed; its series stays as it is.' })
export class AlarmSnoozed extends DomainEvent<
  RingFacts & { readonly dueAt: string; readonly snoozedUntil: string }
> {}

/** A user dismissed what rings. */
@Event({
  type: 'alarm.dismissed.v1',
  about:
    'What rang, was about to, or was to ring again after a snooze, was dismissed; `dueAts` are its moments.',
})
export class AlarmDismissed extends DomainEvent<{
  alarmId: string;
  widgetId: string;
  ringIds: string[];
  dueAts: string[];
}> {}

/** The moments of a user's alarms were put into another time zone. */
@Event({
  type: 'alarms.rezoned.v1',
  about: "Moments of a user's alarms were put into the user's new time zone.",
  isPublic: false,
})
export class AlarmsRezoned extends DomainEvent<{ count: number }> {}
