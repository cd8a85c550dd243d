import { splitSentences } from '../../text/sentences.js';
import { namesIn, wordTerms, type Evidence, type Passage } from './evidence.js';
import { quantitiesOf, type Quantity } from './quantities.js';

/** A sentence of the text, with the sources that it names. */
export interface Statement {
  readonly text: string;
  readonly cited: readonly number[];
}

/** A source that states the same thing with another number. */
export interface Conflict {
  readonly statement: Statement;
  readonly n: number;
  /** What that source says, in its own words. */
  readonly text: string;
}

/** A sentence with a number, ready to be compared with others. */
interface Claim {
  readonly text: string;
  readonly terms: readonly string[];
  readonly names: readonly string[];
  readonly quantities: readonly Quantity[];
}

const FEWEST_SHARED = 3;
/** Two sentences that share this much of their words state the same thing. */
const SAME_STATEMENT = 0.7;
const MOST_CONFLICTS = 3;
const LONGEST_QUOTE = 240;

/** Where another source states the same thing with another number of the same unit; one source for each statement. */
export function conflictsWith(statements: readonly Statement[], evidence: Evidence): Conflict[] {
  const known = new Map<Passage, Claim[]>();
  const claimsOf = (passage: Passage): Claim[] => {
    const claims = known.get(passage) ?? claimsIn(passage.text);
    known.set(passage, claims);
    return claims;
  };
  return statements
    .flatMap((statement) => {
      const ours = claimOf(statement.text);
      if (ours.quantities.length === 0) return [];
      for (const passage of evidence.passages) {
        if (statement.cited.includes(passage.n) || !speaksOf(passage, ours)) continue;
        const other = claimsOf(passage).find((claim) => contradicts(ours, claim));
        if (other) return [{ statement, n: passage.n, text: other.text }];
      }
      return [];
    })
    .slice(0, MOST_CONFLICTS);
}

function claimsIn(text: string): Claim[] {
  return splitSentences(text)
    .filter((sentence) => sentence.length <= LONGEST_QUOTE && /\d/.test(sentence))
    .map(claimOf);
}

function claimOf(text: string): Claim {
  return { text, terms: wordTerms(text), names: namesIn(text), quantities: quantitiesOf(text) };
}

function speaksOf({ values, terms }: Passage, ours: Claim): boolean {
  return values.size > 0 && ours.terms.filter((term) => terms.has(term)).length >= FEWEST_SHARED;
}

/** Whether two claims have most of their words in common, no name by itself, and different numbers. */
function contradicts(a: Claim, b: Claim): boolean {
  const shared = a.terms.filter((term) => b.terms.includes(term));
  const all = a.terms.length + b.terms.length - shared.length;
  if (shared.length < FEWEST_SHARED || shared.length / all < SAME_STATEMENT) return false;
  return (
    [...a.names, ...b.names].every((name) => shared.includes(name)) && differ(a.quantities, b.quantities)
  );
}

/** Whether both give numbers of one unit, and none in common. */
function differ(a: readonly Quantity[], b: readonly Quantity[]): boolean {
  return a.some(({ unit }) => {
    const ours = valuesOf(a, unit);
    const theirs = valuesOf(b, unit);
    return theirs.length > 0 && !ours.some((value) => theirs.includes(value));
  });
}

function valuesOf(quantities: readonly Quantity[], unit: string): string[] {
  return quantities.filter((quantity) => quantity.unit === unit).flatMap(({ values }) => [...values]);
}
