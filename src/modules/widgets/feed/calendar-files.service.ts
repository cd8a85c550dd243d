import { Injectable } from '@nestjs/common';
import { bulkhead, BulkheadRejectedError } from 'cockatiel';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Clock } from '../../../common/time/clock.js';
import { addMonths, parseLocalDate, type LocalDate } from '../../../common/time/local-date.js';
import { userDay } from '../../../common/time/user-day.js';
import { CalendarFeedFilesRepository } from './calendar-feed-files.repository.js';
import { CalendarNotFound, CalendarsBusy } from './calendar-feeds.errors.js';
import { CalendarFeedsRepository, type FeedReader } from './calendar-feeds.repository.js';
import { CalendarSourceRegistry } from './calendar-source.registry.js';
import { hashOf } from './feed-token.js';
import { calendarText } from './ics/calendar-text.js';
import type { NamedEntry, TaskForm } from './ics/entry-component.js';

/** A calendar file, or that the reader's copy is still good. */
export interface CalendarFile {
  readonly etag: string;
  /** Compressed (gzip); null where the reader has it. */
  readonly content: Buffer | null;
}

/** How a file is wanted. */
export interface FileWish {
  readonly taskForm: TaskForm;
  /** Whether the reader has the file with this tag. */
  readonly isKnown: (etag: string) => boolean;
}

/** Which file is to be made. */
interface WantedFile {
  readonly etag: string;
  readonly month: LocalDate;
  readonly taskForm: TaskForm;
}

const NAME = 'Brainboard';
const MONTHS_BACK = 12;
const MOST_ENTRIES_OF_A_SOURCE = 5_000;
/** Part of the tag: grows when files are written otherwise, so that stored ones are made again. */
const FORMAT = 2;
const MADE_AT_ONCE = 2;
const MOST_WAITING = 50;

const compressed = promisify(gzip);

/** The calendars of users as files that other programs read, made once for each version of their data. */
@Injectable()
export class CalendarFilesService {
  private readonly slots = bulkhead(MADE_AT_ONCE, MOST_WAITING);
  /** What is being made in this process, by user and tag. */
  private readonly making = new Map<string, Promise<Buffer>>();

  constructor(
    private readonly clock: Clock,
    private readonly feeds: CalendarFeedsRepository,
    private readonly stored: CalendarFeedFilesRepository,
    private readonly sources: CalendarSourceRegistry,
  ) {}

  /** The calendar whose address has this token; throws CalendarNotFound, CalendarsBusy. */
  async read(token: string, { taskForm, isKnown }: FileWish): Promise<CalendarFile> {
    const now = this.clock.now();
    const reader = await this.feeds.read(hashOf(token), now);
    if (!reader) throw new CalendarNotFound();

    const month = monthOf(userDay(now, reader));
    const etag = `W/"${FORMAT}.${reader.dataVersion}.${month}.${taskForm}"`;
    if (isKnown(etag)) return { etag, content: null };

    const stored = await this.stored.find({ userId: reader.userId, taskForm, etag });
    return { etag, content: stored ?? (await this.madeOnce(reader, { etag, month, taskForm })) };
  }

  /** Readers who come meanwhile wait for the same file. */
  private madeOnce(reader: FeedReader, wanted: WantedFile): Promise<Buffer> {
    const key = `${reader.userId} ${wanted.etag}`;
    const known = this.making.get(key);
    if (known) return known;
    const making = this.slots
      .execute(() => this.make(reader, wanted))
      .catch((error: unknown) => {
        throw error instanceof BulkheadRejectedError ? new CalendarsBusy(error) : error;
      })
      .finally(() => this.making.delete(key));
    this.making.set(key, making);
    return making;
  }

  private async make(reader: FeedReader, { etag, month, taskForm }: WantedFile): Promise<Buffer> {
    const { userId, timeZone, dataVersion } = reader;
    const entries = await this.entriesOf(reader, addMonths(month, -MONTHS_BACK));
    const year = Number(month.slice(0, 4));
    const text = await calendarText({ name: NAME, timeZone, entries, taskForm, year });
    const content = await compressed(text);
    await this.stored.put({ userId, taskForm, etag, dataVersion, content });
    return content;
  }

  private async entriesOf({ userId, timeZone }: FeedReader, since: LocalDate): Promise<NamedEntry[]> {
    const asked = { userId, timeZone, since, limit: MOST_ENTRIES_OF_A_SOURCE };
    const found = await Promise.all(
      this.sources.all().map(async (source) => {
        const entries = await source.entriesOf(asked);
        return entries.map((entry) => ({ ...entry, uid: `${source.key}-${entry.id}@brainboard` }));
      }),
    );
    return found.flat();
  }
}

/** Its first day: what lies too far back changes with the month, so that a file stays the same within one. */
function monthOf(day: LocalDate): LocalDate {
  return parseLocalDate(`${day.slice(0, 'YYYY-MM'.length)}-01`);
}
