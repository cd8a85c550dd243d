import type { Candidate } from './candidates.js';
import type { Ranking } from './ranking.js';

/** Sentences of two sources this alike, with the same numbers, support each other. */
const SAME_STATEMENT = 0.75;

/**
 * The chosen sentences as one text with a marker in each. Sources come one after the other, the one with the best
 * sentence first, and each is quoted in its own order, so that the text reads on.
 */
export function compose(
  chosen: readonly Candidate[],
  candidates: readonly Candidate[],
  ranking: Ranking,
): string {
  return inReadingOrder(chosen, ranking)
    .map((candidate) =>
      withMarkers(candidate.text, [candidate.n, ...supportersOf(candidate, candidates, ranking)]),
    )
    .join(' ');
}

function inReadingOrder(chosen: readonly Candidate[], ranking: Ranking): Candidate[] {
  const best = new Map<number, number>();
  const bestOf = (n: number): number => best.get(n) ?? 0;
  for (const { n, index } of chosen) best.set(n, Math.max(bestOf(n), ranking.score(index)));
  return [...chosen].sort((a, b) => bestOf(b.n) - bestOf(a.n) || a.index - b.index);
}

/** The other sources that state the same. */
function supportersOf(candidate: Candidate, candidates: readonly Candidate[], ranking: Ranking): number[] {
  const numbers = numbersIn(candidate.text);
  const supporters = candidates.filter(
    (other) =>
      other.n !== candidate.n &&
      ranking.similarity(candidate.index, other.index) >= SAME_STATEMENT &&
      numbersIn(other.text) === numbers,
  );
  return [...new Set(supporters.map(({ n }) => n))];
}

function numbersIn(text: string): string {
  return (text.match(/\d+(?:[.,]\d+)*/g) ?? []).sort().join(' ');
}

function withMarkers(sentence: string, sources: readonly number[]): string {
  const markers = sources.map((n) => `[${n}]`).join('');
  return sentence.replace(/[.!。！．｡]["”’»)\]」』）]*$/u, (end) => ` ${markers}${end}`);
}
