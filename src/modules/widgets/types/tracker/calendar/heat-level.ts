import { marksOf } from '../goal.js';
import type { TrackerDefinition } from '../tracker.contract.js';

/** How strongly a day is coloured: 0 for nothing to 4 for all. */
export type HeatLevel = 0 | 1 | 2 | 3 | 4;

/** What is coloured of a day. */
export interface HeatDay {
  readonly value: number | null;
  /** How much of its goal it has, 0 to 1. */
  readonly credit: number;
}

const LEVELS: readonly HeatLevel[] = [0, 1, 2, 3, 4];

/**
 * Gives the level of a day: of a habit by how much of its goal was done, of a scale by how high the mark is, of a number
 * by where it lies between the year's smallest and largest value, whichever way is better.
 */
export function heatLevels(
  { kind, steps }: Pick<TrackerDefinition, 'kind' | 'steps'>,
  days: readonly HeatDay[],
): (day: HeatDay) => HeatLevel {
  const values = days.flatMap(({ value }) => (value === null ? [] : [value]));
  const min = values.reduce((a, b) => Math.min(a, b), Infinity);
  const max = values.reduce((a, b) => Math.max(a, b), -Infinity);
  return ({ value, credit }) => {
    if (value === null) return 0;
    if (kind === 'habit') return levelOf(credit);
    if (kind === 'scale') return levelOf(value / marksOf(steps));
    return max === min ? 4 : levelOf(0.25 + (0.75 * (value - min)) / (max - min));
  };
}

function levelOf(share: number): HeatLevel {
  // A hair of rounding is no step: 0.1 + 0.2 of 0.3 is all of it and no more.
  return LEVELS[Math.ceil(share * 4 - 1e-9)] ?? 4;
}
