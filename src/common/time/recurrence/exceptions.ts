import { SECONDS_PER_DAY } from '../civil.js';
import { toLocalSeconds, type LocalDateTime } from '../local-date-time.js';
import type { LocalDate } from '../local-date.js';

const DATE_LENGTH = 'YYYY-MM-DD'.length;

/** The times that `EXDATE` takes out of a series: local times as the clock shows them, and whole days. */
export class Exceptions {
  private readonly times = new Set<number>();
  private readonly days = new Set<number>();

  constructor(exdates: readonly (LocalDateTime | LocalDate)[]) {
    for (const exdate of exdates) {
      const seconds = toLocalSeconds(exdate);
      if (exdate.length === DATE_LENGTH) this.days.add(seconds / SECONDS_PER_DAY);
      else this.times.add(seconds);
    }
  }

  has(local: number): boolean {
    return this.times.has(local) || this.days.has(Math.floor(local / SECONDS_PER_DAY));
  }
}
