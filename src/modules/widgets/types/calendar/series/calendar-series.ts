import type { LocalDateTime } from '../../../../../common/time/local-date-time.js';
import type { LocalDate } from '../../../../../common/time/local-date.js';

/** What an event, or one moved occurrence of it, says; plain text. */
export interface EventTexts {
  readonly title: string;
  readonly description: string | null;
  readonly location: string | null;
}

/** How long something lasts: whole days on the calendar, then exact seconds. */
export interface EventLength {
  readonly days: number;
  readonly seconds: number;
}

/** When an event is: on the wall clock of its zone, or of its user's if that is null. */
export interface EventTime {
  /** The midnight of its first day where it is all day long. */
  readonly starts: LocalDateTime;
  readonly isAllDay: boolean;
  /** An IANA name; of a series in a zone that only its file knows, the definition (`ZoneRules`) as a text. */
  readonly timeZone: string | null;
  readonly length: EventLength;
}

/** An occurrence beside the rules; its length where it is not that of the series. */
export interface ExtraTime {
  readonly starts: LocalDateTime;
  readonly length: EventLength | null;
}

/** What became of one occurrence: null where it was cancelled. */
export interface ChangedOccurrence {
  /** What the series' clock would have shown: a time, or a day for an event that is all day long. */
  readonly recurrenceId: string;
  readonly becomes: (EventTexts & EventTime) | null;
}

/** What becomes of an occurrence and all later ones, which move as far as this one; null if the series ends before it. */
export interface FollowingChange extends ChangedOccurrence {
  /** On the series' clock, unless it is all day long and the series is not, or the other way round. */
  readonly becomes: (EventTexts & EventTime) | null;
}

/** When an event is, with all of its occurrences; rules are of RFC 5545, without the prefix. */
export interface EventSchedule extends EventTime {
  readonly rrules: readonly string[];
  readonly exrules: readonly string[];
  readonly rdates: readonly ExtraTime[];
  /** Times of the series' clock, or whole days. */
  readonly exdates: readonly (LocalDateTime | LocalDate)[];
  readonly changed: readonly ChangedOccurrence[];
  /** By their recurrence ids, ascending; each holds until the next one, and not for what was changed on its own. */
  readonly following?: readonly FollowingChange[];
}

/** Whether the event has, or may have, more than one occurrence. */
export function isSeries({ rrules, rdates }: EventSchedule): boolean {
  return rrules.length + rdates.length > 0;
}
