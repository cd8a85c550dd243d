import type { Queue } from 'bull';
import type { Logger } from '../../logging/logger.js';
import type { QueueName } from '../job.js';
import type { Ticket } from '../job-ledger.js';
import { JobTransport, type TicketHandler } from '../job-transport.js';
import { settlesWithin } from '../settles-within.js';
import { connected, type RedisConnections } from './redis-connections.js';

interface TicketData {
  readonly id: string;
}

const CLOSE_LIMIT_MS = 2_000;
const MEMORY_KEY = 'brainboard:jobs:memory';

/** Tickets in Redis through Bull. Retries, delays and dead letters are the ledger's, so Bull's own are not used. */
export class BullTransport extends JobTransport {
  override readonly driver = 'bull';
  private readonly stopping = new AbortController();
  private readonly consuming: Queue[] = [];

  constructor(
    private readonly queues: readonly Queue<TicketData>[],
    private readonly redis: RedisConnections,
    private readonly logger: Logger,
  ) {
    super();
    for (const queue of queues)
      queue.on('error', (error) => {
        this.logger.debug({ queue: queue.name, err: error }, 'jobs.bull_error');
      });
  }

  override async push(tickets: readonly Ticket[]): Promise<void> {
    for (const name of new Set(tickets.map(({ queue }) => queue)))
      await this.add(
        name,
        tickets.filter(({ queue }) => queue === name),
      );
  }

  override consume(queue: QueueName, concurrency: number, handle: TicketHandler): void {
    this.start(queue, concurrency, handle).catch((error: unknown) => {
      if (!this.stopping.signal.aborted) this.logger.error({ queue, err: error }, 'jobs.consumer_failed');
    });
  }

  override async stop(): Promise<void> {
    this.stopping.abort();
    // Producing goes on: requests that are still being answered may add jobs.
    await settlesWithin(Promise.all(this.consuming.map((queue) => queue.close(true))), CLOSE_LIMIT_MS);
    // Bull opens them again to close itself, and where Redis hangs that would take long.
    for (const { name } of this.consuming) this.redis.blocking(name).disconnect();
  }

  override async hasForgotten(): Promise<boolean> {
    return (await this.redis.commands.set(MEMORY_KEY, '1', 'NX')) !== null;
  }

  override async ping(): Promise<void> {
    await this.redis.commands.ping();
  }

  private async add(name: QueueName, tickets: readonly Ticket[]): Promise<void> {
    // Bull ignores a jobId that it holds, so a ticket can't be there twice.
    await this.queueOf(name).addBulk(
      tickets.map(({ id, serial }) => ({ data: { id }, opts: { jobId: `${id}-${serial}` } })),
    );
  }

  private async start(name: QueueName, concurrency: number, handle: TicketHandler): Promise<void> {
    const { signal } = this.stopping;
    // Bull gives up for good when a connection ends before it stood.
    await connected(this.redis.commands, signal);
    await connected(this.redis.messages, signal);
    await connected(this.redis.blocking(name), signal);
    const queue = this.queueOf(name);
    this.consuming.push(queue);
    await queue.process(concurrency, ({ data }) => handle(data.id));
  }

  private queueOf(name: QueueName): Queue<TicketData> {
    const queue = this.queues.find((candidate) => candidate.name === name);
    if (!queue) throw new Error(`there is no queue ${name}`);
    return queue;
  }
}
