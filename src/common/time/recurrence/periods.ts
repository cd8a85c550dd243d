import type { Search } from './search.js';

/** The periods of a rule (years, months, …), counted from the one of its start in steps of its interval. */
export interface Periods {
  /** How many bases each period has, when that is always the same. */
  readonly basesEach: number | null;

  /** How many bases a period has at most. */
  readonly basesMost: number;

  /** The last period that begins at or before this local second; negative before the start. */
  indexAt(local: number): number;

  /** The first period from this one on that is worth a look, or null when the search ends before. */
  seek(index: number, search: Search): number | null;

  /** The local seconds that the period's times hang on, ascending: its days, or the unit (hour, …) itself. */
  basesOf(index: number, search: Search): readonly number[];
}
