import type { Logger } from '../platform/logging/logger.js';
import { settlesWithin } from '../platform/jobs/settles-within.js';

/** Something that a process has opened, and how it is closed. */
export interface Part<Opened = void> {
  /** What the log calls it. */
  readonly name: string;
  readonly close: (opened: Opened) => Promise<unknown>;
  /** Closes it when there is no time left; what lacks this is left as it is. */
  readonly closeNow?: (opened: Opened) => Promise<unknown>;
}

/** How long the end may take, in milliseconds; all have a default. */
export interface ShutdownLimits {
  /** After this, what is not closed is not waited for any longer. */
  readonly stopMs?: number;
  /** A further signal counts only after this. */
  readonly echoMs?: number;
}

const DEFAULTS: Required<ShutdownLimits> = {
  stopMs: 35_000,
  // npm passes on the Ctrl-C that the terminal has sent to us too.
  echoMs: 1_000,
};
/** For each part that must be closed although there is no time left. */
const LAST_MS = 15_000;
/** For whoever reads what was logged last. */
const LOG_MS = 1_000;

const never = new Promise<never>(() => undefined);

/** Not everything was closed when the process had to end. */
export class StopCutShort extends Error {
  constructor(waitingFor: string) {
    super(`the process ended while it waited for ${waitingFor}`);
    this.name = 'StopCutShort';
  }
}

/**
 * What a process has opened, and its end: everything is closed in the reverse order, whether the process is told to stop
 * while it runs, in the middle of its start, or fails. What can't be closed in time, or when the process is told again, is
 * left; only what must not stay behind is closed by force.
 */
export class Shutdown {
  private readonly parts: Part[] = [];
  private readonly controller = new AbortController();
  private readonly limits: Required<ShutdownLimits>;
  private readonly hurry = new AbortController();
  private readonly hurried = new Promise<void>((resolve) => {
    this.hurry.signal.addEventListener('abort', () => {
      resolve();
    });
  });
  private waitingFor: string | undefined;
  private closing: Promise<void> | undefined;
  private closingSince = 0;
  private ending: Promise<void> | undefined;

  constructor(
    private readonly logger: Logger,
    limits: ShutdownLimits = {},
  ) {
    this.limits = { ...DEFAULTS, ...limits };
  }

  /** Aborted as soon as the process is to end. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /**
   * Ends the process on SIGTERM and SIGINT, and at once when it is told again; the code says whether that is how its work
   * was to end.
   */
  exitOnSignal(exitCode: number): void {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.on(signal, () => {
        if (!this.signal.aborted) this.logger.info({ signal }, 'process.stopping');
        else if (performance.now() - this.closingSince > this.limits.echoMs)
          this.cutShort('process.stop_forced', { signal });
        this.ending ??= this.end(exitCode);
      });
    }
  }

  /** Ends the process with code 1: it can't do its work any more. */
  fail(): void {
    this.ending ??= this.end(1);
  }

  /** Adds what is to be closed at the end; the last that was added is closed first. */
  add(part: Part): void {
    this.parts.push(part);
  }

  /** Waits for something to be opened, and sees to its being closed, also when the end comes before it is open. */
  open<T>(opening: Promise<T>, { name, close, closeNow }: Part<T>): Promise<T> {
    const once = (action: (opened: T) => Promise<unknown>) => () => opening.then(action, () => undefined);
    this.add({ name, close: once(close), ...(closeNow ? { closeNow: once(closeNow) } : {}) });
    return this.unlessEnding(opening);
  }

  /** The outcome of a part of the start; none at all once the process ends, so that nothing further is started. */
  unlessEnding<T>(work: Promise<T>): Promise<T> {
    return work.then(
      (value) => (this.signal.aborted ? never : value),
      (error: unknown) => {
        if (this.signal.aborted) return never;
        throw error;
      },
    );
  }

  /** Closes everything, whatever fails on the way; rejects with the first failure, or because time was over. */
  close(): Promise<void> {
    return (this.closing ??= this.closeAll());
  }

  private async end(exitCode: number): Promise<void> {
    let code = exitCode;
    try {
      await this.close();
      this.logger.info({}, 'process.stopped');
    } catch (error) {
      code = 1;
      if (!(error instanceof StopCutShort)) this.logger.error({ err: error }, 'process.stop_failed');
    }
    const written = new Promise<void>((resolve) => {
      this.logger.flush(resolve);
    });
    await settlesWithin(written, LOG_MS);
    process.exit(code);
  }

  private async closeAll(): Promise<void> {
    const { stopMs } = this.limits;
    const failures: unknown[] = [];
    this.controller.abort();
    this.closingSince = performance.now();
    const late = setTimeout(() => {
      this.cutShort('process.stop_timed_out', { limitMs: stopMs });
    }, stopMs);
    for (let part = this.parts.pop(); part; part = this.parts.pop())
      await this.closePart(part).catch((error: unknown) => failures.push(error));
    clearTimeout(late);
    this.waitingFor = undefined;
    this.hurry.signal.throwIfAborted();
    if (failures.length > 0) throw failures[0];
  }

  private async closePart({ name, close, closeNow }: Part): Promise<void> {
    if (!this.hurry.signal.aborted) {
      this.waitingFor = name;
      const closed = close().then(() => true);
      if (await Promise.race([closed, this.hurried])) return;
    }
    if (!closeNow) return;
    const closed = closeNow().catch((error: unknown) => {
      this.logger.error({ err: error, part: name }, 'process.stop_failed');
    });
    await settlesWithin(closed, LAST_MS);
  }

  private cutShort(event: string, fields: object): void {
    const { waitingFor } = this;
    if (waitingFor === undefined || this.hurry.signal.aborted) return;
    this.logger.error({ ...fields, waitingFor, open: openHandles() }, event);
    this.hurry.abort(new StopCutShort(waitingFor));
  }
}

/** What keeps the process alive, counted by its kind. */
function openHandles(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}
