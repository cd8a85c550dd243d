import type { OnApplicationShutdown } from '@nestjs/common';
import { bulkhead, BulkheadRejectedError, type BulkheadPolicy } from 'cockatiel';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import type { Logger } from '../../../platform/logging/logger.js';
import type { FetchedPage } from '../reading/page.contract.js';
import { PageUnreadable } from '../reading/reading.errors.js';
import { untilAborted } from '../until-aborted.js';
import type {
  DigestedPage,
  Extract,
  ExtractRequest,
  TextResult,
  TextTask,
  TextWork,
} from './text-work.contract.js';
import { ExtractionFailed } from './text-work.errors.js';
import { transferableBody } from './transferable-body.js';

/** How the threads are limited; all have a default. */
export interface TextThreadPoolOptions {
  readonly threads?: number;
  /** Tasks that wait for a thread; further ones are refused. */
  readonly mostWaiting?: number;
  /** For one task, from the moment that a thread takes it; then the thread is ended. */
  readonly deadlineMs?: number;
  /** Of one thread's heap; a task that needs more is ended with its thread. */
  readonly memoryMb?: number;
}

const DEFAULTS: Required<TextThreadPoolOptions> = {
  threads: Math.min(4, Math.max(2, availableParallelism() - 1)),
  mostWaiting: 200,
  deadlineMs: 5_000,
  memoryMb: 96,
};
/** Small, so that a thread gives back early what it read. */
const YOUNG_MB = 16;
const IDLE_MS = 60_000;

/** A thread inherits nothing that reads TypeScript, so one that is started from source is told of it. */
const FROM_SOURCE = {
  file: './text-thread.ts',
  options: ['--import', new URL('../../../../test/support/register-typescript.mjs', import.meta.url).href],
};
const COMPILED = { file: './text-thread.js', options: [] };
const THREAD = import.meta.url.endsWith('.ts') ? FROM_SOURCE : COMPILED;

/**
 * Reads pages and extracts summaries in threads of their own, so that requests are answered meanwhile. They start with
 * the first task. Whatever a page does to its thread (no end, no memory, a crash) happens to this page alone.
 */
export class TextThreadPool implements TextWork, OnApplicationShutdown {
  private readonly options: Required<TextThreadPoolOptions>;
  private readonly places: BulkheadPolicy;
  private pool: Promise<Piscina<TextTask, TextResult>> | null = null;
  private isClosed = false;

  constructor(
    private readonly logger: Logger,
    options: TextThreadPoolOptions = {},
  ) {
    this.options = { ...DEFAULTS, ...options };
    this.places = bulkhead(this.options.threads, this.options.mostWaiting);
  }

  async read(page: FetchedPage, signal?: AbortSignal): Promise<DigestedPage> {
    const body = transferableBody(page.body);
    const reading = this.run({ kind: 'read', page: { ...page, body } }, [body.buffer], signal).catch(
      (error: unknown) => {
        throw this.unreadable(error, signal);
      },
    );
    // A task that waits for a thread leaves the queue only when its turn comes.
    const result = await untilAborted(reading, signal, givenUp);
    if (result.kind === 'page') return result.page;
    throw new PageUnreadable(result.kind === 'unreadable' ? result.code : 'page_reader_failed');
  }

  async extract(request: ExtractRequest): Promise<Extract | null> {
    const { query, sources, maxSentences, maxChars } = request;
    const limits = { ...(maxSentences ? { maxSentences } : {}), ...(maxChars ? { maxChars } : {}) };
    const result = await this.run({ kind: 'extract', request: { query, sources, ...limits } }).catch(
      (error: unknown) => {
        this.logger.warn({ err: error }, 'ai.extraction_failed');
        throw new ExtractionFailed(error);
      },
    );
    return result.kind === 'extract' ? result.extract : null;
  }

  /** Ends the threads; tasks that still run are given up. */
  async onApplicationShutdown(): Promise<void> {
    this.isClosed = true;
    const pool = await this.pool?.catch(() => null);
    await pool?.destroy();
  }

  private run(task: TextTask, transferList: ArrayBuffer[] = [], signal?: AbortSignal): Promise<TextResult> {
    // Not by its own signal: cockatiel 3.2.1 stops working off its queue at a task that was given up.
    return this.places.execute(async () => {
      signal?.throwIfAborted();
      if (this.isClosed) throw new Error('the threads have ended');
      const pool = await (this.pool ??= this.start());
      const deadline = AbortSignal.timeout(this.options.deadlineMs);
      return pool.run(task, {
        transferList,
        signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
      });
    });
  }

  /** The deadline is for work, not for the start of a thread, so the threads are awaited first. */
  private async start(): Promise<Piscina<TextTask, TextResult>> {
    const { threads, memoryMb } = this.options;
    const pool = new Piscina<TextTask, TextResult>({
      filename: fileURLToPath(new URL(THREAD.file, import.meta.url)),
      execArgv: THREAD.options,
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
      await Promise.all(Array.from({ length: threads }, () => pool.run({ kind: 'start' })));
      return pool;
    } catch (error) {
      this.pool = null;
      await pool.destroy();
      throw error;
    }
  }

  private unreadable(error: unknown, signal: AbortSignal | undefined): PageUnreadable {
    if (signal?.aborted) return givenUp(error);
    if (error instanceof BulkheadRejectedError) return new PageUnreadable('page_reader_busy', error);
    if (isTooMuch(error)) return new PageUnreadable('page_too_complex', error);
    this.logger.warn({ err: error }, 'ai.reading_failed');
    return new PageUnreadable('page_reader_failed', error);
  }
}

function givenUp(cause: unknown): PageUnreadable {
  return new PageUnreadable('page_given_up', cause);
}

/** Whether a thread was ended for what a task took of time or memory. */
function isTooMuch(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const isTooLong = 'name' in error && error.name === 'AbortError';
  return isTooLong || ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY');
}
