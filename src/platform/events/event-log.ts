import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/time/clock.js';
import { Database, statement } from '../database/database.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { currentContext } from '../logging/request-context.js';
import { factsOf, type DomainEvent, type EventClass } from './domain-event.js';

// recorded_at is the time of writing, not of the transaction's start: who waited for a row that another transaction had
// locked then comes after it, and the events of one transaction keep their order.
const WRITE_EVENTS = statement(
  'events.write',
  `WITH written AS (
     INSERT INTO events (id, user_id, type, payload, occurred_at, recorded_at, actor_id, request_id)
     SELECT e.id, e.user_id, e.type, e.payload, $5, clock_timestamp() + e.n * interval '1 microsecond', $6, $7
     FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::jsonb[]) WITH ORDINALITY
       AS e (id, user_id, type, payload, n)
   ), moved AS (
     INSERT INTO data_versions AS v (user_id, version)
     SELECT changed.id, 1 FROM unnest($8::uuid[]) AS changed (id) ORDER BY changed.id
     ON CONFLICT (user_id) DO UPDATE SET version = v.version + 1
   )
   SELECT pg_notify('events', '')`,
);

/** The append-only log that everything else reads; an event is written with the change it tells of, or not at all. */
@Injectable()
export class EventLog {
  private readonly pending = new WeakMap<object, DomainEvent[]>();

  constructor(
    private readonly uow: UnitOfWork,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Adds events to the open unit of work, which writes them last of all; throws where none is open. */
  record(...events: DomainEvent[]): void {
    const transaction = this.uow.manager;
    const waiting = this.pending.get(transaction);
    if (waiting) {
      waiting.push(...events);
      return;
    }
    const batch = [...events];
    this.uow.beforeCommit(() => {
      this.pending.delete(transaction);
      return this.write(batch);
    });
    this.pending.set(transaction, batch);
  }

  private async write(events: readonly DomainEvent[]): Promise<void> {
    const context = currentContext();
    const facts = events.map((event) => factsOf(event.constructor as EventClass));
    const changed = new Set(events.filter((_, i) => facts[i]?.changesView).map(({ userId }) => userId));
    await this.database.query(WRITE_EVENTS, [
      events.map(({ id }) => id),
      events.map(({ userId }) => userId),
      facts.map(({ type }) => type),
      events.map(({ payload }) => JSON.stringify(payload)),
      this.clock.now(),
      context?.userId ?? null,
      context?.requestId ?? null,
      [...changed],
    ]);
    context?.eventIds.push(...events.map(({ id }) => id));
  }
}
