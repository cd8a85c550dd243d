import type { OnApplicationShutdown } from '@nestjs/common';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import type { Logger } from '../../../../../platform/logging/logger.js';
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
const IDLE_MS = 60_000;

/** A thread inherits nothing that reads TypeScript, so one that is started from source is told of it. */
const FROM_SOURCE = {
  file: './note-thread.ts',
  options: [
    '--import',
    new URL('../../../../../../test/support/register-typescript.mjs', import.meta.url).href,
  ],
};
const COMPILED = { file: './note-thread.js', options: [] };
const THREAD = import.meta.url.endsWith('.ts') ? FROM_SOURCE : COMPILED;

/**
 * Renders notes; long ones in threads of their own, so that requests are answered meanwhile. No parser of Markdown takes a
 * bounded time for every text, so a thread that takes too long is ended, and the text is then shown as it was written.
 */
export class NoteRenderer implements OnApplicationShutdown {
  private readonly options: Required<NoteRendererOptions>;
  private threads: Promise<Piscina<string, RenderedText>> | null = null;

  constructor(
    private readonly logger: Logger,
    options: NoteRendererOptions = {},
  ) {
    this.options = { ...DEFAULTS, ...options };
  }

  async render(markdown: string): Promise<RenderedText> {
    if (markdown.length <= this.options.mostAtOnce) return renderNote(markdown);
    try {
      const threads = await (this.threads ??= this.start());
      return await threads.run(markdown, { signal: AbortSignal.timeout(this.options.deadlineMs) });
    } catch (error) {
      this.logger.warn({ err: error, characters: markdown.length }, 'notes.rendering_failed');
      return asWritten(markdown);
    }
  }

  /** Ends the threads; what still runs is shown as it was written. */
  async onApplicationShutdown(): Promise<void> {
    const threads = await this.threads?.catch(() => null);
    await threads?.destroy();
  }

  /** The deadline is for work, not for the start of a thread, so the first one is awaited. */
  private async start(): Promise<Piscina<string, RenderedText>> {
    const threads = new Piscina<string, RenderedText>({
      filename: fileURLToPath(new URL(THREAD.file, import.meta.url)),
      execArgv: THREAD.options,
      minThreads: 1,
      maxThreads: THREADS,
      idleTimeout: IDLE_MS,
      concurrentTasksPerWorker: 1,
      maxQueue: this.options.mostWaiting,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
      recordTiming: false,
    });
    // Every failure also rejects the task that met it; without a listener it would end the process.
    threads.on('error', () => undefined);
    try {
      await threads.run('');
      return threads;
    } catch (error) {
      this.threads = null;
      await threads.destroy();
      throw error;
    }
  }
}
