import { Injectable } from '@nestjs/common';
import { mapPage, toPage, type PageOf, type PageRequest } from '../../../../../common/paging/page.js';
import { Database, type Statement } from '../../../../../platform/database/database.js';
import type { ListedNote } from '../notes.contract.js';
import { beginningOf, excerptOf, type Excerpt } from './excerpt.js';
import { readNoteQuery, toTsquery } from './note-query.js';
import { OF_USER, OF_WIDGET, SEARCH } from './note-search.js';

interface Row extends Omit<ListedNote, 'marks'> {
  /** Whether it is pinned as a number, or how well it matches. */
  readonly rank: number;
  readonly updatedAtKey: string;
}

/** Lists of notes, each page one statement. */
@Injectable()
export class NoteListsRepository {
  constructor(private readonly database: Database) {}

  /** Notes of a widget, pinned and new ones first. */
  ofWidget(widgetId: string, page: PageRequest): Promise<PageOf<ListedNote>> {
    return this.page(OF_WIDGET, widgetId, page, beginningOf);
  }

  /** All notes of a user, pinned and new ones first. */
  ofUser(userId: string, page: PageRequest): Promise<PageOf<ListedNote>> {
    return this.page(OF_USER, userId, page, beginningOf);
  }

  /** Notes of a user that have the words of a search, the best first. */
  async search(userId: string, search: string, page: PageRequest): Promise<PageOf<ListedNote>> {
    const query = readNoteQuery(search);
    if (query.length === 0) return { rows: [], next: null };
    return this.page(SEARCH, userId, page, (text) => excerptOf(text, query), [toTsquery(query)]);
  }

  private async page(
    list: Statement,
    ownerId: string,
    { limit, after }: PageRequest,
    excerpt: (text: string) => Excerpt,
    more: readonly unknown[] = [],
  ): Promise<PageOf<ListedNote>> {
    const key = [after?.[0] ?? null, after?.[1] ?? null, after?.[2] ?? null];
    const rows = await this.database.query<Row>(list, [ownerId, limit + 1, ...key, ...more]);
    return mapPage(
      toPage(rows, limit, ({ rank, updatedAtKey, id }) => [String(rank), updatedAtKey, id]),
      (row) => toListedNote(row, excerpt(row.excerpt)),
    );
  }
}

function toListedNote(row: Row, { excerpt, marks }: Excerpt): ListedNote {
  const { id, widgetId, title, isPinned, version, createdAt, updatedAt } = row;
  return { id, widgetId, title, excerpt, marks, isPinned, version, createdAt, updatedAt };
}
