import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../../common/auth/actor.js';
import type { PageOf, PageRequest } from '../../../../../common/paging/page.js';
import { WidgetsService } from '../../../widgets.service.js';
import type { ListedNote } from '../notes.contract.js';
import { NOTES } from '../notes.settings.js';
import { NoteListsRepository } from './note-lists.repository.js';

/** Lists of notes, and the search in them. */
@Injectable()
export class NoteListsService {
  constructor(
    private readonly widgets: WidgetsService,
    private readonly lists: NoteListsRepository,
  ) {}

  /** One page of a widget's notes, pinned and new ones first; throws WidgetNotFound, WidgetTypeMismatch. */
  async ofWidget(actor: Actor, widgetId: string, page: PageRequest): Promise<PageOf<ListedNote>> {
    await this.widgets.requireOfType(actor, widgetId, NOTES);
    return this.lists.ofWidget(widgetId, page);
  }

  /** One page of all the user's notes, or of those that match a search, the best first. */
  ofUser(actor: Actor, search: string | undefined, page: PageRequest): Promise<PageOf<ListedNote>> {
    return search === undefined
      ? this.lists.ofUser(actor.id, page)
      : this.lists.search(actor.id, search, page);
  }
}
