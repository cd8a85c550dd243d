import { placesOf, type BoardState, type Place } from './board-state.js';
import { rules1 } from './rules-1/rules-1.policy.js';
import type { BoardState as BoardState1 } from './rules-1/rules-1.state.js';
import { rules2 } from './rules-2/rules-2.policy.js';

/** The policy that boards are chosen by. */
export const CURRENT_POLICY = rules2;

/** What a stored board was chosen from. */
export type StoredState =
  | { readonly policyVersion: 1; readonly state: BoardState1 }
  | { readonly policyVersion: 2; readonly state: BoardState };

/** The places of a stored board, chosen again from its state by the policy of that time. */
export function replay(stored: StoredState): Place[] {
  return placesOf(stored.policyVersion === 1 ? rules1.rank(stored.state) : rules2.rank(stored.state));
}
