import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../../common/time/clock.js';
import { Budget } from '../../../../../common/time/recurrence/search.js';
import { Turn } from '../../../../../common/time/turn.js';
import type { CalendarEvent } from '../calendar-event.entity.js';
import type { CalendarOccurrence } from './calendar-occurrence.entity.js';
import { nearOccurrences } from './near-occurrences.js';
import { NearOccurrencesRepository } from './near-occurrences.repository.js';

// What an honest calendar never takes: the rules of a hostile one are cut short, so that all of it is a second or two.
const STEPS_OF_ALL = 2_000_000;
const STEPS_OF_ONE = 20_000;
const STEPS_OF_LAST = 300;
// Of the days to come; more than boards show of a calendar of thousands of hourly series.
const MOST_OF_ALL = 100_000;
const LEAST_OF_ONE = 10;
const AT_ONCE = 1_000;

/** Keeps the occurrences that boards of the coming weeks show. */
@Injectable()
export class NearOccurrencesService {
  constructor(
    private readonly clock: Clock,
    private readonly near: NearOccurrencesRepository,
  ) {}

  /** Works out the occurrences of new or changed events, in the unit of work that writes them. */
  async plan(events: readonly CalendarEvent[], timeZone: string): Promise<void> {
    if (events.length === 0) return;
    const context = { timeZone, now: this.clock.now() };
    const most = Math.max(LEAST_OF_ONE, Math.floor(MOST_OF_ALL / events.length));
    let stepsLeft = STEPS_OF_ALL;
    const turn = new Turn();
    for (let begin = 0; begin < events.length; begin += AT_ONCE) {
      const part = events.slice(begin, begin + AT_ONCE);
      const occurrences: CalendarOccurrence[] = [];
      for (const event of part) {
        if (turn.isOver) await turn.pass();
        const budget = new Budget(Math.min(Math.max(stepsLeft, STEPS_OF_LAST), STEPS_OF_ONE));
        for (const occurrence of nearOccurrences(event, context, { budget, most }))
          occurrences.push(occurrence);
        stepsLeft -= budget.taken;
      }
      await this.near.replace(
        part.map(({ id }) => id),
        occurrences,
      );
    }
  }
}
