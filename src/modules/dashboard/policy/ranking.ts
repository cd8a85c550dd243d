import { createHash } from 'node:crypto';
import type { Reason } from './board-state.js';

/** Makes a reason; weights are rounded so that they sum to the score to the last digit that is shown. */
export function reason(code: string, text: string, weight: number): Reason {
  return { code, text, weight: rounded(weight) };
}

/** A sum of weights without the noise of binary fractions. */
export function scoreOf(reasons: readonly Reason[]): number {
  return rounded(reasons.reduce((sum, { weight }) => sum + weight, 0));
}

/** Breaks ties between equal scores, the same way whenever the seed is the same. */
export function tieBreaker(seed: string, widgetId: string): string {
  return createHash('sha256').update(`${seed}:${widgetId}`).digest('hex');
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
