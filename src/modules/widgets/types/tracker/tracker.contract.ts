import type { LocalDate } from '../../../../common/time/local-date.js';
import type { WeekStart } from '../../../users/users.contract.js';

/** What a tracker counts: a measured number, a habit that is done or not, or a mark on a scale, such as a mood. */
export const TRACKER_KINDS = ['number', 'habit', 'scale'] as const;

/** What a tracker counts. */
export type TrackerKind = (typeof TRACKER_KINDS)[number];

/** Which way is better: `up` for at least the target, `down` for at most. */
export const DIRECTIONS = ['up', 'down'] as const;

/** Which way is better. */
export type Direction = (typeof DIRECTIONS)[number];

/** What a habit of n times is counted in. */
export const PERIODS = ['day', 'week', 'month'] as const;

/** What a habit of n times is counted in. */
export type Period = (typeof PERIODS)[number];

/** Most times that can be asked for; of a week and a month these are days. */
export const MOST_TIMES: Readonly<Record<Period, number>> = { day: 1000, week: 7, month: 28 };

/** A range of days, both included, that neither break nor extend a streak: a vacation, an illness. */
export interface Freeze {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** How many freezes a tracker has at most, and how many days each. */
export const FREEZE_LIMITS = { ranges: 50, days: 366 } as const;

/** How many names a scale has. */
export const STEP_LIMITS = { min: 2, max: 10, unnamed: 5 } as const;

/** Most days of a repair window. */
export const MOST_REPAIR_DAYS = 365;

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
  /** A habit's n of n times, or at most n times, a `period`, in place of a rule; a day's times may stand beside one. */
  readonly times: number | null;
  readonly period: Period | null;
  /** The day that its weeks begin on. */
  readonly weekStart: WeekStart;
  /** Names of a scale's marks, that of 1 first. */
  readonly steps: readonly string[] | null;
  /** In order, without overlaps. */
  readonly freezes: readonly Freeze[];
  /** For how many days a missed day can be logged so that it counts for the streak; null for ever. */
  readonly repairDays: number | null;
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
