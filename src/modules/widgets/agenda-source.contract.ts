import { DiscoveryService } from '@nestjs/core';
import type { LocalDate } from '../../common/time/local-date.js';
import type { DayRules } from '../../common/time/user-day.js';

/** Whose agenda is wanted, and of which days. */
export interface AgendaSpan {
  readonly userId: string;
  readonly rules: DayRules;
  /** The user's first day, and the last one. */
  readonly first: LocalDate;
  readonly last: LocalDate;
  /** The moments between which timed entries lie; the end is exclusive. */
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly today: LocalDate;
  readonly now: Date;
}

/** Something on a day of an agenda. */
export interface AgendaEntry {
  /** The user's day that it is shown on. */
  readonly date: LocalDate;
  /** When it begins or is due; null for a day as such. */
  readonly at: Date | null;
  /** The first moment after it; null if it has no length. */
  readonly endsAt: Date | null;
  /** The id of what it is: a task, an event and so on. */
  readonly id: string;
  readonly widgetId: string;
  readonly title: string;
  /** Which of its occurrences it is, as the type names them. */
  readonly occurrence: string;
  readonly state: string;
  /** Whether it should have been done by now. */
  readonly isOverdue: boolean;
}

/** Takes the entries of an agenda, and keeps the first ones. */
export interface AgendaEntries {
  /** What is later is not wanted any more; it comes nearer as entries are added. */
  readonly lastDay: LocalDate;
  add(entry: AgendaEntry): void;
  /** Says that entries after this day are not known, since there are too many before. */
  endOn(day: LocalDate): void;
  /** Says that entries may be missing. */
  cutShort(): void;
}

/** What a widget type has for agendas; a capability that a type offers by a class with `@AgendaSourceProvider()`. */
export interface AgendaSource {
  /** The `type` of its entries, never renamed. */
  readonly key: string;
  /** Adds what is in the span, by a constant number of statements; what deleted widgets hold is left out. */
  collect(span: AgendaSpan, entries: AgendaEntries): Promise<void>;
}

/** Marks a class as a source of agenda entries; the agenda finds it at boot. */
export const AgendaSourceProvider = DiscoveryService.createDecorator();
