import { Injectable } from '@nestjs/common';
import { isLocalDate } from '../../common/time/local-date.js';
import { parseLocalDateTime } from '../../common/time/local-date-time.js';
import { parseMoment } from '../../common/time/moment.js';
import { occurrences, type Occurrences } from '../../common/time/recurrence/occurrences.js';
import { parseRule } from '../../common/time/recurrence/parse.js';
import { Budget } from '../../common/time/recurrence/search.js';
import { Turn } from '../../common/time/turn.js';

/** A series and a window into it, as texts. */
export interface SeriesWindow {
  readonly start: string;
  readonly timeZone: string;
  readonly rrule: string;
  readonly exdates: readonly string[];
  readonly from?: string;
  readonly before?: string;
  readonly limit: number;
}

/** Shows what a rule means before it is put on anything. */
@Injectable()
export class RecurrenceService {
  /**
   * The occurrences in the window. Throws InvalidError for a text that is no rule, zone or time, and
   * RecurrenceTooExpensive for a rule that takes too many steps to find even the first one.
   */
  async preview({
    start,
    timeZone,
    rrule,
    exdates,
    from,
    before,
    limit,
  }: SeriesWindow): Promise<Occurrences> {
    const series = {
      rule: parseRule(rrule),
      start: parseLocalDateTime(start),
      timeZone,
      exdates: exdates.map((text) => (isLocalDate(text) ? text : parseLocalDateTime(text))),
    };
    const window = {
      from: from === undefined ? undefined : parseMoment(from),
      before: before === undefined ? undefined : parseMoment(before),
      limit,
    };
    const budget = new Budget();
    await Turn.next();
    const found = occurrences(series, window, budget);
    if (found.occurrences.length === 0) budget.refuseIfSpent();
    return found;
  }
}
