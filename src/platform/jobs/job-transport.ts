import type { QueueName } from './job.js';
import type { Ticket } from './job-ledger.js';

/** Takes the ticket of a due job; never rejects. */
export type TicketHandler = (id: string) => Promise<void>;

/**
 * Carries tickets from who adds jobs to who runs them, quickly and as a hint only: what it loses, the sweep gives it
 * again, and a ticket that comes twice finds its job taken.
 */
export abstract class JobTransport {
  /** What runs, for logs and health. */
  abstract readonly driver: 'bull' | 'postgres';

  /** Passes tickets on; one that is still held is ignored. Rejects soon where the queue is away. */
  abstract push(tickets: readonly Ticket[]): Promise<void>;

  /** Starts to take tickets of a queue, so many at a time; resolves at once, also where the queue is away. */
  abstract consume(queue: QueueName, concurrency: number, handle: TicketHandler): void;

  /** Takes no further tickets; those that were handed out go on. */
  abstract stop(): Promise<void>;

  /** Whether the queue has lost its memory since the last call. */
  abstract hasForgotten(): Promise<boolean>;

  /** Resolves when the queue answers, and rejects soon when it does not. */
  abstract ping(): Promise<void>;
}
