import { Injectable } from '@nestjs/common';
import type { TokenActor } from '../../common/auth/actor.js';
import { Clock } from '../../common/time/clock.js';
import { parseLocalDate } from '../../common/time/local-date.js';
import { userDay, type DayRules } from '../../common/time/user-day.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { EventLog } from '../../platform/events/event-log.js';
import { SessionOver } from '../auth/auth.contract.js';
import { boardEtag, knownVersion } from './board-etag.js';
import { BoardTexts } from './board-texts.js';
import { BoardChooser } from './board-chooser.js';
import { BoardRepository, type BoardDay, type StateReading } from './board.repository.js';
import { DashboardRegenerated } from './dashboard.events.js';
import type { BoardState } from './policy/board-state.js';

const ZONE_HINTS = 10_000;
const SOMEWHERE: DayRules = { timeZone: 'UTC', dayStart: '00:00' };

/** A board as JSON text; null where the client's copy is still good. */
export interface BoardReply {
  readonly text: string | null;
  readonly etag: string;
}

/**
 * The board of a user's day. It is chosen once, stored, and chosen again only after the user's data changed, or when what
 * it says stops being true; reading costs one statement, choosing three.
 */
@Injectable()
export class DashboardService {
  /** Whose day begins when, as last seen: only a guess, which the statement checks. */
  private readonly hints = new Map<string, DayRules>();
  private readonly texts = new BoardTexts();

  constructor(
    private readonly uow: UnitOfWork,
    private readonly events: EventLog,
    private readonly boards: BoardRepository,
    private readonly chooser: BoardChooser,
    private readonly clock: Clock,
  ) {}

  /**
   * The board of the user's today, or a preview of another day, which changes nothing. Throws SessionOver.
   */
  async read(actor: TokenActor, askedDate?: string, ifNoneMatch?: string): Promise<BoardReply> {
    const now = this.clock.now();
    const guess = this.dayOf(actor, this.hints.get(actor.id) ?? SOMEWHERE, now, askedDate);
    const held = this.texts.get(actor.id, guess.date);
    const known = knownVersion(ifNoneMatch, actor.id, guess.date);
    const reading = await this.boards.read(guess, actor.sessionId, held?.version ?? known);
    if (!reading) throw new SessionOver();

    this.remember(actor.id, reading);
    const day = this.dayOf(actor, reading, now, askedDate);
    if (reading.isFresh && day.date === guess.date) {
      const { version } = reading;
      const text = held?.version === version ? held.text : reading.text;
      if (text !== null) this.texts.set(actor.id, day.date, { version, text });
      return reply(day, { text: known === version ? null : text, version });
    }
    const today = userDay(now, reading);
    if (day.date === today) return this.choose(actor, day);
    return day.date < today ? this.past(day, reading.version) : this.preview(day);
  }

  /** Chooses today's board anew, from scratch: no widget keeps a place that it would not win. */
  async regenerate(actor: TokenActor & DayRules): Promise<BoardReply> {
    const now = this.clock.now();
    const day = this.dayOf(actor, actor, now);
    // The event moves the data version, so the stored board and every client's copy of it are out of date.
    await this.uow.run(() => {
      this.events.record(new DashboardRegenerated(actor.id, { date: day.date }));
      return Promise.resolve();
    });
    const reading = await this.chooser.state(day);
    const widgets = reading.widgets.map((widget) => ({ ...widget, placedAt: null, isFresh: false }));
    return this.store(actor, day, { ...reading, widgets });
  }

  /** What today's board is chosen from at this moment. */
  async state(actor: TokenActor & DayRules): Promise<BoardState> {
    const day = this.dayOf(actor, actor, this.clock.now());
    return this.chooser.stateOf(day, await this.chooser.state(day));
  }

  private async choose(actor: TokenActor, day: BoardDay): Promise<BoardReply> {
    const reading = await this.chooser.state(day);
    if (reading.isStored) {
      const stored = await this.boards.read(day, actor.sessionId, null);
      if (stored?.text != null) return reply(day, stored);
    }
    return this.store(actor, day, reading);
  }

  private async store(actor: TokenActor, day: BoardDay, reading: StateReading): Promise<BoardReply> {
    const stored = await this.chooser.store(day, reading);
    if (stored !== null) return reply(day, stored);
    // Another request stored one meanwhile, and that one counts.
    const other = await this.boards.read(day, actor.sessionId, null);
    return other?.text == null ? this.preview(day) : reply(day, other);
  }

  private async past(day: BoardDay, version: string): Promise<BoardReply> {
    const text = await this.boards.stored(day);
    return text === undefined ? this.preview(day) : reply(day, { text, version });
  }

  private async preview(day: BoardDay): Promise<BoardReply> {
    const reading = await this.chooser.state(day);
    const text = await this.chooser.preview(day, reading);
    return reply(day, { text, version: `${reading.dataVersion}.0` });
  }

  private dayOf({ id }: TokenActor, { timeZone, dayStart }: DayRules, now: Date, asked?: string): BoardDay {
    const date = asked === undefined ? userDay(now, { timeZone, dayStart }) : parseLocalDate(asked);
    return { userId: id, date, now, timeZone, dayStart };
  }

  private remember(userId: string, { timeZone, dayStart }: DayRules): void {
    if (this.hints.size >= ZONE_HINTS) this.hints.clear();
    this.hints.set(userId, { timeZone, dayStart });
  }
}

function reply(
  { userId, date }: BoardDay,
  { text, version }: { text: string | null; version: string },
): BoardReply {
  return { text, etag: boardEtag({ userId, date, version }) };
}
