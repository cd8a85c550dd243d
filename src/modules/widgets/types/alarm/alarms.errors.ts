import { ConflictError, NotFoundError } from '../../../../common/errors/app-error.js';

/** There is no such alarm for this user. */
export class AlarmNotFound extends NotFoundError {
  constructor() {
    super('alarm_not_found', 'there is no such alarm: list those of a widget with GET /widgets/{id}/alarms');
  }
}

/** The widget has as many alarms as one widget may have. */
export class AlarmLimitReached extends ConflictError {
  constructor(limit: number) {
    super('alarm_limit_reached', `a widget can have ${limit} alarms: delete one, or add another widget`);
  }
}

/** Nothing rings that could ring again later. */
export class AlarmNotRinging extends ConflictError {
  constructor() {
    super('alarm_not_ringing', 'the alarm does not ring: it can be snoozed from its next ring on');
  }
}
