import { factsOf, type EventClass } from './domain-event.js';

/** An event as a subscriber reads it from the log. */
export interface RecordedEvent<Payload = unknown> {
  readonly id: string;
  readonly type: string;
  readonly userId: string;
  readonly payload: Payload;
  readonly occurredAt: Date;
  readonly requestId: string | null;
}

/** Reacts to events, each in its own time: in no certain order, and not until the change is committed. */
export interface EventSubscriber<Payload = unknown> {
  /**
   * Runs in a unit of work that also strikes out the delivery, so what it writes happens once; it may enqueue jobs, which
   * join that transaction. It must not call the outside: that is a job's work, with the event's id as idempotency key.
   */
  handle(event: RecordedEvent<Payload>): Promise<void>;
  /** A cheap question asked before a job is made. */
  wants?(event: RecordedEvent<Payload>): boolean;
}

/** What the dispatcher knows of a subscriber class. */
export interface Subscription {
  readonly name: string;
  readonly types: readonly string[];
}

const subscriptions = new Map<unknown, Subscription>();

/** Marks a class as a subscriber under a name of its own, which is never changed. */
export function Subscribe(name: string, ...events: EventClass[]): ClassDecorator {
  return (target) => {
    subscriptions.set(target, { name, types: events.map((event) => factsOf(event).type) });
  };
}

/** The subscription of a class, if it is a subscriber. */
export function subscriptionOf(target: unknown): Subscription | undefined {
  return subscriptions.get(target);
}
