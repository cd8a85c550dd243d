import { Injectable } from '@nestjs/common';
import type { PageRequest } from '../../../../../common/paging/page.js';
import { Database, statement } from '../../../../../platform/database/database.js';
import { momentSql } from '../../../../../platform/database/moment-sql.js';
import type { Note } from '../note.entity.js';
import type { ListedVersion, RenderedVersion } from '../notes.contract.js';
import { excerptSql } from '../notes-sql.js';

const FACTS = `v.note_id AS "noteId", v.version, v.title, ${momentSql('v.written_at')} AS "writtenAt",
  ${momentSql('v.kept_at')} AS "keptAt"`;

const KEEP = statement(
  'note_versions.keep',
  `WITH oldest AS (
     DELETE FROM note_versions WHERE note_id = $1 AND version <= (
       SELECT version FROM note_versions WHERE note_id = $1 ORDER BY version DESC OFFSET $8::int - 1 LIMIT 1
     )
   )
   INSERT INTO note_versions (note_id, version, title, body, plain, written_at, kept_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7)`,
);

const LIST = statement(
  'note_versions.list',
  `SELECT ${FACTS}, ${excerptSql('v.plain')} AS excerpt FROM note_versions v
   WHERE v.note_id = $1 AND v.version < coalesce($2::int, 2147483647)
   ORDER BY v.version DESC LIMIT $3`,
);

const FIND = statement(
  'note_versions.find',
  `SELECT ${FACTS}, v.body, v.plain FROM note_versions v WHERE v.note_id = $1 AND v.version = $2`,
);

/** A former text with what its Markdown was rendered to, without marks. */
export type FormerVersion = Omit<RenderedVersion, 'html'> & Pick<Note, 'plain'>;

/** Every query on the former texts of notes; whose the note is, is for the caller to know. */
@Injectable()
export class NoteVersionsRepository {
  constructor(private readonly database: Database) {}

  /** Keeps the text that a note has until now; beyond so many, the oldest go. */
  async keep(note: Note, now: Date, most: number): Promise<void> {
    const { id, version, title, body, plain, writtenAt } = note;
    await this.database.query(KEEP, [id, version, title, body, plain, writtenAt, now, most]);
  }

  /** At most `limit + 1` former texts behind the page's key, the newest first. */
  list(noteId: string, { limit, after }: PageRequest): Promise<ListedVersion[]> {
    return this.database.query<ListedVersion>(LIST, [noteId, after?.[0] ?? null, limit + 1]);
  }

  find(noteId: string, version: number): Promise<FormerVersion | undefined> {
    return this.database.one<FormerVersion>(FIND, [noteId, version]);
  }
}
