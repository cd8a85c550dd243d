import type { Place } from './policy/board-state.js';

/** What a user says about a widget for a day. */
export type OverrideKind = 'show' | 'hide';

/** A board of the past as it was stored. */
export interface StoredDay {
  readonly date: string;
  readonly generatedAt: Date;
  readonly policyName: string;
  readonly policyVersion: number;
  readonly places: readonly Place[];
}
