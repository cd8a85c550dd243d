import type { LocalDate } from '../../../../common/time/local-date.js';

/** What a tracker counts: a measured number, a habit that is done or not, or a mark from 1 to 5. */
export const TRACKER_KINDS = ['number', 'habit', 'scale'] as const;

/** What a tracker counts. */
export type TrackerKind = (typeof TRACKER_KINDS)[number];

/** Which way is better: `up` for at least the target, `down` for at most. */
export const DIRECTIONS = ['up', 'down'] as const;

/** Which way is better. */
export type Direction = (typeof DIRECTIONS)[number];

/** Largest size of any amount, so that sums stay far from what JSON numbers hold exactly. */
export const LARGEST_AMOUNT = 1e12;

/** Largest numbers of things below one widget. */
export const TRACKER_LIMITS = { trackers: 100, entries: 100_000 } as const;

/** What a user says of a tracker. */
export interface TrackerDefinition {
  readonly name: string;
  readonly kind: TrackerKind;
  readonly unit: string | null;
  readonly initialValue: number | null;
  readonly targetValue: number | null;
  readonly direction: Direction;
  readonly rrule: string | null;
  /** First day of the schedule, from which the rule counts its intervals. */
  readonly startDate: LocalDate;
}

/** A tracker as the user defined it; how it stands is told by its stats and by the widget's data. */
export interface TrackerView extends TrackerDefinition {
  readonly id: string;
  readonly widgetId: string;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** One thing that was logged. */
export interface EntryView {
  readonly id: string;
  readonly trackerId: string;
  /** Null for a skip. */
  readonly value: number | null;
  readonly loggedAt: string;
  /** The user's day that it counts for, fixed when it was logged. */
  readonly localDate: LocalDate;
  /** The zone that the user was in. */
  readonly timeZone: string;
  readonly notes: string | null;
  readonly isSkip: boolean;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}
