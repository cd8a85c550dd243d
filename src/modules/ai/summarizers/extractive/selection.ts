import type { Candidate } from './candidates.js';
import type { Ranking } from './ranking.js';

/** How long a summary may get. */
export interface SelectionLimits {
  readonly maxSentences: number;
  readonly maxChars: number;
}

/** Relevance against novelty, as in maximal marginal relevance. */
const LAMBDA = 0.85;
const TOO_ALIKE = 0.6;
/** What another sentence has said but for less than this much adds nothing to it, however much longer that is. */
const SAID_ALREADY = 0.6;
/** Each further sentence of one source counts this much less, so that all sources get their say. */
const SAME_SOURCE = 0.9;
/** What is less relevant than this, against the best, is left out even if there is room. */
const FAINT = 0.2;
const FEWEST = 3;
/** Only the best are weighed against each other; it bounds the work on long pages. */
const MOST_WEIGHED = 200;

/** Picks the sentences that together say the most: relevant, not said already, understandable without the rest. */
export function select(
  candidates: readonly Candidate[],
  ranking: Ranking,
  limits: SelectionLimits,
): Candidate[] {
  const chosen = new Map<number, Candidate>();
  const open = new Set(bestFirst(candidates, ranking).slice(0, MOST_WEIGHED));
  let chars = 0;
  while (open.size > 0 && chosen.size < limits.maxSentences) {
    const best = bestOf(open, [...chosen.values()], ranking);
    if (best === null) break;
    open.delete(best);
    const added = withContext(best, candidates).filter(({ index }) => !chosen.has(index));
    const length = added.reduce((sum, { text }) => sum + text.length, 0);
    if (chosen.size + added.length > limits.maxSentences || chars + length > limits.maxChars) continue;
    chars += length;
    for (const candidate of added) {
      chosen.set(candidate.index, candidate);
      open.delete(candidate);
    }
  }
  return [...chosen.values()];
}

function bestFirst(candidates: readonly Candidate[], ranking: Ranking): Candidate[] {
  return [...candidates].sort((a, b) => ranking.score(b.index) - ranking.score(a.index) || a.index - b.index);
}

function bestOf(
  open: ReadonlySet<Candidate>,
  chosen: readonly Candidate[],
  ranking: Ranking,
): Candidate | null {
  let best: Candidate | null = null;
  let bestWorth = -Infinity;
  for (const candidate of open) {
    const score = ranking.score(candidate.index);
    if (score <= 0 || (score < FAINT && chosen.length >= FEWEST)) continue;
    const alike = chosen.reduce(
      (max, other) => Math.max(max, ranking.similarity(candidate.index, other.index)),
      0,
    );
    const isSaid = chosen.some((other) => ranking.overlap(candidate.index, other.index) >= SAID_ALREADY);
    if (alike > TOO_ALIKE || isSaid) continue;
    const siblings = chosen.filter(({ n }) => n === candidate.n).length;
    const worth = LAMBDA * score * SAME_SOURCE ** siblings - (1 - LAMBDA) * alike;
    if (worth > bestWorth) [best, bestWorth] = [candidate, worth];
  }
  return best;
}

/** A sentence with those before it that it leans on, in reading order. */
function withContext(candidate: Candidate, candidates: readonly Candidate[]): Candidate[] {
  const before = candidate.leansOn === null ? undefined : candidates[candidate.leansOn];
  return before ? [...withContext(before, candidates), candidate] : [candidate];
}
