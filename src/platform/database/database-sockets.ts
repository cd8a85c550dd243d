import { Socket } from 'node:net';
import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';

/** PostgreSQL ends a transaction in which nothing is asked for so long, in milliseconds. */
export const IDLE_IN_TRANSACTION_MS = 60_000;
/** For an answer to arrive. */
const MARGIN_MS = 2_000;

/**
 * The connections of the pool, below pg. One on which nothing is heard for longer than any answer may take is broken off:
 * a server that hangs, or that vanished with its machine, closes nothing by itself, and whoever asked would wait for ever.
 */
@Injectable()
export class DatabaseSockets {
  private readonly sockets = new Set<Socket>();
  private silenceMs: number;

  constructor(private readonly config: Config) {
    this.silenceMs = Math.max(config.database.statementTimeoutMs, IDLE_IN_TRANSACTION_MS) + MARGIN_MS;
  }

  /** A socket for pg to connect. */
  open(): Socket {
    const socket = new Socket();
    this.sockets.add(socket);
    socket.setTimeout(this.silenceMs);
    socket.once('timeout', () => socket.destroy());
    socket.once('close', () => this.sockets.delete(socket));
    return socket;
  }

  /** From now on nobody rests in a transaction: waits for answers only, and so for a shorter time. */
  beginStop(): void {
    this.silenceMs = this.config.database.statementTimeoutMs + MARGIN_MS;
    for (const socket of this.sockets) socket.setTimeout(this.silenceMs);
  }
}
