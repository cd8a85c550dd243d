import { Injectable } from '@nestjs/common';
import type { LocalDate } from '../../../../../common/time/local-date.js';
import { TrackerDaysRepository } from '../days/tracker-days.repository.js';
import type { TrackerDefinition } from '../tracker.contract.js';
import type { Tracker } from '../tracker.entity.js';
import { historyStart } from './draw-schedule.js';
import { standingOf, type Standing } from './standing.js';
import { StandingRepository } from './standing.repository.js';

/** By which fields it is found what a day is. */
const GOAL = [
  'direction',
  'targetValue',
  'times',
  'period',
  'repairDays',
] as const satisfies (keyof TrackerDefinition)[];

/** Works out anew how a locked tracker stands, whatever was changed in it, from its definition and all its days. */
@Injectable()
export class StandingService {
  constructor(
    private readonly standings: StandingRepository,
    private readonly days: TrackerDaysRepository,
  ) {}

  /** After entries of some days were changed: those days are read again, the others as they were kept. */
  async afterEntries(tracker: Tracker, dates: readonly LocalDate[], today: LocalDate): Promise<Standing> {
    await this.days.write(tracker.id, dates);
    return this.of(tracker, today);
  }

  /** After the definition was changed: every day is read again where its goal is another one. */
  async afterDefinition(before: Tracker, after: Tracker, today: LocalDate): Promise<Standing> {
    if (GOAL.some((field) => before[field] !== after[field])) await this.days.rewrite(after);
    return this.of(after, today);
  }

  private async of(tracker: Tracker, today: LocalDate): Promise<Standing> {
    const hasSchedule = tracker.rrule !== null || tracker.kind === 'habit';
    const from = hasSchedule ? historyStart(today) : null;
    return standingOf(tracker, await this.standings.factsOf(tracker, from), today);
  }
}
