import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What arrived at a provider server. */
export interface ReceivedRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** When all of it had arrived, in milliseconds of `performance.now()`. */
  readonly at: number;
}

/** Answers one request; see `replies.ts` for the usual ones, faults included. */
export type Reply = (request: ReceivedRequest, response: ServerResponse) => void;

/** A local server that stands in for a service outside: it speaks its protocol, records what arrives and can misbehave. */
export abstract class ProviderServer {
  readonly requests: ReceivedRequest[] = [];
  private readonly queued: Reply[] = [];
  private always: Reply | undefined;
  private readonly server: Server;

  constructor() {
    this.server = createServer((message, response) => {
      void this.serve(message, response);
    });
  }

  /** The protocol's own answer to a request. */
  protected abstract answer(request: ReceivedRequest, response: ServerResponse): void;

  /** Listens on a free port; a test that needs two networks names another loopback address. */
  async start(host = '127.0.0.1'): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, host, resolve));
    return this;
  }

  /** Base address without a slash at the end. */
  get url(): string {
    const { address, port, family } = this.server.address() as AddressInfo;
    return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** The next requests are answered by these, in order, and the ones after them by the protocol again. */
  replyNext(...replies: Reply[]): void {
    this.queued.push(...replies);
  }

  /** Every request from now on is answered by this one. */
  replyAlways(reply: Reply): void {
    this.always = reply;
  }

  /** Every request from now on is answered by the protocol again. */
  replyAsUsual(): void {
    this.always = undefined;
    this.queued.length = 0;
  }

  /** Stops listening and breaks off whatever still hangs. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      this.server.close(() => {
        resolve();
      });
    });
    this.server.closeAllConnections();
    await closed;
  }

  private async serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk as Buffer);
    const request: ReceivedRequest = {
      method: message.method ?? '',
      url: message.url ?? '',
      headers: message.headers,
      body: Buffer.concat(chunks).toString('utf8'),
      at: performance.now(),
    };
    this.requests.push(request);
    const reply = this.queued.shift() ?? this.always;
    if (reply) reply(request, response);
    else this.answer(request, response);
  }
}
