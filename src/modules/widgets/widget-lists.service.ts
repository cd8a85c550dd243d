import { Injectable } from '@nestjs/common';
import type { Actor } from '../../common/auth/actor.js';
import { mapPage, type PageOf, type PageRequest } from '../../common/paging/page.js';
import { WidgetDataService } from './widget-data.service.js';
import type { ListedWidgetView } from './widgets.contract.js';
import type { WidgetFilter } from './widgets.repository.js';
import { WidgetsService } from './widgets.service.js';

/** Which widgets to list, and what of each. */
export interface WidgetListRequest extends WidgetFilter {
  readonly include?: 'data' | undefined;
}

/** Lists of widgets with what they show. */
@Injectable()
export class WidgetListsService {
  constructor(
    private readonly widgets: WidgetsService,
    private readonly data: WidgetDataService,
  ) {}

  /** One page of the user's widgets, oldest first, each with its data of today if that is asked for. */
  async page(
    actor: Actor,
    { include, ...filter }: WidgetListRequest,
    page: PageRequest,
  ): Promise<PageOf<ListedWidgetView>> {
    const widgets = await this.widgets.list(actor, filter, page);
    if (include !== 'data') return widgets;

    const texts = await this.data.readAll(
      actor,
      widgets.rows.map(({ id }) => id),
    );
    return mapPage(widgets, (widget) => ({ ...widget, data: parsed(texts.get(widget.id)) }));
  }
}

function parsed(text: string | undefined): object | null {
  return text === undefined ? null : (JSON.parse(text) as object);
}
