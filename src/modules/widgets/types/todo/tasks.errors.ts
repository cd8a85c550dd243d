import { ConflictError, InvalidError, NotFoundError } from '../../../../common/errors/app-error.js';

/** There is no such task for this user. */
export class TaskNotFound extends NotFoundError {
  constructor() {
    super('task_not_found', 'there is no such task: list yours with GET /tasks');
  }
}

/** The widget has as many tasks as one widget may have. */
export class TaskLimitReached extends ConflictError {
  constructor(limit: number) {
    super('task_limit_reached', `a widget can have ${limit} tasks: delete some that are done first`);
  }
}

/** A task that does not recur has nothing to skip to. */
export class TaskNotRecurring extends ConflictError {
  constructor() {
    super(
      'task_not_recurring',
      'only a recurring task can be skipped: complete it, change its dueDate or delete it',
    );
  }
}

/** A task that does not recur has no occurrence apart from itself. */
export class TaskNotMovable extends ConflictError {
  constructor() {
    super('task_not_recurring', 'only an occurrence of a recurring task is moved: PATCH dueDate of this one');
  }
}

/** What is done or skipped has its day. */
export class OccurrenceSettled extends ConflictError {
  constructor() {
    super('occurrence_settled', 'the occurrence is done or skipped: reopen it before you move it');
  }
}

/** More occurrences are moved than a task keeps track of. */
export class TooManyMoves extends ConflictError {
  constructor(limit: number) {
    super('moves_limit_reached', `at most ${limit} open occurrences can be moved: change the rule instead`);
  }
}

/** The series has no occurrence on that date. */
export class OccurrenceUnknown extends InvalidError {
  constructor() {
    const message = 'must be the date of one of its occurrences: see GET /tasks/{id}/occurrences';
    super('occurrence_unknown', `occurrence ${message}`, { details: [{ field: 'occurrence', message }] });
  }
}

/** What follows is counted from a later completion, so that this one can't change any more. */
export class OccurrenceSuperseded extends ConflictError {
  constructor() {
    super(
      'occurrence_superseded',
      'of a task that repeats from its completion only the last occurrence can be changed',
    );
  }
}

/** More occurrences are settled before their day than anybody needs. */
export class TooFarAhead extends ConflictError {
  constructor(limit: number) {
    super(
      'occurrences_too_far_ahead',
      `at most ${limit} occurrences can be done or skipped before their day`,
    );
  }
}
