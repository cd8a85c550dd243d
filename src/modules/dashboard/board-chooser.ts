import { Injectable } from '@nestjs/common';
import { addDays } from '../../common/time/local-date.js';
import { userDay } from '../../common/time/user-day.js';
import { Config } from '../../config/config.js';
import { BoardRepository, type BoardDay, type ChosenBoard, type StateReading } from './board.repository.js';
import { DashboardGenerated } from './dashboard.events.js';
import { daypartOf } from './daypart.js';
import { morningOf } from './mornings/morning.js';
import type { BoardState, Candidate, Daypart } from './policy/board-state.js';
import { rules1 } from './policy/rules-1.policy.js';
import { BoardWords } from './wording/board-words.js';
import type { PlaceFacts } from './wording/facts.js';

const POLICY = rules1;

/** Chooses the board of a day, for whoever wants it: a request, or a job before the morning. */
@Injectable()
export class BoardChooser {
  constructor(
    private readonly boards: BoardRepository,
    private readonly words: BoardWords,
    private readonly config: Config,
  ) {}

  /** What the choice of the day depends on. */
  state(day: BoardDay): Promise<StateReading> {
    return this.boards.state(day, daypartFor(day));
  }

  /** Every widget as the policy sees it, the best first. */
  rank(day: BoardDay, reading: StateReading): Candidate[] {
    return POLICY.rank(this.stateOf(day, reading));
  }

  /** JSON of the day's board, which is not stored. */
  preview(day: BoardDay, reading: StateReading): Promise<string> {
    return this.boards.preview(day, this.chosen(day, reading));
  }

  /** Stores the day's board and gives its JSON; null where another one was stored meanwhile. */
  store(day: BoardDay, reading: StateReading): Promise<string | null> {
    const board = this.chosen(day, reading);
    const event = new DashboardGenerated(day.userId, {
      date: day.date,
      policyName: POLICY.name,
      policyVersion: POLICY.version,
      widgetIds: board.places.map(({ widgetId }) => widgetId),
    });
    return this.boards.store(day, {
      ...board,
      dataVersion: reading.dataVersion,
      state: this.stateOf(day, reading),
      nextMorning: morningOf(day.userId, addDays(day.date, 1), day),
      event,
    });
  }

  /** What whoever words the day's board is told. */
  async facts(day: BoardDay): Promise<PlaceFacts[]> {
    const reading = await this.state(day);
    return this.words.facts(this.rank(day, reading), reading.titles);
  }

  /** Makes sure that there is a board of the day that is up to date. */
  async make(day: BoardDay): Promise<void> {
    const reading = await this.state(day);
    // Where another one was stored meanwhile, it was made from no less than this one.
    if (reading.storedVersion !== reading.dataVersion) await this.store(day, reading);
  }

  private chosen(day: BoardDay, reading: StateReading): ChosenBoard {
    return {
      ...this.words.word(this.rank(day, reading), reading.titles, reading.lines),
      generatedAt: day.now,
      policyName: POLICY.name,
      policyVersion: POLICY.version,
    };
  }

  private stateOf(day: BoardDay, { widgets }: StateReading): BoardState {
    return {
      date: day.date,
      daypart: daypartFor(day),
      size: this.config.dashboard.size,
      seed: day.date,
      widgets: widgets.map(({ createdAt, ...widget }) => ({
        ...widget,
        createdOn: userDay(new Date(createdAt), day),
      })),
    };
  }
}

function daypartFor({ now, timeZone, daypart }: BoardDay): Daypart {
  return daypart ?? daypartOf(now, timeZone);
}
