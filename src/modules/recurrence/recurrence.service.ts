import { Injectable } from '@nestjs/common';
import { isLocalDate } from '../../common/time/local-date.js';
import { parseLocalDateTime } from '../../common/time/local-date-time.js';
import { parseMoment } from '../../common/time/moment.js';
import { occurrences, type Occurrences } from '../../common/time/recurrence/occurrences.js';
import { parseRule } from '../../common/time/recurrence/parse.js';

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
  /** The occurrences in the window; throws InvalidError for a text that is no rule, zone or time. */
  preview({ start, timeZone, rrule, exdates, from, before, limit }: SeriesWindow): Occurrences {
    const series = {
      rule: parseRule(rrule),
      start: parseLocalDateTime(start),
      timeZone,
      exdates: exdates.map((text) => (isLocalDate(text) ? text : parseLocalDateTime(text))),
    };
    return occurrences(series, {
      from: from === undefined ? undefined : parseMoment(from),
      before: before === undefined ? undefined : parseMoment(before),
      limit,
    });
  }
}
