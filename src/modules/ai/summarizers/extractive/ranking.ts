import { queryTermsOf } from '../../text/terms.js';
import type { Candidate } from './candidates.js';
import { asksForQuantity, statesQuantity } from './quantity.js';

/** Weights of terms, and their length: a point in the space where sentences are compared. */
interface Vector {
  readonly weights: ReadonlyMap<string, number>;
  readonly length: number;
}

/** Scores in 0..1, by candidate. */
export interface Ranking {
  readonly scores: readonly number[];
  /** How alike two candidates are, 0..1. */
  similarity(a: number, b: number): number;
}

const K1 = 1.2;
const B = 0.4;
/** A query's word counts this much where it stands in a heading or title and not in the sentence. */
const IN_HEADING = 0.4;
const IN_TITLE = 0.15;
const CENTRAL_SENTENCES = 12;
const CENTRALITY = 0.3;
const HAS_NUMBER = 1.15;
const HAS_WANTED_NUMBER = 1.6;
const LEANS = 0.85;
const PERSONAL = 0.85;
const LONG_WORDS = 40;
const LONG = 0.85;

/** How well each candidate answers the query: BM25 over sentences, and nearness to what the best of them speak of. */
export function rank(candidates: readonly Candidate[], query: string): Ranking {
  const queryTerms = queryTermsOf(query);
  const wantsNumber = asksForQuantity(query);
  const rarity = rarityOf(candidates);
  const vectors = candidates.map((candidate) => vectorOf(candidate.terms, rarity));
  const relevance = normalized(bm25(candidates, queryTerms, rarity));
  const centre = centreOf(vectors, relevance);
  const blended = candidates.map((candidate, i) => {
    const central = cosine(vectorAt(vectors, i), centre);
    return ((1 - CENTRALITY) * (relevance[i] ?? 0) + CENTRALITY * central) * shapeOf(candidate, wantsNumber);
  });
  return {
    scores: normalized(blended),
    similarity: (a, b) => cosine(vectorAt(vectors, a), vectorAt(vectors, b)),
  };
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

/** How much a sentence is of the kind that summaries are made of. */
function shapeOf({ text, leansOn }: Candidate, wantsNumber: boolean): number {
  const numberWeight = wantsNumber ? HAS_WANTED_NUMBER : HAS_NUMBER;
  return (
    (statesQuantity(text) ? numberWeight : 1) *
    (leansOn === null ? 1 : LEANS) *
    (/^(?:I|My|We|Our)\b/.test(text) ? PERSONAL : 1) *
    (text.split(' ').length > LONG_WORDS ? LONG : 1)
  );
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

function normalized(scores: readonly number[]): number[] {
  const highest = scores.reduce((max, score) => Math.max(max, score), 0);
  return highest === 0 ? scores.map(() => 0) : scores.map((score) => score / highest);
}

function vectorAt(vectors: readonly Vector[], i: number): Vector {
  return vectors[i] ?? NOWHERE;
}

const NOWHERE: Vector = { weights: new Map(), length: 1 };
