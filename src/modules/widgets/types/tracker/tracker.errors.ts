import { ConflictError, NotFoundError } from '../../../../common/errors/app-error.js';

/** There is no such tracker for this user. */
export class TrackerNotFound extends NotFoundError {
  constructor() {
    super(
      'tracker_not_found',
      'there is no such tracker: list those of a widget with GET /widgets/{id}/trackers',
    );
  }
}

/** There is no such entry for this user. */
export class TrackerEntryNotFound extends NotFoundError {
  constructor() {
    super(
      'tracker_entry_not_found',
      'there is no such entry: list those of a tracker with GET /trackers/{id}/entries',
    );
  }
}

/** The widget has as many trackers as one widget may have. */
export class TrackerLimitReached extends ConflictError {
  constructor(limit: number) {
    super('tracker_limit_reached', `a widget can have ${limit} trackers: delete one, or add another widget`);
  }
}

/** The widget's trackers have as many entries as one widget may have. */
export class TrackerEntryLimitReached extends ConflictError {
  constructor(limit: number) {
    super(
      'tracker_entry_limit_reached',
      `a widget can have ${limit} entries: delete some, or add another widget`,
    );
  }
}

/** The days of this tracker are not ticked: more than one makes a day done, or it is measured. */
export class TrackerNotYesNo extends ConflictError {
  constructor() {
    super(
      'tracker_not_yes_no',
      'only days of a yes/no habit can be ticked: log a value with POST /trackers/{id}/entries instead',
    );
  }
}
