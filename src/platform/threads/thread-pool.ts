import { bulkhead, BulkheadRejectedError, type BulkheadPolicy } from 'cockatiel';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { untilAborted } from '../../common/until-aborted.js';

/** What runs in the threads of a pool, and how it is limited. */
export interface ThreadPoolOptions<Task> {
  /** The module whose default export does a task; named as it is compiled (`.js`). */
  readonly module: URL;
  /** A task that costs nothing, by which a thread shows that it is up. */
  readonly first: Task;
  readonly threads: number;
  /** Tasks that wait for a thread; further ones are refused. */
  readonly mostWaiting: number;
  /** For one task, from the moment that a thread takes it; then the thread is ended. Left out where a signal says when. */
  readonly deadlineMs?: number;
  /** Of one thread's heap; a task that needs more is ended with its thread. */
  readonly memoryMb: number;
}

/** What may come with a task. */
export interface RunOptions {
  /** Memory that the thread gets instead of a copy. */
  readonly transferList?: ArrayBuffer[];
  readonly signal?: AbortSignal | undefined;
}

/** As many tasks wait for a thread as may. */
export class ThreadsBusy extends Error {}

/** A task took more time or memory than one may, and was ended with its thread. */
export class TaskTooLarge extends Error {}

/** Small, so that a thread gives back early what it read. */
const YOUNG_MB = 16;
const IDLE_MS = 60_000;
const IS_SOURCE = import.meta.url.endsWith('.ts');
/** A thread inherits nothing that reads TypeScript, so one that is started from source is told of it. */
const READS_SOURCE = new URL('../../../test/support/register-typescript.mjs', import.meta.url).href;

/**
 * Threads of their own for work that would keep the process from answering. They start with the first task. Whatever a
 * task does to its thread (no end, no memory, a crash) happens to this task alone.
 */
export class ThreadPool<Task, Result> {
  private readonly places: BulkheadPolicy;
  private pool: Promise<Piscina<Task, Result>> | null = null;
  private isClosed = false;

  constructor(private readonly options: ThreadPoolOptions<Task>) {
    this.places = bulkhead(options.threads, options.mostWaiting);
  }

  /** Starts the threads, for callers whose own deadline is for work alone. */
  async ready(): Promise<void> {
    await (this.pool ??= this.start());
  }

  /** Throws ThreadsBusy, TaskTooLarge, and what the task throws; fails as soon as the signal is aborted. */
  run(task: Task, { transferList = [], signal }: RunOptions = {}): Promise<Result> {
    const running = this.perform(task, transferList, signal);
    // A task that waits for a thread leaves the queue only when its turn comes.
    return untilAborted(running, signal, (reason) => new Error('the task was given up', { cause: reason }));
  }

  /** Ends the threads; tasks that still run are given up. */
  async close(): Promise<void> {
    this.isClosed = true;
    const pool = await this.pool?.catch(() => null);
    await pool?.destroy();
  }

  private async perform(
    task: Task,
    transferList: ArrayBuffer[],
    signal: AbortSignal | undefined,
  ): Promise<Result> {
    const deadline = new AbortController();
    try {
      // Not by its own signal: cockatiel 3.2.1 stops working off its queue at a task that was given up.
      return await this.places.execute(async () => {
        signal?.throwIfAborted();
        if (this.isClosed) throw new Error('the threads have ended');
        const pool = await (this.pool ??= this.start());
        const { deadlineMs } = this.options;
        const timer =
          deadlineMs === undefined
            ? undefined
            : setTimeout(() => {
                deadline.abort();
              }, deadlineMs);
        const signals = signal ? AbortSignal.any([signal, deadline.signal]) : deadline.signal;
        return pool.run(task, { transferList, signal: signals }).finally(() => {
          clearTimeout(timer);
        });
      });
    } catch (error) {
      if (error instanceof BulkheadRejectedError)
        throw new ThreadsBusy('too many wait for a thread', { cause: error });
      if (deadline.signal.aborted || isOutOfMemory(error))
        throw new TaskTooLarge('the task takes too much time or memory', { cause: error });
      throw error;
    }
  }

  /** The deadline is for work, not for the start of a thread, so the threads are awaited first. */
  private async start(): Promise<Piscina<Task, Result>> {
    const { module, first, threads, memoryMb } = this.options;
    const file = fileURLToPath(module);
    const pool = new Piscina<Task, Result>({
      filename: IS_SOURCE ? file.replace(/\.js$/, '.ts') : file,
      execArgv: IS_SOURCE ? ['--import', READS_SOURCE] : [],
      minThreads: 1,
      maxThreads: threads,
      idleTimeout: IDLE_MS,
      concurrentTasksPerWorker: 1,
      maxQueue: threads,
      resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: YOUNG_MB },
      recordTiming: false,
    });
    // Every failure also rejects the task that met it; without a listener it would end the process.
    pool.on('error', () => undefined);
    try {
      await Promise.all(Array.from({ length: threads }, () => pool.run(first)));
      return pool;
    } catch (error) {
      this.pool = null;
      await pool.destroy();
      throw error;
    }
  }
}

function isOutOfMemory(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    error.code === 'ERR_WORKER_OUT_OF_MEMORY'
  );
}
