import { citationsOf } from '../citation-list.js';
import { markersIn, newNumber, renumberCitations, withoutMarkers, type CitedText } from '../citations.js';
import type {
  Citation,
  Contradiction,
  SummaryDraft,
  SummarySource,
  UnsupportedSentence,
} from '../summarizer.contract.js';
import { conflictsWith, type Statement } from './conflicts.js';
import type { Evidence } from './evidence.js';
import { withoutLeaks } from './leaks.js';
import { plain } from './plain.js';

/** What a text is checked against. */
export interface CheckContext {
  readonly sources: readonly SummarySource[];
  readonly evidence: Evidence;
  /** What the model was told: nobody else is to read it. */
  readonly rules: string;
}

/** A text whose every marker is right, what is to be said against it, and where its sources disagree. */
export interface CheckedSummary {
  readonly content: string;
  readonly citations: Citation[];
  readonly unsupported: UnsupportedSentence[];
  readonly contradictions: Contradiction[];
}

const LONGEST_TEXT = 6_000;
const MOST_CONTRADICTIONS = 4;

/** Prose of a model, as far as it is written and can stand: plain text, right markers, each sentence held against its sources. */
export function checkDraft(prose: string, context: CheckContext): Omit<SummaryDraft, 'pending'> {
  const cited = renumbered(prose, context);
  return {
    text: cited.text,
    citations: citationsOf(cited.cited, context.sources),
    unsupported: unsupportedIn(cited, context.evidence).filter(({ index }) => index !== null),
  };
}

/** The same for a whole summary, with the contradictions that the model reports or that the sources' numbers show. */
export function checkSummary(
  prose: string,
  reported: readonly Statement[],
  context: CheckContext,
): CheckedSummary {
  const text = renumbered(prose, context);
  const numbers = [...text.cited];
  const contradictions = contradictionsOf(text, reported, context, numbers);
  return {
    content: text.text,
    citations: citationsOf(numbers, context.sources),
    unsupported: unsupportedIn(text, context.evidence),
    contradictions,
  };
}

function renumbered(prose: string, { sources, rules }: CheckContext): CitedText {
  return renumberCitations(
    withoutLeaks(plain(prose.slice(0, LONGEST_TEXT), new Set(sources.map(({ url }) => url))), rules),
    sources.length,
  );
}

function unsupportedIn(
  { sentences, cited, unsupported, dropped }: CitedText,
  evidence: Evidence,
): UnsupportedSentence[] {
  const kept = sentences.flatMap((text, index) => {
    const named = sourcesOf(text, cited);
    // Headings and the like name no source and need none.
    if (named.length === 0 && !unsupported.includes(text)) return [];
    const reason = evidence.judge(withoutMarkers(text), named);
    return reason === null ? [] : [{ index, text, reason }];
  });
  return [...kept, ...dropped.map((text) => ({ index: null, text, reason: 'no_source' as const }))];
}

function sourcesOf(sentence: string, cited: readonly number[]): number[] {
  return markersIn(sentence).flatMap((n) => cited[n - 1] ?? []);
}

/** Adds the sources that only a contradiction names to the numbers. */
function contradictionsOf(
  { sentences, cited }: CitedText,
  reported: readonly Statement[],
  { sources, evidence, rules }: CheckContext,
  numbers: number[],
): Contradiction[] {
  const told = reported.flatMap((statement) => {
    const text = withoutMarkers(withoutLeaks(plain(statement.text), rules)).trim();
    const named = [...new Set(statement.cited)].filter(
      (n) => sources.some((source) => source.n === n) && evidence.mentions(text, n),
    );
    return named.length > 1 ? [{ text, named }] : [];
  });
  const statements = sentences.map((text) => ({
    text: withoutMarkers(text),
    cited: sourcesOf(text, cited),
  }));
  const found = conflictsWith(
    statements.filter((statement) => statement.cited.length > 0),
    evidence,
  )
    .map(({ statement, n, text }) => ({ statement, n, text: plain(text) }))
    .map(({ statement, n, text }) => ({
      text: `One source says: ${statement.text} Another says: ${text}`,
      named: [...statement.cited, n],
    }));
  const all = [...told, ...found];
  return all
    .filter(({ named }, i) => !all.slice(0, i).some((before) => named.every((n) => before.named.includes(n))))
    .slice(0, MOST_CONTRADICTIONS)
    .map(({ text, named }) => ({ text, sources: named.map((n) => newNumber(n, numbers)) }));
}
