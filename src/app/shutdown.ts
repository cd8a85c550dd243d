import type { Logger } from '../platform/logging/logger.js';

type Step = () => Promise<unknown>;

const never = new Promise<never>(() => undefined);

/**
 * What a process has opened, and its end: everything is closed in the reverse order, whether the process is told to stop
 * while it runs, in the middle of its start, or fails.
 */
export class Shutdown {
  private readonly steps: Step[] = [];
  private readonly controller = new AbortController();
  private closing: Promise<void> | undefined;

  constructor(private readonly logger: Logger) {}

  /** Aborted as soon as the process is to end. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Ends the process on SIGTERM and SIGINT; the code says whether that is how its work was to end. */
  exitOnSignal(exitCode: number): void {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.on(signal, () => {
        if (this.signal.aborted) return;
        this.logger.info({ signal }, 'process.stopping');
        this.close().then(
          () => {
            this.logger.info({}, 'process.stopped');
            process.exit(exitCode);
          },
          (error: unknown) => {
            this.logger.error({ err: error }, 'process.stop_failed');
            process.exit(1);
          },
        );
      });
    }
  }

  /** Adds what is to be done at the end; the last that was added is done first. */
  add(step: Step): void {
    this.steps.push(step);
  }

  /** Waits for something to be opened, and sees to its being closed, also when the end comes before it is open. */
  open<T>(opening: Promise<T>, close: (opened: T) => Promise<void>): Promise<T> {
    this.add(() => opening.then(close, () => undefined));
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

  /** Closes everything, whatever fails on the way; rejects with the first failure. */
  close(): Promise<void> {
    return (this.closing ??= this.closeAll());
  }

  private async closeAll(): Promise<void> {
    this.controller.abort();
    const failures: unknown[] = [];
    for (let step = this.steps.pop(); step; step = this.steps.pop())
      await step().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  }
}
