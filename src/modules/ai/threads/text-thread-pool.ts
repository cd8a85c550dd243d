import type { OnApplicationShutdown } from '@nestjs/common';
import { availableParallelism } from 'node:os';
import type { Logger } from '../../../platform/logging/logger.js';
import { TaskTooLarge, ThreadPool, ThreadsBusy } from '../../../platform/threads/thread-pool.js';
import { transferableBody } from '../../../platform/threads/transferable-body.js';
import type { FetchedPage } from '../reading/page.contract.js';
import { PageUnreadable } from '../reading/reading.errors.js';
import type {
  DigestedPage,
  Extract,
  ExtractRequest,
  TextResult,
  TextTask,
  TextWork,
} from './text-work.contract.js';
import { ExtractionFailed } from './text-work.errors.js';

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
/**
 * Reads pages and extracts summaries in threads of their own, so that requests are answered meanwhile. They start with
 * the first task. Whatever a page does to its thread (no end, no memory, a crash) happens to this page alone.
 */
export class TextThreadPool implements TextWork, OnApplicationShutdown {
  private readonly threads: ThreadPool<TextTask, TextResult>;

  constructor(
    private readonly logger: Logger,
    options: TextThreadPoolOptions = {},
  ) {
    this.threads = new ThreadPool<TextTask, TextResult>({
      ...DEFAULTS,
      ...options,
      module: new URL('./text-thread.js', import.meta.url),
      first: { kind: 'start' },
    });
  }

  async read(page: FetchedPage, signal?: AbortSignal): Promise<DigestedPage> {
    const body = transferableBody(page.body);
    const task: TextTask = { kind: 'read', page: { ...page, body } };
    const result = await this.threads
      .run(task, { transferList: [body.buffer], signal })
      .catch((error: unknown) => {
        throw this.unreadable(error, signal);
      });
    if (result.kind === 'page') return result.page;
    throw new PageUnreadable(result.kind === 'unreadable' ? result.code : 'page_reader_failed');
  }

  async extract({ query, sources, maxSentences, maxChars }: ExtractRequest): Promise<Extract | null> {
    const limits = { ...(maxSentences ? { maxSentences } : {}), ...(maxChars ? { maxChars } : {}) };
    const request = { query, sources, ...limits };
    const result = await this.threads.run({ kind: 'extract', request }).catch((error: unknown) => {
      this.logger.warn({ err: error }, 'ai.extraction_failed');
      throw new ExtractionFailed(error);
    });
    return result.kind === 'extract' ? result.extract : null;
  }

  /** Ends the threads; tasks that still run are given up. */
  onApplicationShutdown(): Promise<void> {
    return this.threads.close();
  }

  private unreadable(error: unknown, signal: AbortSignal | undefined): PageUnreadable {
    if (signal?.aborted) return new PageUnreadable('page_given_up', error);
    if (error instanceof ThreadsBusy) return new PageUnreadable('page_reader_busy', error);
    if (error instanceof TaskTooLarge) return new PageUnreadable('page_too_complex', error.cause);
    this.logger.warn({ err: error }, 'ai.reading_failed');
    return new PageUnreadable('page_reader_failed', error);
  }
}
