import type { OnApplicationShutdown } from '@nestjs/common';
import { InvalidError, UpstreamError } from '../../../../../common/errors/app-error.js';
import type { Logger } from '../../../../../platform/logging/logger.js';
import { TaskTooLarge, ThreadPool, ThreadsBusy } from '../../../../../platform/threads/thread-pool.js';
import { transferableBody } from '../../../../../platform/threads/transferable-body.js';
import { CalendarEventLimitReached } from '../calendar.errors.js';
import { CALENDAR_LIMITS } from '../calendar.settings.js';
import type { PackedCalendar, ReadOutcome, ReadTask } from './packed-calendar.js';

/** How reading is limited; all have a default. */
export interface CalendarReaderOptions {
  /** For one file, from the moment that a thread takes it. */
  readonly deadlineMs?: number;
  /** Files that wait for a thread; further ones are refused. */
  readonly mostWaiting?: number;
}

/** An honest file of the greatest size takes some two seconds. */
const DEFAULTS: Required<CalendarReaderOptions> = { deadlineMs: 15_000, mostWaiting: 8 };
const THREADS = 2;
const MEMORY_MB = 384;
const RETRY_SECONDS = 10;
const NOTHING: ReadTask = { bytes: new Uint8Array(), usersZone: 'UTC' };

/** A file takes too much time or memory to be read. */
export class CalendarFileTooComplex extends InvalidError {
  constructor(cause?: unknown) {
    super(
      'calendar_file_too_complex',
      'the file takes too long to read: split it into several files, or leave out its longest series',
      { cause },
    );
  }
}

/** As many files are being read as may be at a time. */
export class CalendarReaderBusy extends UpstreamError {
  constructor(cause?: unknown) {
    super('calendar_reader_busy', 'too many calendar files are being read: send it again in a while', {
      retryAfter: RETRY_SECONDS,
      cause,
    });
  }
}

/** Reads calendar files in threads of their own, so that requests are answered meanwhile, whatever a file is like. */
export class CalendarReader implements OnApplicationShutdown {
  private readonly threads: ThreadPool<ReadTask, ReadOutcome>;

  constructor(
    private readonly logger: Logger,
    options: CalendarReaderOptions = {},
  ) {
    this.threads = new ThreadPool<ReadTask, ReadOutcome>({
      ...{ ...DEFAULTS, ...options },
      module: new URL('./calendar-thread.js', import.meta.url),
      first: NOTHING,
      threads: THREADS,
      memoryMb: MEMORY_MB,
    });
  }

  /**
   * What a file says for a user in this zone. Throws InvalidError, CalendarFileTooComplex, CalendarReaderBusy,
   * CalendarEventLimitReached.
   */
  async read(file: Buffer, usersZone: string): Promise<PackedCalendar> {
    const bytes = transferableBody(file);
    const outcome = await this.threads
      .run({ bytes, usersZone }, { transferList: [bytes.buffer] })
      .catch((error: unknown) => {
        if (error instanceof ThreadsBusy) throw new CalendarReaderBusy(error);
        this.logger.warn({ err: error, octets: file.byteLength }, 'calendar.reading_failed');
        if (error instanceof TaskTooLarge) throw new CalendarFileTooComplex(error);
        throw error;
      });
    switch (outcome.kind) {
      case 'read':
        return outcome.calendar;
      case 'tooMany':
        throw new CalendarEventLimitReached(CALENDAR_LIMITS.events);
      case 'refused':
        throw new InvalidError(outcome.code, outcome.message, { details: outcome.details });
    }
  }

  onApplicationShutdown(): Promise<void> {
    return this.threads.close();
  }
}
