import { Injectable } from '@nestjs/common';
import { Clock } from '../../../common/time/clock.js';
import { addMonths, parseLocalDate, type LocalDate } from '../../../common/time/local-date.js';
import { userDay } from '../../../common/time/user-day.js';
import { CalendarNotFound } from './calendar-feeds.errors.js';
import { CalendarFeedsRepository, type FeedReader } from './calendar-feeds.repository.js';
import { CalendarSourceRegistry } from './calendar-source.registry.js';
import { hashOf } from './feed-token.js';
import { calendarText } from './ics/calendar-text.js';
import type { NamedEntry, TaskForm } from './ics/entry-component.js';

/** A calendar file, or that the reader's copy is still good. */
export interface CalendarFile {
  readonly etag: string;
  /** Null where the reader has it. */
  readonly text: string | null;
}

/** How a file is wanted. */
export interface FileWish {
  readonly taskForm: TaskForm;
  /** Whether the reader has the file with this tag. */
  readonly isKnown: (etag: string) => boolean;
}

const NAME = 'Brainboard';
const MONTHS_BACK = 12;
const MOST_ENTRIES_OF_A_SOURCE = 5_000;

/** The calendars of users as files that other programs read. */
@Injectable()
export class CalendarFilesService {
  constructor(
    private readonly clock: Clock,
    private readonly feeds: CalendarFeedsRepository,
    private readonly sources: CalendarSourceRegistry,
  ) {}

  /** The calendar whose address has this token; throws CalendarNotFound. */
  async read(token: string, { taskForm, isKnown }: FileWish): Promise<CalendarFile> {
    const now = this.clock.now();
    const reader = await this.feeds.read(hashOf(token), now);
    if (!reader) throw new CalendarNotFound();

    const month = monthOf(userDay(now, reader));
    const etag = `W/"${reader.dataVersion}.${month}.${taskForm}"`;
    if (isKnown(etag)) return { etag, text: null };

    const entries = await this.entriesOf(reader, addMonths(month, -MONTHS_BACK));
    const year = Number(month.slice(0, 4));
    const { timeZone } = reader;
    return { etag, text: await calendarText({ name: NAME, timeZone, entries, taskForm, year }) };
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
