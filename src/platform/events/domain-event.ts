import { uuidv7 } from '../../common/ids/uuid.js';

/** What the catalogue knows of a kind of event. */
export interface EventFacts {
  /** Past tense and versioned, never changed: `widget.created.v1`. */
  readonly type: string;
  /** One sentence for `docs/events.md`. */
  readonly about: string;
  /** Whether webhooks may publish it. */
  readonly isPublic: boolean;
  /** Whether it changes what the user's screens show, and so moves the user's data version. */
  readonly changesView: boolean;
}

/** Something that happened to a user's data: flat, ids and the fields that changed, no secrets. */
export abstract class DomainEvent<Payload extends object = object> {
  readonly id = uuidv7();

  /** @param userId whose log it belongs to */
  constructor(
    readonly userId: string,
    readonly payload: Payload,
  ) {}
}

/** A class of events, as subscribers name it. */
export type EventClass = abstract new (userId: string, payload: never) => DomainEvent;

const catalogue = new Map<unknown, EventFacts>();

/** Puts a class of events into the catalogue; two of one type are refused. */
export function Event(facts: Pick<EventFacts, 'type' | 'about'> & Partial<EventFacts>): ClassDecorator {
  return (target) => {
    if (eventCatalogue().some(({ type }) => type === facts.type))
      throw new Error(`two events are called ${facts.type}`);
    catalogue.set(target, { isPublic: true, changesView: true, ...facts });
  };
}

/** The facts of an event class. */
export function factsOf(event: EventClass): EventFacts {
  const facts = catalogue.get(event);
  if (!facts) throw new Error(`${event.name} has no @Event()`);
  return facts;
}

/** All kinds of events, for the reference and for checks. */
export function eventCatalogue(): EventFacts[] {
  return [...catalogue.values()];
}
