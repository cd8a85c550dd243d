import { Injectable } from '@nestjs/common';
import type { LocalDate } from '../../../../../common/time/local-date.js';
import type { Tracker } from '../tracker.entity.js';
import { historyStart } from './draw-schedule.js';
import { standingOf, type Standing } from './standing.js';
import { StandingRepository } from './standing.repository.js';

/** Works out anew how a tracker stands, whatever was changed in it, from its definition and all its entries. */
@Injectable()
export class StandingService {
  constructor(private readonly standings: StandingRepository) {}

  /** The standing of a locked tracker, in one statement. */
  async of(tracker: Tracker, today: LocalDate): Promise<Standing> {
    const hasSchedule = tracker.rrule !== null || tracker.kind === 'habit';
    const facts = await this.standings.factsOf(tracker.id, tracker, hasSchedule ? historyStart(today) : null);
    return standingOf(tracker, facts, today);
  }
}
