import { Injectable } from '@nestjs/common';
import { mapPage, toPage, type PageOf, type PageRequest } from '../../../../../common/paging/page.js';
import { Database, type Statement } from '../../../../../platform/database/database.js';
import type { ListedNote } from '../notes.contract.js';
import { readExcerpt } from './excerpt.js';
import { OF_USER, OF_WIDGET, SEARCH } from './note-search.js';

interface Row extends Omit<ListedNote, 'marks'> {
  /** Whether it is pinned as a number, or how well it matches. */
  readonly rank: number;
  readonly updatedAtKey: string;
}

// A word that is written to its end is followed by something, such as a space.
const OPEN = /[\p{L}\p{N}]$/u;

/** Lists of notes, each page one statement. */
@Injectable()
export class NoteListsRepository {
  constructor(private readonly database: Database) {}

  /** Notes of a widget, pinned and new ones first. */
  ofWidget(widgetId: string, page: PageRequest): Promise<PageOf<ListedNote>> {
    return this.page(OF_WIDGET, widgetId, page);
  }

  /** All notes of a user, pinned and new ones first. */
  ofUser(userId: string, page: PageRequest): Promise<PageOf<ListedNote>> {
    return this.page(OF_USER, userId, page);
  }

  /** Notes of a user that have the words of a search, the best first. */
  search(userId: string, search: string, page: PageRequest): Promise<PageOf<ListedNote>> {
    return this.page(SEARCH, userId, page, [search, OPEN.test(search)]);
  }

  private async page(
    list: Statement,
    ownerId: string,
    { limit, after }: PageRequest,
    more: readonly unknown[] = [],
  ): Promise<PageOf<ListedNote>> {
    const key = [after?.[0] ?? null, after?.[1] ?? null, after?.[2] ?? null];
    const rows = await this.database.query<Row>(list, [ownerId, limit + 1, ...key, ...more]);
    return mapPage(
      toPage(rows, limit, ({ rank, updatedAtKey, id }) => [String(rank), updatedAtKey, id]),
      toListedNote,
    );
  }
}

function toListedNote({
  id,
  widgetId,
  title,
  excerpt,
  isPinned,
  version,
  createdAt,
  updatedAt,
}: Row): ListedNote {
  return { id, widgetId, title, ...readExcerpt(excerpt), isPinned, version, createdAt, updatedAt };
}
