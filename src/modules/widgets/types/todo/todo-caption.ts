import {
  capitalized,
  counted,
  dayWords,
  momentWords,
  named,
  sinceWords,
} from '../../../../common/text/caption.js';
import type { LocalDate } from '../../../../common/time/local-date.js';
import type { Caption, CaptionMoment } from '../../widget-type.contract.js';

/** What captions of to-do lists are about; each name is that of the first of its kind. */
export interface TodoFacts {
  /** Whether it never had a task. */
  readonly isNew: boolean;
  readonly open: number;
  /** Of those without a date. */
  readonly first: string | null;
  readonly doneToday: number;
  readonly overdue: { readonly content: string; readonly on: LocalDate } | null;
  readonly due: { readonly content: string; readonly at: string | null } | null;
  readonly later: { readonly content: string; readonly on: LocalDate } | null;
  readonly overdueCount: number;
  readonly dueCount: number;
}

/** What a to-do list is about now. */
export function describeTodo(facts: TodoFacts, moment: CaptionMoment): Caption {
  const { due, dueCount, overdueCount, doneToday } = facts;
  const description = descriptionOf(facts, moment);
  if (dueCount + overdueCount === 0) return { description, isDone: doneToday > 0 };
  if (due?.at == null || dueCount > 1) return { description };
  const at = new Date(due.at);
  return { description, next: { clause: `${named(due.content)} is due ${momentWords(at, moment)}`, at } };
}

function descriptionOf(facts: TodoFacts, moment: CaptionMoment): string {
  const { isNew, overdue, due, open, first, later, doneToday } = facts;
  if (overdue !== null) return overdueWords(overdue, facts, moment);
  if (due !== null) return dueWords(due, facts.dueCount, moment);
  const isDone = doneToday > 0 ? 'All done for today' : null;
  if (later !== null) {
    const next = `${named(later.content)} is due ${dayWords(later.on, moment.date)}`;
    return isDone === null ? next : `${isDone}; ${next}`;
  }
  if (open > 0)
    return first === null ? counted(open, 'open task') : `To do: ${named(first)}${others(open - 1)}`;
  if (isNew) return 'Add your first task';
  return isDone === null ? 'All done: add your next task' : 'All done';
}

function overdueWords(
  { content, on }: { content: string; on: LocalDate },
  { overdueCount, dueCount }: TodoFacts,
  { date }: CaptionMoment,
): string {
  const since = on === date ? '' : ` since ${sinceWords(on, date)}`;
  const verb = overdueCount > 1 ? 'are' : 'is';
  const also = dueCount > 0 ? `, and ${counted(dueCount, 'task')} due today` : '';
  return capitalized(
    `${named(content)}${others(overdueCount - 1)} ${verb} overdue${overdueCount > 1 ? '' : since}${also}`,
  );
}

function dueWords(
  { content, at }: { content: string; at: string | null },
  count: number,
  moment: CaptionMoment,
): string {
  const time = at === null ? '' : ` ${momentWords(new Date(at), moment)}`;
  if (count === 1) return `${named(content)} is due today${time}`;
  return `${named(content)}${others(count - 1)} are due today`;
}

function others(count: number): string {
  return count > 0 ? ` and ${count} more` : '';
}
