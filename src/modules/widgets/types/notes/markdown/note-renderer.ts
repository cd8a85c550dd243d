import type { OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from '../../../../../platform/logging/logger.js';
import { ThreadPool } from '../../../../../platform/threads/thread-pool.js';
import { asWritten, renderNote, type RenderedText } from './render-note.js';

/** How rendering is limited; all have a default. */
export interface NoteRendererOptions {
  /** Texts of at most so many characters are rendered where they are asked for. */
  readonly mostAtOnce?: number;
  /** For one text, its wait for a thread included; then the thread is ended. */
  readonly deadlineMs?: number;
  /** Texts that wait for a thread; further ones are shown as they were written. */
  readonly mostWaiting?: number;
}

/** The worst text of that length takes some 30 ms, an honest one of the greatest length a tenth of a second. */
const DEFAULTS: Required<NoteRendererOptions> = { mostAtOnce: 1_000, deadlineMs: 3_000, mostWaiting: 100 };
const THREADS = 2;
const MEMORY_MB = 128;

/**
 * Renders notes; long ones in threads of their own, so that requests are answered meanwhile. No parser of Markdown takes a
 * bounded time for every text, so a thread that takes too long is ended, and the text is then shown as it was written.
 */
export class NoteRenderer implements OnApplicationShutdown {
  private readonly options: Required<NoteRendererOptions>;
  private readonly threads: ThreadPool<string, RenderedText>;

  constructor(
    private readonly logger: Logger,
    options: NoteRendererOptions = {},
  ) {
    this.options = { ...DEFAULTS, ...options };
    this.threads = new ThreadPool<string, RenderedText>({
      module: new URL('./note-thread.js', import.meta.url),
      first: '',
      threads: THREADS,
      mostWaiting: this.options.mostWaiting,
      memoryMb: MEMORY_MB,
    });
  }

  async render(markdown: string): Promise<RenderedText> {
    if (markdown.length <= this.options.mostAtOnce) return renderNote(markdown);
    try {
      await this.threads.ready();
      return await this.threads.run(markdown, { signal: AbortSignal.timeout(this.options.deadlineMs) });
    } catch (error) {
      this.logger.warn({ err: error, characters: markdown.length }, 'notes.rendering_failed');
      return asWritten(markdown);
    }
  }

  /** Ends the threads; what still runs is shown as it was written. */
  onApplicationShutdown(): Promise<void> {
    return this.threads.close();
  }
}
