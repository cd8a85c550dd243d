import PgBoss from 'pg-boss';
import type { DataSource } from 'typeorm';
import { poolOf } from '../../database/database.js';
import type { Listener } from '../../database/listener.js';
import type { UnitOfWork } from '../../database/unit-of-work.js';
import type { Logger } from '../../logging/logger.js';
import { QUEUES, type QueueName } from '../job.js';
import type { Ticket } from '../job-ledger.js';
import { JobTransport, type TicketHandler } from '../job-transport.js';
import { FetchLoop } from './fetch-loop.js';

const CHANNEL = 'jobs';

/**
 * Tickets in pg-boss, for installations without Redis. NOTIFY wakes who waits for them. A ticket is taken out in one
 * transaction with its being fetched, so that none is ever left behind as active, and pg-boss has nothing to expire,
 * retry or archive: the ledger does what its own retries can't (leases that end in seconds, keys that hold while a job
 * runs), the same for both queues.
 */
export class PgBossTransport extends JobTransport {
  override readonly driver = 'postgres';
  private readonly loops = new Map<QueueName, FetchLoop>();
  private started: Promise<PgBoss> | undefined;
  private unlisten: (() => void) | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly uow: UnitOfWork,
    private readonly listener: Listener,
    private readonly logger: Logger,
  ) {
    super();
  }

  override async push(tickets: readonly Ticket[]): Promise<void> {
    const boss = await this.start();
    await boss.insert(tickets.map(({ id, queue }) => ({ id, name: queue, data: {} })));
    const queues = [...new Set(tickets.map(({ queue }) => queue))];
    for (const queue of queues) this.loops.get(queue)?.wake();
    await this.query(`SELECT pg_notify($1, queue) FROM unnest($2::text[]) AS queue`, [CHANNEL, queues]);
  }

  override consume(queue: QueueName, concurrency: number, handle: TicketHandler): void {
    this.unlisten ??= this.listener.listen(CHANNEL, (woken) => {
      for (const [name, loop] of this.loops) if (woken === undefined || woken === name) loop.wake();
    });
    const fetch = (limit: number): Promise<string[]> => this.take(queue, limit);
    const onError = (error: unknown): void => {
      this.logger.warn({ queue, err: error }, 'jobs.fetch_failed');
    };
    this.loops.set(queue, new FetchLoop(concurrency, fetch, handle, onError));
  }

  override async stop(): Promise<void> {
    this.unlisten?.();
    await Promise.all([...this.loops.values()].map((loop) => loop.stop()));
  }

  /** Tickets are as durable as the ledger. */
  override hasForgotten(): Promise<boolean> {
    return Promise.resolve(false);
  }

  override async ping(): Promise<void> {
    await this.query('SELECT 1', []);
  }

  private async take(queue: QueueName, limit: number): Promise<string[]> {
    const boss = await this.start();
    return this.uow.run(async () => {
      const tickets = await boss.fetch(queue, { batchSize: limit });
      const ids = tickets.map(({ id }) => id);
      if (ids.length > 0) await boss.deleteJob(queue, ids);
      return ids;
    });
  }

  /** pg-boss makes its own schema, once per database. */
  private start(): Promise<PgBoss> {
    this.started ??= this.prepare().catch((error: unknown) => {
      this.started = undefined;
      throw error;
    });
    return this.started;
  }

  /** Each try has a new pg-boss: one whose start failed takes itself for starting ever after. */
  private async prepare(): Promise<PgBoss> {
    const executeSql = (text: string, values: unknown[]): Promise<{ rows: unknown[] }> =>
      this.query(text, values);
    const boss = new PgBoss({ db: { executeSql }, supervise: false, schedule: false });
    await boss.start();
    for (const queue of QUEUES) await boss.createQueue(queue);
    return boss;
  }

  private async query(text: string, values: unknown[]): Promise<{ rows: unknown[] }> {
    const { queryRunner } = this.uow.manager;
    if (!queryRunner) return poolOf(this.dataSource).query(text, values);
    const { records } = await queryRunner.query(text, values, true);
    return { rows: records };
  }
}
