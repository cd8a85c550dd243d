import { DiscoveryService } from '@nestjs/core';
import type { LocalDateTime } from '../../common/time/local-date-time.js';
import type { LocalDate } from '../../common/time/local-date.js';

/** Whose entries are asked for, and how far back. */
export interface CalendarAsked {
  readonly userId: string;
  /** The user's zone, for what is on no certain clock. */
  readonly timeZone: string;
  /** What was over before this day may be left out. */
  readonly since: LocalDate;
  /** Most entries; a source gives those that matter most. */
  readonly limit: number;
}

/** What an entry says; plain text. */
export interface EntryTexts {
  readonly title: string;
  readonly description: string | null;
  readonly location: string | null;
}

/** Whole days, the same in every zone. */
export interface DayTime {
  readonly isAllDay: true;
  readonly starts: LocalDate;
  /** How many, at least 1. */
  readonly days: number;
}

/** A time on the wall clock of a zone; its length is whole days on that clock, then exact seconds. */
export interface ClockTime {
  readonly isAllDay: false;
  readonly starts: LocalDateTime;
  readonly timeZone: string;
  readonly length: { readonly days: number; readonly seconds: number };
}

/** When an entry is. */
export type EntryTime = DayTime | ClockTime;

/** An occurrence as its series has it: a day where that is all day long, else a time of the series' clock. */
export type EntryOccurrence = LocalDate | LocalDateTime;

/** An occurrence that is otherwise than its series says. */
export interface EntryChange extends EntryTexts {
  readonly recurrenceId: EntryOccurrence;
  /** Whether all later occurrences move as far and say the same; those of the coming years are changes, too. */
  readonly isForFollowing?: boolean;
  readonly time: EntryTime;
}

/** How an entry recurs, as it is stored and never expanded. The entry's own time is its first occurrence. */
export interface EntrySeries {
  /** Values of `RRULE` (RFC 5545, without the prefix). */
  readonly rrules: readonly string[];
  readonly rdates: readonly EntryOccurrence[];
  readonly exdates: readonly EntryOccurrence[];
  readonly changes: readonly EntryChange[];
}

/** What makes an entry something to do. */
export interface EntryTask {
  /** 1 (highest) to 5. */
  readonly priority: number;
  readonly completedAt: Date | null;
}

/** Something for a calendar. */
export interface CalendarEntry extends EntryTexts {
  /** Unique within its source, and the same for ever. */
  readonly id: string;
  readonly categories: readonly string[];
  readonly time: EntryTime;
  /** Null for what is but once. */
  readonly series: EntrySeries | null;
  /** Null for what just happens. */
  readonly task: EntryTask | null;
  /** Whether it takes up its time, so that nothing else fits in. */
  readonly isBusy: boolean;
  readonly createdAt: Date;
  readonly changedAt: Date;
}

/** What a widget type has for calendars; a capability that a type offers by a class with `@CalendarSourceProvider()`. */
export interface CalendarSource {
  /** Part of every entry's name outside, so it is never renamed. */
  readonly key: string;
  /** The user's entries, by one statement; what a deleted or inactive widget holds is left out. */
  entriesOf(asked: CalendarAsked): Promise<readonly CalendarEntry[]>;
}

/** Marks a class as a source of calendar entries; the feed finds it at boot. */
export const CalendarSourceProvider = DiscoveryService.createDecorator();
