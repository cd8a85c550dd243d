import { Injectable } from '@nestjs/common';
import type { DayRules } from '../../common/time/user-day.js';
import { Database } from '../../platform/database/database.js';
import { eventColumns } from '../../platform/events/event-row.js';
import { Logger } from '../../platform/logging/logger.js';
import { currentRequestId } from '../../platform/logging/request-context.js';
import { widgetDayValues, type WidgetDay } from '../widgets/widget-day.contract.js';
import type { WidgetType } from '../widgets/widget-type.contract.js';
import { WidgetTypeRegistry } from '../widgets/widget-type.registry.js';
import {
  previewBoard,
  READ_BOARD,
  readState,
  rendererOf,
  renderStoredBoard,
  storeBoard,
  type BoardTypes,
} from './board-sql.js';
import type { DashboardGenerated } from './dashboard.events.js';
import type { Daypart, WidgetState } from './policy/board-state.js';
import type { WidgetTitles, WordedPlaces } from './wording/board-words.js';
import type { WordedLines } from './wording/model-wording.js';

/** Whose day is asked for, and the present moment. */
export interface BoardDay extends WidgetDay {
  /** The part of the day that it is chosen for, where that is not the present one. */
  readonly daypart?: Daypart;
}

/** A stored board as a request finds it. */
export interface BoardReading extends DayRules {
  /** Of the user's data and of the day's board: the version of what clients see. */
  readonly version: string;
  /** Whether a board is stored that is up to date with the user's data, the hour and the code. */
  readonly isFresh: boolean;
  /** JSON of the board; null where it is not fresh, or where the client has that version. */
  readonly text: string | null;
}

/** A widget's state as the database gives it, its dates not yet put into the user's zone. */
export type StoredWidgetState = Omit<WidgetState, 'createdOn'> & { readonly createdAt: string };

/** What a choice is made from. */
export interface StateReading {
  readonly dataVersion: string;
  /** Whether a board is stored that is up to date with the user's data and the hour. */
  readonly isStored: boolean;
  /** Until when what the types say about this moment is true, if no data changes; null for the rest of the day. */
  readonly validUntil: Date | null;
  readonly widgets: readonly StoredWidgetState[];
  /** Of the widgets, by their ids: they decide nothing, and so are no part of the state. */
  readonly titles: WidgetTitles;
  /** What their types say about them, by their ids. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** What a model said about the day. */
  readonly lines: WordedLines;
}

/** A board as it was chosen, and in words. */
export interface ChosenBoard extends WordedPlaces {
  readonly generatedAt: Date;
  readonly policyName: string;
  readonly policyVersion: number;
}

/** A board as it was stored. */
export interface StoredText {
  readonly text: string;
  readonly version: string;
}

/** What is stored beside the places, so that the choice can be replayed. */
export interface StoredChoice extends ChosenBoard {
  readonly dataVersion: string;
  readonly state: object;
  readonly validUntil: Date | null;
  /** When the board of the next day is made. */
  readonly nextMorning: Date;
  readonly event: DashboardGenerated;
}

/** The statements of a board, made from the fragments of all types; one that fails leaves out its own widgets only. */
@Injectable()
export class BoardRepository {
  private full: BoardTypes | undefined;
  private rendererName: string | undefined;

  constructor(
    private readonly database: Database,
    private readonly registry: WidgetTypeRegistry,
    private readonly logger: Logger,
  ) {}

  /** The stored board of a day, or undefined where the session is not live. */
  read(day: BoardDay, sessionId: string, knownVersion: string | null): Promise<BoardReading | undefined> {
    const values = [day.userId, sessionId, day.now, day.date, this.renderer(), knownVersion];
    return this.database.one<BoardReading>(READ_BOARD, values);
  }

  /** JSON of the board that was chosen for a day, with the data of now; undefined where none was. */
  async stored(day: BoardDay): Promise<string | undefined> {
    const values = widgetDayValues(day, day.timeZone);
    const row = await this.tolerant((types) =>
      this.database.one<{ text: string }>(renderStoredBoard(types), values),
    );
    return row?.text;
  }

  /** What the day's choice depends on. */
  async state(day: BoardDay, daypart: Daypart): Promise<StateReading> {
    const values = widgetDayValues(day, daypart);
    const reading = await this.tolerant((types) => this.database.one<StateReading>(readState(types), values));
    if (!reading) throw new Error('the state of a board is always one row');
    return reading;
  }

  /** JSON of a board that is not stored. */
  async preview(day: BoardDay, board: ChosenBoard): Promise<string> {
    const values = widgetDayValues(day, day.timeZone, boardOf(board));
    const row = await this.tolerant((types) =>
      this.database.one<{ text: string }>(previewBoard(types), values),
    );
    return row?.text ?? 'null';
  }

  /** Stores a board and gives its JSON with its version; null if another request stored one meanwhile. */
  async store(day: BoardDay, choice: StoredChoice): Promise<StoredText | null> {
    const { dataVersion, state } = choice;
    const event = eventColumns(choice.event);
    const row = await this.database.one<StoredText>(storeBoard(this.types()), [
      ...widgetDayValues(day, day.timeZone, boardOf(choice)),
      dataVersion,
      JSON.stringify(state),
      event.id,
      event.type,
      event.payload,
      currentRequestId() ?? null,
      this.renderer(),
      choice.nextMorning,
      choice.validUntil,
    ]);
    return row ?? null;
  }

  /** Runs a read with all types; where one of them breaks it, with those that work alone. */
  private async tolerant<T>(run: (types: BoardTypes) => Promise<T>): Promise<T> {
    const types = this.types();
    try {
      return await run(types);
    } catch (error) {
      const loaded = await this.working(types.all, run);
      if (loaded.length === types.all.length) throw error;
      this.logger.error({ err: error, working: loaded.map(({ key }) => key) }, 'board.type_failed');
      return run({ loaded, all: types.all });
    }
  }

  private async working<T>(
    all: readonly WidgetType[],
    run: (types: BoardTypes) => Promise<T>,
  ): Promise<WidgetType[]> {
    // Where it fails without any type, no type is to blame.
    await run({ loaded: [], all });
    const working: WidgetType[] = [];
    for (const type of all) {
      const isWorking = await run({ loaded: [type], all }).then(
        () => true,
        () => false,
      );
      if (isWorking) working.push(type);
    }
    return working;
  }

  private renderer(): string {
    return (this.rendererName ??= rendererOf(this.types()));
  }

  private types(): BoardTypes {
    const all = this.registry.all();
    return (this.full ??= { loaded: all, all });
  }
}

function boardOf({ title, wording, places, generatedAt, policyName, policyVersion }: ChosenBoard): unknown[] {
  return [
    places.map(({ widgetId }) => widgetId),
    places.map(({ position }) => position),
    places.map(({ score }) => score),
    places.map(({ reasons }) => JSON.stringify(reasons)),
    places.map(({ description }) => description),
    generatedAt,
    policyName,
    policyVersion,
    title,
    wording,
  ];
}
