import { Injectable } from '@nestjs/common';
import { addDays } from '../../../../../common/time/local-date.js';
import { RecurrenceTooExpensive } from '../../../../../common/time/recurrence/recurrence.errors.js';
import { Turn } from '../../../../../common/time/turn.js';
import {
  AgendaSourceProvider,
  type AgendaEntries,
  type AgendaSource,
  type AgendaSpan,
} from '../../../agenda-source.contract.js';
import { History } from '../series/history.js';
import { isRecurring } from '../series/plan.js';
import { TaskHistoryRepository } from '../task-history.repository.js';
import { AgendaTasksRepository } from './agenda-tasks.repository.js';
import { addTask, addOverdueTask } from './task-entries.js';

const MOST_TASKS = 2_000;
// A day on a task's own clock and the user's day on which it is due differ by no more.
const ZONES_APART = 2;

/** Tasks by the days on which they are due, and what is overdue today. */
@AgendaSourceProvider()
@Injectable()
export class TaskAgendaSource implements AgendaSource {
  readonly key = 'task';

  constructor(
    private readonly tasks: AgendaTasksRepository,
    private readonly history: TaskHistoryRepository,
  ) {}

  async collect(span: AgendaSpan, entries: AgendaEntries): Promise<void> {
    const { today } = span;
    const days = { first: addDays(span.first, -ZONES_APART), last: addDays(entries.lastDay, ZONES_APART) };
    const isToday = span.first <= today && entries.lastDay >= today;
    const overdueBefore = isToday ? today : null;
    const tasks = await this.tasks.list(span.userId, { ...days, overdueBefore, limit: MOST_TASKS + 1 });
    if (tasks.length > MOST_TASKS) entries.cutShort();
    const recurring = tasks.filter(isRecurring).map(({ id }) => id);
    const history = await this.history.loadAll(recurring);
    const settled = await this.tasks.settled(recurring, days);

    const turn = new Turn();
    for (const task of tasks.slice(0, MOST_TASKS)) {
      if (turn.isOver) await turn.pass();
      const known = { history: history.get(task.id) ?? History.EMPTY, settled: settled.get(task.id) ?? [] };
      addOverdueTask(task, span, entries);
      try {
        addTask(task, known, span, entries);
      } catch (error) {
        if (!(error instanceof RecurrenceTooExpensive)) throw error;
        entries.cutShort();
      }
    }
  }
}
