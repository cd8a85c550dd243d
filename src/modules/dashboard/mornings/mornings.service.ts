import { Injectable } from '@nestjs/common';
import { Clock } from '../../../common/time/clock.js';
import { addDays } from '../../../common/time/local-date.js';
import { userDay } from '../../../common/time/user-day.js';
import { JobQueue } from '../../../platform/jobs/job-queue.js';
import { MakeBoardsJob } from './make-boards.job.js';
import { morningOf } from './morning.js';
import { MorningsRepository } from './mornings.repository.js';

const DAY_MS = 86_400_000;
/** Who used no session for so long is not waited for. */
const ACTIVE_DAYS = 14;
/** Users of one job. */
const BATCH = 20;

/** Has boards made before their users' mornings, by each user's own clock. */
@Injectable()
export class MorningsService {
  constructor(
    private readonly jobs: JobQueue,
    private readonly clock: Clock,
    private readonly mornings: MorningsRepository,
  ) {}

  /** Hands out everybody who is due, in small batches; how many boards are to be made. */
  async handOut(signal: AbortSignal): Promise<number> {
    let total = 0;
    for (;;) {
      const { due, active } = await this.handOutBatch();
      total += active;
      if (due < BATCH || signal.aborted) return total;
    }
  }

  /** A user moved to another zone or begins the day at another time: where today's moment is past, they are due now. */
  async reschedule(userId: string): Promise<void> {
    const now = this.clock.now();
    const users = await this.mornings.users([userId]);
    await this.mornings.reschedule(
      new Map(users.map((user) => [user.userId, morningOf(user.userId, userDay(now, user), user)])),
    );
  }

  private handOutBatch(): Promise<{ due: number; active: number }> {
    const now = this.clock.now();
    return this.jobs.transaction(async () => {
      const due = await this.mornings.lockDue(now, new Date(now.getTime() - ACTIVE_DAYS * DAY_MS), BATCH);
      const active = due.filter(({ isActive }) => isActive);
      await this.mornings.forget(due.filter(({ isActive }) => !isActive).map(({ userId }) => userId));
      await this.mornings.reschedule(
        new Map(
          active.map((user) => [user.userId, morningOf(user.userId, addDays(userDay(now, user), 1), user)]),
        ),
      );
      if (active.length > 0)
        await this.jobs.enqueue(MakeBoardsJob, { userIds: active.map(({ userId }) => userId) });
      return { due: due.length, active: active.length };
    });
  }
}
