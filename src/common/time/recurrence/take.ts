import type { Budget } from './search.js';

/** What was found, and whether there is, or may be, more. */
export interface Taken<T> {
  readonly values: readonly T[];
  readonly truncated: boolean;
}

/** Takes values until there are no more, there are `limit`, or the steps are spent, which is not an error here. */
export function takeAtMost<T>(limit: number, source: { next(): T | null }, budget: Budget): Taken<T> {
  const values: T[] = [];
  for (let value = source.next(); value !== null; value = source.next()) {
    if (values.length >= limit) return { values, truncated: true };
    values.push(value);
  }
  return { values, truncated: budget.isSpent };
}
