import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../common/auth/actor.js';
import type { PageRequest, TextPage } from '../../../../common/paging/page.js';
import { Clock } from '../../../../common/time/clock.js';
import { parseLocalDate } from '../../../../common/time/local-date.js';
import { userDay } from '../../../../common/time/user-day.js';
import { WidgetsService } from '../../widgets.service.js';
import { TaskListsRepository, type TaskFilter } from './task-lists.repository.js';
import type { TaskViewName } from './task-views.js';
import { TODO } from './todo.settings.js';

/** Which list of tasks is asked for, and as of which of the user's days (today where it is left out). */
export interface TaskListRequest extends TaskFilter {
  readonly view: TaskViewName;
  readonly date?: string | undefined;
}

/** Lists of tasks. */
@Injectable()
export class TaskListsService {
  constructor(
    private readonly clock: Clock,
    private readonly widgets: WidgetsService,
    private readonly lists: TaskListsRepository,
  ) {}

  /** One page of the user's tasks, or of those in one widget; throws WidgetNotFound, WidgetTypeMismatch. */
  async page(actor: Actor, { view, date, ...filter }: TaskListRequest, page: PageRequest): Promise<TextPage> {
    if (filter.widgetId !== undefined) await this.widgets.requireOfType(actor, filter.widgetId, TODO);
    const now = this.clock.now();
    const day = date === undefined ? userDay(now, actor) : parseLocalDate(date);
    return this.lists.page(actor.id, { view, day, now, filter }, page);
  }
}
