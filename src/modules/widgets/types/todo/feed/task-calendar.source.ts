import { Injectable } from '@nestjs/common';
import { Budget } from '../../../../../common/time/recurrence/search.js';
import { Turn } from '../../../../../common/time/turn.js';
import {
  CalendarSourceProvider,
  type CalendarAsked,
  type CalendarEntry,
  type CalendarSource,
} from '../../../calendar-source.contract.js';
import { DatedTasksRepository } from './dated-tasks.repository.js';
import { taskEntry } from './task-entry.js';

// Counted rules have to be counted; where these steps do not suffice, the others are written without their end.
const STEPS_OF_ALL = 150_000;

/** Tasks that have a date, for calendars. */
@CalendarSourceProvider()
@Injectable()
export class TaskCalendarSource implements CalendarSource {
  readonly key = 'task';

  constructor(private readonly tasks: DatedTasksRepository) {}

  async entriesOf(asked: CalendarAsked): Promise<CalendarEntry[]> {
    const budget = new Budget(STEPS_OF_ALL);
    const turn = new Turn();
    const entries: CalendarEntry[] = [];
    for (const task of await this.tasks.dated(asked)) {
      if (turn.isOver) await turn.pass();
      entries.push(taskEntry(task, asked.timeZone, budget));
    }
    return entries;
  }
}
