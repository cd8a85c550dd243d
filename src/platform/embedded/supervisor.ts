import { setTimeout as delay } from 'node:timers/promises';
import type { EmbeddedPostgresLog } from './embedded-postgres-log.js';
import type { Postmaster } from './postmaster.js';

/** How a server is kept running. */
export interface Supervision {
  /** Starts the server again, where the one before listened. */
  readonly restart: () => Promise<Postmaster>;
  /** Called once when the server can't be had any more. */
  readonly onLost: (error: unknown) => void;
  readonly log: EmbeddedPostgresLog;
  /** Before the second try; twice as long before each further one. */
  readonly retryMs: number;
}

const LOOK_MS = 200;
const MOST_TRIES = 5;
/** A server that ran for so long is no longer one that ends at its start. */
const STEADY_MS = 60_000;

/** Starts a server again when it ends without being told to, and gives up after a few tries in a row. */
export class Supervisor {
  private current: Postmaster;
  private startedAt = performance.now();
  private tries = 0;
  private readonly stopped = new AbortController();
  private readonly watching: Promise<void>;

  constructor(
    server: Postmaster,
    private readonly supervision: Supervision,
  ) {
    this.current = server;
    this.watching = this.watch();
  }

  /** Lets the server end; gives the one that ran last, once no start is under way. */
  async stop(): Promise<Postmaster> {
    this.stopped.abort();
    await this.watching;
    return this.current;
  }

  private async watch(): Promise<void> {
    while (await this.pause(LOOK_MS)) {
      if (isAlive(this.current.pid)) continue;
      if (performance.now() - this.startedAt > STEADY_MS) this.tries = 0;
      this.supervision.log.warn({ pid: this.current.pid }, 'embedded_postgres.ended');
      if (!(await this.restart())) return;
    }
  }

  /** Whether the server runs again, or is not to run any more. */
  private async restart(): Promise<boolean> {
    const { restart, onLost, log, retryMs } = this.supervision;
    const since = performance.now();
    for (;;) {
      this.tries += 1;
      if (this.tries > 1 && !(await this.pause(retryMs * 2 ** (this.tries - 2)))) return true;
      try {
        this.current = await restart();
        this.startedAt = performance.now();
        const tookMs = Math.round(this.startedAt - since);
        log.info({ pid: this.current.pid, tries: this.tries, tookMs }, 'embedded_postgres.restarted');
        return true;
      } catch (error) {
        log.warn({ err: error, tries: this.tries }, 'embedded_postgres.restart_failed');
        if (this.tries < MOST_TRIES) continue;
        onLost(error);
        return false;
      }
    }
  }

  /** False as soon as the server is to end. */
  private async pause(milliseconds: number): Promise<boolean> {
    return delay(milliseconds, true, { ref: false, signal: this.stopped.signal }).catch(() => false);
  }
}

/** Cheaper than to look at the process: a later one with the same pid is found out when the server is to be started. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
