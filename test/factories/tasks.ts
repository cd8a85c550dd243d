import { randomUUID } from 'node:crypto';
import { parseLocalDate, type LocalDate } from '../../src/common/time/local-date.js';
import type { LocalTime } from '../../src/common/time/local-time.js';
import { History } from '../../src/modules/widgets/types/todo/series/history.js';
import { NO_MINUTE } from '../../src/modules/widgets/types/todo/series/due.js';
import { planned, type PlanContext } from '../../src/modules/widgets/types/todo/series/plan.js';
import { NEVER, type Task } from '../../src/modules/widgets/types/todo/task.entity.js';
import type { TaskView } from '../../src/modules/widgets/types/todo/tasks.contract.js';
import type { Person } from './users.js';

type Described = Partial<Omit<Task, 'dueDate' | 'dueTime'>> & {
  readonly dueDate?: string | null;
  readonly dueTime?: string | null;
};

/** A moment, and whose days count: Berlin's, from midnight on, but for what the test is about. */
export function at(now: string, rules: Partial<PlanContext['rules']> = {}): PlanContext {
  return { now: new Date(now), rules: { timeZone: 'Europe/Berlin', dayStart: '00:00', ...rules } };
}

/** A date as the code has it. */
export function day(text: string): LocalDate {
  return parseLocalDate(text);
}

/** A valid task as it is stored when it was just added, but for what the test is about. */
export function buildTask(
  { dueDate, dueTime, ...given }: Described = {},
  context = at('2026-03-02T08:00:00Z'),
): Task {
  const task: Task = {
    id: randomUUID(),
    userId: randomUUID(),
    widgetId: randomUUID(),
    content: 'Write the report',
    notes: null,
    priority: 3,
    category: null,
    labels: [],
    dueDate: (dueDate ?? null) as LocalDate | null,
    dueTime: (dueTime ?? null) as LocalTime | null,
    timeZone: null,
    rrule: null,
    repeatFrom: 'schedule',
    isDone: false,
    completedAt: null,
    lastCompletedAt: null,
    lastCompleted: null,
    doneAt: null,
    lastSettled: null,
    upcoming: null,
    upcomingDueOn: null,
    nextDueOn: NEVER,
    nextDueMinute: NO_MINUTE,
    version: 1,
    createdAt: context.now,
    updatedAt: context.now,
    ...given,
  };
  return planned(task, History.EMPTY, context);
}

/** Adds a valid task over HTTP, but for what the test is about. */
export async function addTask(
  { api }: Person,
  widgetId: string,
  given: Record<string, unknown> = {},
): Promise<TaskView> {
  const { data } = await api.post<TaskView>(`/widgets/${widgetId}/tasks`, {
    content: 'Write the report',
    ...given,
  });
  return data;
}
