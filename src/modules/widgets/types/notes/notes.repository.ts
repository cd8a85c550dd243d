import { Injectable } from '@nestjs/common';
import { Database, statement } from '../../../../platform/database/database.js';
import { searchedSql } from './lists/note-search.js';
import { SEARCH_FORM, searchVector } from './lists/search-vector.js';
import type { Note } from './note.entity.js';

const COLUMNS = `n.id, n.user_id AS "userId", n.widget_id AS "widgetId", n.title, n.body, n.plain,
  n.is_pinned AS "isPinned", n.written_at AS "writtenAt", n.kept_at AS "keptAt", n.version,
  n.created_at AS "createdAt", n.updated_at AS "updatedAt"`;

const LIVING = 'JOIN widgets w ON w.id = n.widget_id AND w.deleted_at IS NULL';

const FIND = statement(
  'notes.find',
  `SELECT ${COLUMNS} FROM notes n ${LIVING} WHERE n.user_id = $1 AND n.id = $2`,
);

const LOCK = statement('notes.lock', `${FIND.text} FOR UPDATE OF n`);

const EXISTS = statement(
  'notes.exists',
  `SELECT n.id FROM notes n ${LIVING} WHERE n.user_id = $1 AND n.id = $2`,
);

const INSERT = statement(
  'notes.insert',
  `INSERT INTO notes (id, user_id, widget_id, title, body, plain, is_pinned, written_at, version, created_at, updated_at,
     search, search_form)
   SELECT n.*, 1, n.written_at, n.written_at, ${searchedSql('n.user_id', '$10')}, ${SEARCH_FORM}
   FROM (SELECT $2::uuid AS id, $3::uuid AS user_id, $4::uuid AS widget_id, $5::text AS title, $6::text AS body,
     $7::text AS plain, $8::boolean AS is_pinned, $9::timestamptz AS written_at) n
   WHERE (SELECT count(*) FROM (SELECT FROM notes WHERE widget_id = $4 LIMIT $1) few) < $1
   RETURNING id`,
);

const COUNT = statement(
  'notes.count',
  'SELECT count(*)::int AS count FROM (SELECT FROM notes WHERE widget_id = $1 LIMIT $2) few',
);

const UPDATE = statement(
  'notes.update',
  `UPDATE notes SET widget_id = n.widget_id, title = n.title, body = n.body, plain = n.plain, is_pinned = n.is_pinned,
     written_at = n.written_at, kept_at = n.kept_at, version = n.version, updated_at = n.updated_at,
     search = ${searchedSql('n.user_id', '$12')}, search_form = ${SEARCH_FORM}
   FROM (SELECT $1::uuid AS user_id, $2::uuid AS id, $3::uuid AS widget_id, $4::text AS title, $5::text AS body,
     $6::text AS plain, $7::boolean AS is_pinned, $8::timestamptz AS written_at, $9::timestamptz AS kept_at,
     $10::int AS version, $11::timestamptz AS updated_at) n
   WHERE notes.user_id = n.user_id AND notes.id = n.id`,
);

const DELETE = statement('notes.delete', 'DELETE FROM notes WHERE user_id = $1 AND id = $2');

/** Every query on single notes; each names the user or the widget whose they are. */
@Injectable()
export class NotesRepository {
  constructor(private readonly database: Database) {}

  find(userId: string, id: string): Promise<Note | undefined> {
    return this.database.one<Note>(FIND, [userId, id]);
  }

  /** The same, and nobody else changes it until the unit of work ends. */
  lock(userId: string, id: string): Promise<Note | undefined> {
    return this.database.one<Note>(LOCK, [userId, id]);
  }

  async exists(userId: string, id: string): Promise<boolean> {
    return (await this.database.one(EXISTS, [userId, id])) !== undefined;
  }

  /** Adds a note unless its widget has so many already; whether it did. */
  async insert(note: Note, most: number): Promise<boolean> {
    const { id, userId, widgetId, title, body, plain, isPinned, writtenAt } = note;
    const values = [most, id, userId, widgetId, title, body, plain, isPinned, writtenAt, searchVector(note)];
    return (await this.database.query(INSERT, values)).length > 0;
  }

  /** Whether a widget has fewer than so many notes. */
  async hasRoom(widgetId: string, most: number): Promise<boolean> {
    const row = await this.database.one<{ count: number }>(COUNT, [widgetId, most]);
    return (row?.count ?? 0) < most;
  }

  async update(note: Note): Promise<void> {
    const { id, userId, widgetId, title, body, plain, isPinned, writtenAt, keptAt } = note;
    await this.database.query(UPDATE, [
      ...[userId, id, widgetId, title, body, plain, isPinned, writtenAt, keptAt],
      ...[note.version, note.updatedAt, searchVector(note)],
    ]);
  }

  async delete(userId: string, id: string): Promise<void> {
    await this.database.query(DELETE, [userId, id]);
  }
}
