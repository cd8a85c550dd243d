import { jsonrepair } from 'jsonrepair';
import { isRecord, textOf, type JsonRecord } from '../../json-shape.js';
import { oneLine } from '../../text/plain-text.js';
import { splitSentences } from '../../text/sentences.js';
import { plain } from '../checks/plain.js';

/** One statement, with the numbers of the sources that are said to state it. */
export interface Fact {
  readonly text: string;
  readonly sources: readonly number[];
}

/** What an answer says, before anything of it is checked. */
export interface Findings {
  /** Prose with a marker `[n]` wherever a source is named. */
  readonly text: string;
  readonly contradictions: readonly Fact[];
}

/** A model that does not stop is not listened to for ever. */
const MOST_FACTS = 20;
const JSON_START = /\{\s*["'}]|\[\s*[{"]/;
const HAS_MARKER = /[[【]\s*\^?\d/;
const SENTENCE_END = /[.!?…。！？]["”’»)\]]*$/;
const LISTS = ['facts', 'summary', 'sentences', 'answer'];
const TEXTS = ['text', 'fact', 'sentence', 'statement', 'claim'];
const SOURCES = ['sources', 'source', 'citations', 'refs', 'ids'];

/**
 * Reads an answer in whatever state it comes: in a code fence, within prose, with a comma too many or a quote too few, cut
 * off, or as plain prose with markers. Null where there is nothing in it that could be checked.
 */
export function readFindings(answer: string, isCutOff: boolean): Findings | null {
  const start = answer.search(JSON_START);
  const value = start === -1 ? undefined : parseTolerantly(answer.slice(start), isCutOff);
  const facts = factsIn(value);
  if (facts.length > 0)
    return { text: markedText(isCutOff ? wholeOnes(facts) : facts), contradictions: contradictionsIn(value) };
  const prose = proseIn(value) ?? (start === 0 ? '' : answer);
  return HAS_MARKER.test(prose) ? { text: prose, contradictions: [] } : null;
}

/** Facts as prose: each of their sentences names the fact's sources. */
export function markedText(facts: readonly Fact[]): string {
  return facts
    .slice(0, MOST_FACTS)
    .map(({ text, sources }) => marked(text, sources))
    .filter((text) => text !== '')
    .join(' ');
}

/** A fact, if this is one. */
export function factOf(value: unknown): Fact | null {
  if (typeof value === 'string') return value.trim() === '' ? null : { text: oneLine(value), sources: [] };
  if (!isRecord(value)) return null;
  const text = oneLine(TEXTS.map((name) => textOf(value[name])).find((candidate) => candidate !== '') ?? '');
  const list = SOURCES.map((name) => value[name]).find((candidate) => candidate !== undefined);
  return text === '' ? null : { text, sources: numbersIn(list) };
}

/** Made plain first: a marker within an address would keep it from being known for one. */
function marked(text: string, sources: readonly number[]): string {
  const clean = oneLine(plain(text));
  if (!/[\p{L}\p{N}]/u.test(clean)) return '';
  const markers = sources.map((n) => `[${n}]`).join('');
  const ended = SENTENCE_END.test(clean) || clean.endsWith(']') ? clean : `${clean}.`;
  if (markers === '') return ended;
  return splitSentences(ended)
    .map((sentence) => sentence.replace(SENTENCE_END, (end) => ` ${markers}${end}`))
    .join(' ');
}

function parseTolerantly(text: string, isCutOff: boolean): unknown {
  const end = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']')) + 1;
  const whole = end > 0 && !isCutOff ? text.slice(0, end) : text;
  for (const read of [() => whole, () => jsonrepair(whole), () => jsonrepair(text)]) {
    try {
      return JSON.parse(read());
    } catch {
      // The next way is more patient.
    }
  }
  return undefined;
}

function factsIn(value: unknown): Fact[] {
  return factList(Array.isArray(value) ? value : isRecord(value) ? listIn(value, LISTS) : []);
}

function contradictionsIn(value: unknown): Fact[] {
  return isRecord(value) ? factList(listIn(value, ['contradictions'])) : [];
}

function listIn(value: JsonRecord, names: readonly string[]): readonly unknown[] {
  const list = names.map((name) => value[name]).find((candidate) => Array.isArray(candidate));
  return Array.isArray(list) ? list : [];
}

function factList(values: readonly unknown[]): Fact[] {
  return values.map(factOf).filter((fact) => fact !== null);
}

/** Some put the prose that they would have written into one field. */
function proseIn(value: unknown): string | undefined {
  if (!isRecord(value)) return undefined;
  return LISTS.map((name) => textOf(value[name])).find((text) => text !== '');
}

function numbersIn(value: unknown): number[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.flatMap((item) => {
    if (typeof item === 'number') return Number.isSafeInteger(item) ? [item] : [];
    return (textOf(item).match(/\d{1,4}/g) ?? []).map(Number);
  });
}

function wholeOnes(facts: readonly Fact[]): readonly Fact[] {
  const last = facts.at(-1);
  const isWhole =
    last && SENTENCE_END.test(last.text) && (last.sources.length > 0 || HAS_MARKER.test(last.text));
  return isWhole ? facts : facts.slice(0, -1);
}
