import { factsOf, type DomainEvent, type EventClass } from './domain-event.js';

/** Where the parts of an event are in a statement: SQL expressions, each with its type. */
export interface EventSql {
  readonly id: string;
  readonly userId: string;
  readonly type: string;
  readonly payload: string;
  readonly occurredAt: string;
  readonly requestId: string;
  /** The CTE that has a row where the event happened, and none where it did not. */
  readonly from: string;
}

/** The columns of an event that come from the event itself. */
export interface EventColumns {
  readonly id: string;
  readonly type: string;
  /** As JSON. */
  readonly payload: string;
}

/** An event as its row has it. */
export function eventColumns(event: DomainEvent): EventColumns {
  const { type } = factsOf(event.constructor as EventClass);
  return { id: event.id, type, payload: JSON.stringify(event.payload) };
}

/**
 * Two CTEs, `told` and `woken`, that write one event and wake the relay: for a hot statement that is a transaction by
 * itself. Everything else records its events with EventLog.
 */
export function tellEvent({ id, userId, type, payload, occurredAt, requestId, from }: EventSql): string {
  return `told AS (
    INSERT INTO events (id, user_id, type, payload, occurred_at, recorded_at, request_id)
    SELECT ${id}, ${userId}, ${type}, ${payload}, ${occurredAt}, clock_timestamp(), ${requestId} FROM ${from}
  ),
  woken AS MATERIALIZED (SELECT pg_notify('events', '') FROM ${from})`;
}
