import { Injectable } from '@nestjs/common';
import { Clock } from '../../../common/time/clock.js';
import { userDay } from '../../../common/time/user-day.js';
import { BoardChooser } from '../board-chooser.js';
import { MorningsRepository } from './mornings.repository.js';

/** Makes boards for users who have not asked yet. */
@Injectable()
export class MorningBoardsService {
  constructor(
    private readonly clock: Clock,
    private readonly mornings: MorningsRepository,
    private readonly chooser: BoardChooser,
  ) {}

  /** Makes sure that these users have boards of their day: two statements a user, and one for all of them. */
  async make(userIds: readonly string[], signal: AbortSignal): Promise<void> {
    for (const { userId, timeZone, dayStart, isActive } of await this.mornings.users(userIds)) {
      signal.throwIfAborted();
      const now = this.clock.now();
      const date = userDay(now, { timeZone, dayStart });
      // It is chosen for when it will be read.
      if (isActive) await this.chooser.make({ userId, timeZone, dayStart, date, now, daypart: 'morning' });
    }
  }
}
