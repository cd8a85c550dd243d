import type { WordedPlace } from './wording/board-words.js';

/** What a user says about a widget for a day. */
export type OverrideKind = 'show' | 'hide';

/** A board of the past as it was stored. */
export interface StoredDay {
  readonly date: string;
  readonly title: string;
  readonly generatedAt: Date;
  readonly policyName: string;
  readonly policyVersion: number;
  readonly places: readonly WordedPlace[];
}
