import { Injectable } from '@nestjs/common';
import { Database, statement } from '../../../platform/database/database.js';
import type { CalendarFeedFile } from './calendar-feed-file.entity.js';

const FIND = statement(
  'calendar_feed_files.find',
  'SELECT content FROM calendar_feed_files WHERE user_id = $1 AND task_form = $2 AND etag = $3',
);

// Of two that are made at the same time, the one of older data must not come last. A user who is erased meanwhile has none.
const PUT = statement(
  'calendar_feed_files.put',
  `INSERT INTO calendar_feed_files AS f (user_id, task_form, etag, data_version, content)
   SELECT u.id, $2, $3, $4, $5 FROM users u WHERE u.id = $1 FOR KEY SHARE OF u
   ON CONFLICT (user_id, task_form) DO UPDATE SET etag = excluded.etag, data_version = excluded.data_version,
     content = excluded.content
   WHERE f.data_version <= excluded.data_version`,
);

/** Every query on stored calendar files. */
@Injectable()
export class CalendarFeedFilesRepository {
  constructor(private readonly database: Database) {}

  /** The compressed file with this tag, if it is stored. */
  async find({
    userId,
    taskForm,
    etag,
  }: Pick<CalendarFeedFile, 'userId' | 'taskForm' | 'etag'>): Promise<Buffer | undefined> {
    return (await this.database.one<Pick<CalendarFeedFile, 'content'>>(FIND, [userId, taskForm, etag]))
      ?.content;
  }

  /** Puts a file in the place of one of older data. */
  async put({ userId, taskForm, etag, dataVersion, content }: CalendarFeedFile): Promise<void> {
    await this.database.query(PUT, [userId, taskForm, etag, dataVersion, content]);
  }
}
