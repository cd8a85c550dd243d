import { toEpochDay, type LocalDate } from '../../../../../common/time/local-date.js';
import type { TrackerKind } from '../tracker.contract.js';

/** The days on which a tracker is due, by their numbers; none from `end` on. */
export interface Schedule {
  has(day: number): boolean;
  readonly end: number;
}

/** A rule's days as they are stored: a character for each day from `scheduleFrom` on, `1` where it is due. */
export interface DrawnSchedule {
  readonly schedule: string | null;
  readonly scheduleFrom: LocalDate | null;
}

const EVERY_DAY: Schedule = { has: () => true, end: Infinity };
const NEVER: Schedule = { has: () => false, end: -Infinity };

/** The schedule of a tracker. Without a rule a habit is for every day, and everything else for whenever one likes. */
export function scheduleOf({
  kind,
  schedule,
  scheduleFrom,
}: DrawnSchedule & { kind: TrackerKind }): Schedule {
  if (schedule === null || scheduleFrom === null) return kind === 'habit' ? EVERY_DAY : NEVER;
  const from = toEpochDay(scheduleFrom);
  return { has: (day) => schedule[day - from] === '1', end: from + schedule.length };
}
