import { wholePercent } from '../amount.js';
import type { Schedule } from '../standing/schedule.js';
import type { DayMarks } from '../standing/streak.js';

/** How many of the scheduled days were done; skipped days are not counted. */
export interface Completion {
  readonly scheduled: number;
  readonly done: number;
  /** A whole number from 0 to 100; null where no day was scheduled. */
  readonly percent: number | null;
}

/** What completion is found from; days are numbers. */
interface History {
  readonly marks: DayMarks;
  readonly schedule: Schedule;
  readonly today: number;
  /** The first day that counts. */
  readonly begin: number;
  /** Whether what is not done today is missed already. */
  readonly isOver?: boolean;
}

/** Gives the completion over the last so many scheduled days. Today counts once it is done. */
export function completionUntil({
  marks,
  schedule,
  today,
  begin,
  isOver = false,
}: History): (days: number) => Completion {
  const isOpen = !isOver && schedule.has(today) && !marks.has(today);
  return (days) => {
    let scheduled = 0;
    let done = 0;
    for (let day = isOpen ? today - 1 : today; day >= begin && scheduled < days; day -= 1) {
      const mark = marks.get(day);
      if (!schedule.has(day) || mark === 'skipped') continue;
      scheduled += 1;
      if (mark === 'done') done += 1;
    }
    return { scheduled, done, percent: scheduled === 0 ? null : wholePercent(done / scheduled) };
  };
}
