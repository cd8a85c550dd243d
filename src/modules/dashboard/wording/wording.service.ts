import { Injectable } from '@nestjs/common';
import { Clock } from '../../../common/time/clock.js';
import { parseLocalDate } from '../../../common/time/local-date.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { EventLog } from '../../../platform/events/event-log.js';
import { ModelService } from '../../ai/model/model.service.js';
import { BoardChooser } from '../board-chooser.js';
import { DashboardWorded } from '../dashboard.events.js';
import { readWording, WORDING_FORMAT, wordingQuestion } from './model-wording.js';
import { WordingsRepository } from './wordings.repository.js';

const MAX_REPLY_TOKENS = 1_500;

/** Has a model word the board of a user's day: once, of facts alone, and what it says is checked. */
@Injectable()
export class WordingService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly events: EventLog,
    private readonly clock: Clock,
    private readonly chooser: BoardChooser,
    private readonly wordings: WordingsRepository,
    private readonly model: ModelService,
  ) {}

  /** Whether the one question about this day was asked already. */
  isAsked(userId: string, date: string): Promise<boolean> {
    return this.wordings.isAsked(userId, date);
  }

  /** Words the board of a day. Said again it does nothing: a day has one question, whatever became of it. */
  async word(userId: string, asked: string, signal: AbortSignal): Promise<void> {
    const date = parseLocalDate(asked);
    const user = await this.wordings.claim(userId, date);
    if (!user) return;
    const places = await this.chooser.facts({ ...user, userId, date, now: this.clock.now() });
    if (places.length === 0) return;
    const { rules, facts } = wordingQuestion(places);
    const answer = await this.model.ask({
      caller: { userId, feature: 'board_wording' },
      messages: [
        { role: 'system', content: rules },
        { role: 'user', content: facts },
      ],
      maxOutputTokens: MAX_REPLY_TOKENS,
      format: WORDING_FORMAT,
      signal,
    });
    const lines = answer === null ? {} : readWording(answer, places);
    if (Object.keys(lines).length === 0) return;

    await this.uow.run(async () => {
      await this.wordings.save(userId, date, lines);
      this.events.record(new DashboardWorded(userId, { date }));
    });
    // Lines belong to facts: where these have changed meanwhile, the board keeps its templates.
    await this.chooser.make({ ...user, userId, date, now: this.clock.now() });
  }
}
