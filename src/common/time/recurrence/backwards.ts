/** Where to look for the last value of an ascending series, and from which distance to begin. */
export interface BackwardSearch {
  readonly earliest: number;
  readonly before: number;
  readonly firstSpan: number;
}

/**
 * The last value of a series that can be asked only forwards: windows that double backwards until one has a value, then
 * halves of that window.
 * @param firstIn the first value from `from` (included) to `before` (excluded), whose place `placeOf` tells
 */
export function lastBefore<T>(
  { earliest, before, firstSpan }: BackwardSearch,
  firstIn: (from: number, before: number) => T | null,
  placeOf: (value: T) => number,
): T | null {
  let end = before;
  for (let span = firstSpan; end > earliest; span *= 2) {
    const begin = Math.max(earliest, end - span);
    const found = firstIn(begin, end);
    if (found !== null) return lastFrom(found, end, firstIn, placeOf);
    end = begin;
  }
  return null;
}

function lastFrom<T>(
  first: T,
  before: number,
  firstIn: (from: number, before: number) => T | null,
  placeOf: (value: T) => number,
): T {
  let last = first;
  let end = before;
  for (;;) {
    // Mostly there is just one, which the first question tells; many are halved.
    const later = firstIn(placeOf(last) + 1, end);
    if (later === null) return last;
    last = later;

    const middle = Math.floor((placeOf(last) + 1 + end) / 2);
    const inUpperHalf = firstIn(middle, end);
    if (inUpperHalf === null) end = middle;
    else last = inUpperHalf;
  }
}
