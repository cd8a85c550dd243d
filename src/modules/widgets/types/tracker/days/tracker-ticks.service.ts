import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../../common/auth/actor.js';
import { InvalidError } from '../../../../../common/errors/app-error.js';
import { Clock } from '../../../../../common/time/clock.js';
import type { LocalDate } from '../../../../../common/time/local-date.js';
import { userDay, userDayBounds } from '../../../../../common/time/user-day.js';
import { UnitOfWork } from '../../../../../platform/database/unit-of-work.js';
import { TrackerEntriesService } from '../entries/tracker-entries.service.js';
import { HISTORY_YEARS, historyStart } from '../standing/draw-schedule.js';
import type { EntryView } from '../tracker.contract.js';
import { TrackerNotFound, TrackerNotYesNo } from '../tracker.errors.js';
import { TrackersRepository } from '../trackers.repository.js';
import { isYesNo } from '../yes-no.js';

/** Ticks the days of yes/no habits, and takes that back. */
@Injectable()
export class TrackerTicksService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly clock: Clock,
    private readonly trackers: TrackersRepository,
    private readonly entries: TrackerEntriesService,
  ) {}

  /**
   * Ticks a day; throws TrackerNotFound, TrackerNotYesNo, TrackerEntryLimitReached, InvalidError. A ticked day stays as
   * it is.
   */
  tick(actor: Actor, trackerId: string, date: LocalDate, notes?: string | null): Promise<EntryView> {
    const now = this.clock.now();
    const loggedAt = momentOf(date, actor, now);
    return this.uow.run(async () => {
      await this.requireYesNo(actor, trackerId);
      return this.entries.log(actor, trackerId, {
        loggedAt,
        localDate: date,
        ...(notes === undefined ? {} : { notes }),
      });
    });
  }

  /** Deletes whatever was logged for a day; throws TrackerNotFound, TrackerNotYesNo, InvalidError. */
  untick(actor: Actor, trackerId: string, date: LocalDate): Promise<void> {
    momentOf(date, actor, this.clock.now());
    return this.uow.run(async () => {
      await this.requireYesNo(actor, trackerId);
      await this.entries.removeDay(actor, trackerId, date);
    });
  }

  private async requireYesNo(actor: Actor, trackerId: string): Promise<void> {
    const tracker = await this.trackers.lock(actor.id, trackerId);
    if (!tracker) throw new TrackerNotFound();
    if (!isYesNo(tracker)) throw new TrackerNotYesNo();
  }
}

/** Now for the user's today, the middle of any day before it; throws InvalidError for another day. */
function momentOf(date: LocalDate, actor: Actor, now: Date): Date {
  const today = userDay(now, actor);
  if (date > today) throw InvalidError.field('date', `must not be later than your today, ${today}`);
  if (date < historyStart(today)) {
    throw InvalidError.field('date', `must be within the last ${HISTORY_YEARS} years`);
  }
  if (date === today) return now;
  const { start, end } = userDayBounds(date, actor);
  return new Date((start.getTime() + end.getTime()) / 2);
}
