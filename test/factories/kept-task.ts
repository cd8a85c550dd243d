import type { LocalDate } from '../../src/common/time/local-date.js';
import { History, type Settled } from '../../src/modules/widgets/types/todo/series/history.js';
import { occurrenceFor, type PlanContext } from '../../src/modules/widgets/types/todo/series/plan.js';
import { reopen, settle, type Step } from '../../src/modules/widgets/types/todo/series/progress.js';
import type { Task } from '../../src/modules/widgets/types/todo/task.entity.js';
import { day } from './tasks.js';

/** A step that can be taken with a task. */
export type StepKind = 'done' | 'skipped' | 'reopen';

/** A task with its whole history, as the database keeps both. */
export class KeptTask {
  constructor(
    readonly task: Task,
    readonly rows: readonly Settled[] = [],
  ) {}

  get history(): History {
    return new History(this.rows, this.rows.length);
  }

  /** What a step would do; null for nothing. */
  step(kind: StepKind, context: PlanContext, date: LocalDate | null = null): Step | null {
    if (kind === 'reopen') return reopen(this.task, this.history, { date, context });
    return settle(this.task, this.history, { state: kind, date, context });
  }

  /** The task after a step. */
  take(kind: StepKind, context: PlanContext, date: LocalDate | null = null): KeptTask {
    const step = this.step(kind, context, date);
    if (step === null) return this;
    const gone = step.settled?.occurrence ?? step.unsettled;
    const others = this.rows.filter(({ occurrence }) => occurrence !== gone);
    return new KeptTask(step.task, step.settled ? [...others, step.settled] : others);
  }

  /** The date that the task is due for on a day, or next. */
  on(date: string): LocalDate | null {
    return occurrenceFor(this.task, day(date))?.date ?? null;
  }
}
