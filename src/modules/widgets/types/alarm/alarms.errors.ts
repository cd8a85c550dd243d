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

/** There is no ring that the request could mean. */
export class AlarmNotRinging extends ConflictError {
  private constructor(message: string) {
    super('alarm_not_ringing', message);
  }

  /** While the alarm is off nothing rings. */
  static whileOff(): AlarmNotRinging {
    return new AlarmNotRinging('the alarm is off: turn it on with PATCH /alarms/{id} {"isActive":true}');
  }

  /** Nothing rings, is about to, or has rung today. */
  static before(next: Date | null): AlarmNotRinging {
    if (next === null) return new AlarmNotRinging('the alarm does not ring, and has no next ring');
    return new AlarmNotRinging(
      `the alarm does not ring: it rings next at ${next.toISOString()}, and can be snoozed from 5 minutes before that on`,
    );
  }

  /** The moment that the request names is of no ring, or of one too far away. */
  static at(dueAt: Date): AlarmNotRinging {
    return new AlarmNotRinging(
      `the alarm has no ring at ${dueAt.toISOString()} that can be answered now: a ring can be answered from 5 minutes ` +
        'before it on and snoozed until its day ends; leave dueAt out for the nearest',
    );
  }
}
