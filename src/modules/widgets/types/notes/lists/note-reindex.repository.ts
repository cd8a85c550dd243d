import { Injectable } from '@nestjs/common';
import { Database, statement } from '../../../../../platform/database/database.js';
import type { Note } from '../note.entity.js';
import { searchedSql } from './note-search.js';
import { SEARCH_FORM, searchVector } from './search-vector.js';

const LOCK_OUTDATED = statement(
  'notes.lock_outdated',
  `SELECT id, title, plain FROM notes WHERE search_form < ${SEARCH_FORM}
   ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED`,
);

const REINDEX = statement(
  'notes.reindex',
  `UPDATE notes n SET search = ${searchedSql('n.user_id', 'made.vector')}, search_form = ${SEARCH_FORM}
   FROM unnest($1::uuid[], $2::text[]) AS made (id, vector) WHERE n.id = made.id`,
);

/** A note whose words are to be made again. */
export type OutdatedNote = Pick<Note, 'id' | 'title' | 'plain'>;

/** Notes whose words have a former form: every query of it, over all users. */
@Injectable()
export class NoteReindexRepository {
  constructor(private readonly database: Database) {}

  /** At most `limit` of them that no other process holds. */
  lockOutdated(limit: number): Promise<OutdatedNote[]> {
    return this.database.query(LOCK_OUTDATED, [limit]);
  }

  async reindex(notes: readonly OutdatedNote[]): Promise<void> {
    await this.database.query(REINDEX, [notes.map(({ id }) => id), notes.map(searchVector)]);
  }
}
