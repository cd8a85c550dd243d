import { Injectable } from '@nestjs/common';
import { addDays } from '../../common/time/local-date.js';
import { userDay } from '../../common/time/user-day.js';
import { Config } from '../../config/config.js';
import {
  BoardRepository,
  type BoardDay,
  type ChosenBoard,
  type StateReading,
  type StoredText,
} from './board.repository.js';
import { DashboardGenerated } from './dashboard.events.js';
import { daypartOf } from './daypart.js';
import { morningOf } from './mornings/morning.js';
import { DUE_NOUN } from '../widgets/widget-type.contract.js';
import { WidgetTypeRegistry } from '../widgets/widget-type.registry.js';
import type { BoardState, Daypart } from './policy/board-state.js';
import { CURRENT_POLICY } from './policy/policies.js';
import { BoardWords } from './wording/board-words.js';
import type { PlaceFacts } from './wording/facts.js';

/** Chooses the board of a day, for whoever wants it: a request, or a job before the morning. */
@Injectable()
export class BoardChooser {
  constructor(
    private readonly boards: BoardRepository,
    private readonly words: BoardWords,
    private readonly types: WidgetTypeRegistry,
    private readonly config: Config,
  ) {}

  /** What the choice of the day depends on. */
  state(day: BoardDay): Promise<StateReading> {
    return this.boards.state(day, daypartFor(day));
  }

  /** JSON of the day's board, which is not stored. */
  preview(day: BoardDay, reading: StateReading): Promise<string> {
    return this.boards.preview(day, this.chosen(day, reading));
  }

  /** Stores the day's board and gives its JSON; null if another one was stored meanwhile. */
  store(day: BoardDay, reading: StateReading): Promise<StoredText | null> {
    const board = this.chosen(day, reading);
    const event = new DashboardGenerated(day.userId, {
      date: day.date,
      policyName: CURRENT_POLICY.name,
      policyVersion: CURRENT_POLICY.version,
      widgetIds: board.places.map(({ widgetId }) => widgetId),
    });
    return this.boards.store(day, {
      ...board,
      dataVersion: reading.dataVersion,
      state: this.stateOf(day, reading),
      validUntil: reading.validUntil,
      nextMorning: morningOf(day.userId, addDays(day.date, 1), day),
      event,
    });
  }

  /** What whoever words the day's board is told. */
  async facts(day: BoardDay): Promise<PlaceFacts[]> {
    const reading = await this.state(day);
    return this.words.facts(CURRENT_POLICY.rank(this.stateOf(day, reading)), { ...reading, moment: day });
  }

  /** Makes sure that there is a board of the day that is up to date. */
  async make(day: BoardDay): Promise<void> {
    const reading = await this.state(day);
    // If another one was stored meanwhile, it was made from no less than this one.
    if (!reading.isStored) await this.store(day, reading);
  }

  private chosen(day: BoardDay, reading: StateReading): ChosenBoard {
    return {
      ...this.words.word(
        CURRENT_POLICY.rank(this.stateOf(day, reading)),
        { ...reading, moment: day },
        reading.lines,
      ),
      generatedAt: day.now,
      policyName: CURRENT_POLICY.name,
      policyVersion: CURRENT_POLICY.version,
    };
  }

  /** What the policy chooses from. */
  stateOf(day: BoardDay, { widgets }: StateReading): BoardState {
    return {
      date: day.date,
      daypart: daypartFor(day),
      size: this.config.dashboard.size,
      seed: day.date,
      nouns: Object.fromEntries(this.types.all().map(({ key, dueNoun }) => [key, dueNoun ?? DUE_NOUN])),
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
