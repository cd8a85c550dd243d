/** When a job is added by itself: a cron expression, read on the wall clock of a zone. */
export interface ScheduleFacts {
  /** Five fields: minute, hour, day of month, month, day of week. */
  readonly cron: string;
  /** IANA name; UTC where it is left out. */
  readonly timeZone?: string;
}

/** What a scheduled job is given. */
export interface ScheduledPayload {
  /** The wall-clock time that it was scheduled for, `YYYY-MM-DDTHH:MM`. */
  readonly occurrence: string;
}

const schedules = new Map<unknown, ScheduleFacts>();

/** Adds the job, whose class this marks too, once per occurrence, however many processes there are. */
export function Schedule(facts: ScheduleFacts): ClassDecorator {
  return (target) => {
    schedules.set(target, facts);
  };
}

/** The schedule of a class, if it has one. */
export function scheduleOf(target: unknown): ScheduleFacts | undefined {
  return schedules.get(target);
}
