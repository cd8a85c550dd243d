import { Socket } from 'node:net';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { Config } from '../../config/config.js';
import { Logger } from '../logging/logger.js';

/** Called with the message, or with undefined when messages may have been missed. */
export type NotificationHandler = (message: string | undefined) => void;

const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 5_000;
/** For a server to hang up when it is told goodbye; one that hangs never does. */
const GOODBYE_MS = 1_000;

/**
 * PostgreSQL's NOTIFY, over one connection of its own that comes back by itself. A message is a hint to look into a
 * table sooner, never the only way to learn of something: who listens also looks now and then.
 */
@Injectable()
export class Listener implements OnApplicationShutdown {
  private readonly handlers = new Map<string, Set<NotificationHandler>>();
  private client: pg.Client | undefined;
  private socket: Socket | undefined;
  private connecting: Promise<void> | undefined;
  private subscribing = Promise.resolve();
  private retry: NodeJS.Timeout | undefined;
  private retryMs = FIRST_RETRY_MS;
  private isClosed = false;

  constructor(
    private readonly config: Config,
    private readonly logger: Logger,
  ) {}

  /** Calls the handler for each message of the channel, and after each new connection; the answer ends that. */
  listen(channel: string, handler: NotificationHandler): () => void {
    const handlers = this.handlers.get(channel) ?? new Set();
    this.handlers.set(channel, handlers.add(handler));
    if (this.client) this.subscribe(this.client, channel);
    else this.connecting ??= this.connect();
    return () => {
      handlers.delete(handler);
    };
  }

  async onApplicationShutdown(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.retry);
    await this.connecting;
    this.socket?.setTimeout(GOODBYE_MS, () => this.socket?.destroy());
    await this.client?.end();
  }

  private async connect(): Promise<void> {
    const socket = (this.socket = new Socket());
    const client = new pg.Client({
      stream: () => socket,
      connectionString: this.config.database.url,
      application_name: 'brainboard-listener',
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    });
    const lost = onlyOnce((error: unknown) => {
      this.reconnect(error);
    });
    client.on('notification', ({ channel, payload }) => {
      this.tell(channel, payload);
    });
    client.on('error', lost);
    client.on('end', lost);
    try {
      await client.connect();
    } catch (error) {
      lost(error);
      return;
    }
    this.client = client;
    this.retryMs = FIRST_RETRY_MS;
    for (const channel of this.handlers.keys()) this.subscribe(client, channel);
  }

  private subscribe(client: pg.Client, channel: string): void {
    this.subscribing = this.subscribing
      .then(() => client.query(`LISTEN ${client.escapeIdentifier(channel)}`))
      .then(
        () => {
          this.tell(channel, undefined);
        },
        // The connection broke, of which it tells by itself.
        () => undefined,
      );
  }

  private tell(channel: string, message: string | undefined): void {
    for (const handler of this.handlers.get(channel) ?? []) handler(message);
  }

  private reconnect(error: unknown): void {
    this.client = undefined;
    if (this.isClosed) return;
    this.logger.warn({ err: error, retryInMs: this.retryMs }, 'database.listener_lost');
    this.retry = setTimeout(() => {
      this.connecting = this.connect();
    }, this.retryMs);
    this.retryMs = Math.min(this.retryMs * 2, LONGEST_RETRY_MS);
  }
}

function onlyOnce<T>(action: (argument?: T) => void): (argument?: T) => void {
  let isDone = false;
  return (argument) => {
    if (isDone) return;
    isDone = true;
    action(argument);
  };
}
