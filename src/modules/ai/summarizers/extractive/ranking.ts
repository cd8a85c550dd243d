import { queryTermsOf } from '../../text/terms.js';
import type { Candidate } from './candidates.js';
import { asksForQuantity } from './quantity.js';
import { sentenceShape } from './sentence-shape.js';

/** Weights of terms, and their length: a point in the space where sentences are compared. */
interface Vector {
  readonly weights: ReadonlyMap<string, number>;
  readonly length: number;
}

/** What is known of candidates, by their index. */
export interface Ranking {
  /** How well a candidate answers the query, 0..1. */
  score(index: number): number;
  /** How alike two candidates are, 0..1. */
  similarity(a: number, b: number): number;
  /** How much of the shorter of two candidates the other one has, 0..1. */
  overlap(a: number, b: number): number;
}

const K1 = 1.2;
const B = 0.4;
/** A query's word counts this much where it stands in a heading or title and not in the sentence. */
const IN_HEADING = 0.4;
const IN_TITLE = 0.3;
const CENTRAL_SENTENCES = 12;
const CENTRALITY = 0.3;
/** What a sentence takes from those beside it: what follows an answer often goes on answering. */
const NEIGHBOURS: readonly (readonly [number, number])[] = [
  [-2, 0.1],
  [-1, 0.2],
  [1, 0.2],
  [2, 0.1],
];
/** A page is judged by its best sentences; one that has none of them counts this much for what it says by the way. */
const BEST_OF_PAGE = 3;
const LEAST_PAGE_WEIGHT = 0.4;

/** How well each candidate answers the query: BM25 over sentences, and nearness to what the best of them speak of. */
export function rank(candidates: readonly Candidate[], query: string): Ranking {
  const rarity = rarityOf(candidates);
  const vectors = candidates.map((candidate) => vectorOf(candidate.terms, rarity));
  const shapeOf = sentenceShape(query, asksForQuantity(query));
  const shapes = candidates.map(shapeOf);
  const own = bm25(candidates, queryTermsOf(query), rarity).map((score, i) => score * (shapes[i] ?? 0));
  const relevance = normalized(withPageWeight(withNeighbours(own, candidates), candidates));
  const centre = centreOf(vectors, relevance);
  const blended = relevance.map((relevant, i) => {
    const central = cosine(vectorAt(vectors, i), centre) * (shapes[i] ?? 0);
    return (1 - CENTRALITY) * relevant + CENTRALITY * central;
  });
  const scores = normalized(blended);
  return {
    score: (index) => scores[index] ?? 0,
    similarity: (a, b) => cosine(vectorAt(vectors, a), vectorAt(vectors, b)),
    overlap: (a, b) => overlap(vectorAt(vectors, a), vectorAt(vectors, b)),
  };
}

function withNeighbours(scores: readonly number[], candidates: readonly Candidate[]): number[] {
  const at = (i: number, n: number): number => (candidates[i]?.n === n ? (scores[i] ?? 0) : 0);
  return candidates.map(({ n, index }) =>
    NEIGHBOURS.reduce((sum, [offset, share]) => sum + share * at(index + offset, n), at(index, n)),
  );
}

function withPageWeight(scores: readonly number[], candidates: readonly Candidate[]): number[] {
  const pages = new Set(candidates.map(({ n }) => n));
  const scoresOf = (page: number): number[] =>
    candidates.filter(({ n }) => n === page).map(({ index }) => scores[index] ?? 0);
  const worth = new Map([...pages].map((n) => [n, sumOfBest(scoresOf(n))] as const));
  const highest = Math.max(...worth.values(), Number.MIN_VALUE);
  return candidates.map(({ n, index }) => {
    const share = (worth.get(n) ?? 0) / highest;
    return (scores[index] ?? 0) * (LEAST_PAGE_WEIGHT + (1 - LEAST_PAGE_WEIGHT) * share);
  });
}

function sumOfBest(scores: readonly number[]): number {
  return [...scores]
    .sort((a, b) => b - a)
    .slice(0, BEST_OF_PAGE)
    .reduce((sum, score) => sum + score, 0);
}

function rarityOf(candidates: readonly Candidate[]): (term: string) => number {
  const counts = new Map<string, number>();
  for (const { terms } of candidates)
    for (const term of new Set(terms)) counts.set(term, (counts.get(term) ?? 0) + 1);
  return (term) => {
    const count = counts.get(term) ?? 0;
    return Math.log(1 + (candidates.length - count + 0.5) / (count + 0.5));
  };
}

function bm25(
  candidates: readonly Candidate[],
  queryTerms: readonly string[],
  rarity: (term: string) => number,
): number[] {
  const meanLength =
    candidates.reduce((sum, { terms }) => sum + terms.length, 0) / Math.max(1, candidates.length);
  const weights = queryTerms.map((term) => [term, rarity(term)] as const);
  return candidates.map(({ terms, headingTerms, titleTerms }) => {
    const norm = K1 * (1 - B + (B * terms.length) / meanLength);
    return weights.reduce((sum, [term, weight]) => {
      const count = terms.filter((candidate) => candidate === term).length;
      if (count > 0) return sum + (weight * count * (K1 + 1)) / (count + norm);
      if (headingTerms.has(term)) return sum + weight * IN_HEADING;
      return titleTerms.has(term) ? sum + weight * IN_TITLE : sum;
    }, 0);
  });
}

/** What the most relevant sentences speak of together; all sentences, if none is relevant. */
function centreOf(vectors: readonly Vector[], relevance: readonly number[]): Vector {
  const best = relevance
    .map((score, i) => ({ score, i }))
    .sort((a, b) => b.score - a.score || a.i - b.i)
    .slice(0, CENTRAL_SENTENCES)
    .filter(({ score }) => score > 0);
  const chosen = best.length > 0 ? best.map(({ i }) => vectorAt(vectors, i)) : vectors;
  const weights = new Map<string, number>();
  for (const vector of chosen) {
    for (const [term, weight] of vector.weights)
      weights.set(term, (weights.get(term) ?? 0) + weight / vector.length);
  }
  return { weights, length: lengthOf(weights) };
}

function vectorOf(terms: readonly string[], rarity: (term: string) => number): Vector {
  const weights = new Map<string, number>();
  for (const term of terms) weights.set(term, (weights.get(term) ?? 0) + rarity(term));
  return { weights, length: lengthOf(weights) };
}

function lengthOf(weights: ReadonlyMap<string, number>): number {
  let square = 0;
  for (const weight of weights.values()) square += weight * weight;
  return Math.sqrt(square) || 1;
}

function cosine(a: Vector, b: Vector): number {
  const [small, large] = a.weights.size <= b.weights.size ? [a, b] : [b, a];
  let dot = 0;
  for (const [term, weight] of small.weights) dot += weight * (large.weights.get(term) ?? 0);
  return dot / (a.length * b.length);
}

function overlap(a: Vector, b: Vector): number {
  const [small, large] = a.weights.size <= b.weights.size ? [a, b] : [b, a];
  let [shared, all] = [0, 0];
  for (const [term, weight] of small.weights) {
    all += weight;
    if (large.weights.has(term)) shared += weight;
  }
  return all === 0 ? 0 : shared / all;
}

function normalized(scores: readonly number[]): number[] {
  const highest = scores.reduce((max, score) => Math.max(max, score), 0);
  return highest === 0 ? scores.map(() => 0) : scores.map((score) => score / highest);
}

function vectorAt(vectors: readonly Vector[], i: number): Vector {
  return vectors[i] ?? NOWHERE;
}

const NOWHERE: Vector = { weights: new Map(), length: 1 };
