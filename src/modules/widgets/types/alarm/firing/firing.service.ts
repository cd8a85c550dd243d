import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../../common/time/clock.js';
import { UnitOfWork } from '../../../../../platform/database/unit-of-work.js';
import { DueAlarmsRepository } from './due-alarms.repository.js';
import { OutcomesService } from './outcomes.service.js';

const BATCH = 500;

/** Lets due alarms ring: each ring, its event and when the alarm is due next are one transaction, done by one process. */
@Injectable()
export class FiringService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly clock: Clock,
    private readonly due: DueAlarmsRepository,
    private readonly outcomes: OutcomesService,
  ) {}

  /** Lets all ring that are due and that no other process is at; how many alarms that were. */
  async fireDue(): Promise<number> {
    let total = 0;
    for (;;) {
      const count = await this.fireBatch();
      total += count;
      if (count < BATCH) return total;
    }
  }

  private fireBatch(): Promise<number> {
    return this.uow.run(async () => {
      const now = this.clock.now();
      const due = await this.due.take(now, BATCH);
      if (due.length > 0) await this.outcomes.keep(await this.outcomes.of(due, now));
      return due.length;
    });
  }
}
