import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 15_000;
/** Browsers open connections ahead of time; one on which nothing was asked by now is not waited for. */
const SILENCE_MS = 1_000;

/** Ends an HTTP server without cutting off a request. */
export class Drain {
  private readonly silent = new Set<Socket>();
  private readonly unanswered = new Set<ServerResponse>();
  private hasBegun = false;

  /** Watches the requests of a server from now on. */
  constructor(private readonly server: Server) {
    server.on('connection', (socket: Socket) => {
      this.silent.add(socket);
      socket.once('close', () => this.silent.delete(socket));
    });
    server.prependListener('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
      this.silent.delete(socket);
      this.unanswered.add(response);
      response.once('close', () => this.unanswered.delete(response));
      if (this.hasBegun) response.shouldKeepAlive = false;
    });
  }

  /** From now on every answer ends its connection, so that no client sends a request into one that is being closed. */
  begin(): void {
    this.hasBegun = true;
    for (const response of this.unanswered) response.shouldKeepAlive = false;
  }

  /** Takes no further connections; resolves when what was asked is answered, or broken off after so many milliseconds. */
  async finish(patienceMs = PATIENCE_MS): Promise<void> {
    const closed = new Promise<void>((resolve) =>
      this.server.close(() => {
        resolve();
      }),
    );
    this.server.closeIdleConnections();
    const goodbye = setTimeout(() => {
      for (const socket of this.silent) socket.destroy();
    }, SILENCE_MS);
    await Promise.race([closed, sleep(patienceMs, undefined, { ref: false })]);
    clearTimeout(goodbye);
    this.server.closeAllConnections();
  }
}
