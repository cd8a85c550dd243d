import { Injectable } from '@nestjs/common';
import type { PageRequest, TextPage } from '../../../../common/paging/page.js';
import type { LocalDate } from '../../../../common/time/local-date.js';
import { Database } from '../../../../platform/database/database.js';
import { listStatement, TASK_FILTERS, type TaskViewName } from './task-views.js';

/** What a list of tasks may be narrowed by; without a widget it is over all of the user's. */
export interface TaskFilter {
  readonly widgetId?: string | undefined;
  readonly category?: string | undefined;
  readonly label?: string | undefined;
  readonly priority?: number | undefined;
  /** Words that must all be in the content or the notes. */
  readonly search?: string | undefined;
}

interface PageRow {
  readonly text: string;
  readonly next: string[] | null;
  readonly counts: object | null;
}

const NOTHING: PageRow = { text: '[]', next: null, counts: null };

/** Lists of tasks, each page one statement that gives finished JSON. */
@Injectable()
export class TaskListsRepository {
  constructor(private readonly database: Database) {}

  /** One page of a view as of the user's day, and of the moment where times of that day count. */
  async page(
    userId: string,
    { view, day, now, filter }: { view: TaskViewName; day: LocalDate; now: Date; filter: TaskFilter },
    { limit, after }: PageRequest,
  ): Promise<TextPage> {
    const filters = TASK_FILTERS.filter((name) => filter[name] !== undefined);
    const narrow = filters.map((name) => (name === 'search' ? wordsOf(filter.search) : filter[name]));
    const shape = { view, filters, isBehind: after !== null };
    const values = [userId, day, now, limit, ...narrow, ...(after ?? [])];
    const rows = await this.database.query<PageRow>(listStatement(shape), values);
    const { text, next, counts } = rows[0] ?? NOTHING;
    return { text, next, meta: counts ? { counts } : {} };
  }
}

function wordsOf(search = ''): string[] {
  return search.split(/\s+/u).filter((word) => word !== '');
}
