import { jsonrepair } from 'jsonrepair';
import { isRecord, textOf, type JsonRecord } from '../../json-shape.js';
import { oneLine } from '../../text/plain-text.js';
import { splitSentences } from '../../text/sentences.js';
import { termsOf } from '../../text/terms.js';
import { plain } from '../checks/plain.js';
import { removedFrom } from '../checks/removed.js';
import { withoutMarkers } from '../citations.js';

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
  /** The same text as the model wrote it: with links, images and markup. */
  readonly raw: string;
}

/** A model that does not stop is not listened to for ever. */
const MOST_FACTS = 20;
const FEWEST_TERMS = 2;
const JSON_START = /\{\s*["'}]|\[\s*[{"]/;
/** Brackets that are tried: a text of nothing else is no answer. */
const MOST_TRIES = 200;
/** Mending takes the square of a text's length; no answer that we asked for is longer. */
const LONGEST_MENDED = 30_000;
const KEYED_START = /\{\s*["']?(?:facts|summary|sentences|answer)["']?\s*:/;
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
  const whole = lastWholeAnswer(answer);
  if (whole !== undefined) return findingsOf(whole, factsIn(whole));

  const start = startOfAnswer(answer);
  const value = start === -1 ? undefined : parseTolerantly(answer.slice(start), isCutOff);
  const facts = factsIn(value);
  if (facts.length > 0) return findingsOf(value, isCutOff ? wholeOnes(facts) : facts);
  // What stands before an answer that broke off is no answer.
  const prose = proseIn(value) ?? (start === 0 || KEYED_START.test(answer) ? '' : answer);
  return HAS_MARKER.test(prose) ? { text: prose, contradictions: [], raw: prose } : null;
}

function findingsOf(value: unknown, facts: readonly Fact[]): Findings {
  const raw = facts.map(({ text }) => text).join('\n');
  return { text: markedText(facts), contradictions: contradictionsIn(value), raw };
}

/**
 * The last value in a text that is whole JSON and has facts; an object before a bare list. Models draft an answer before
 * they give it, and write braces into sentences.
 */
function lastWholeAnswer(text: string): unknown {
  const values = jsonValuesIn(text).filter((value) => factsIn(value).length > 0);
  return values.findLast(isRecord) ?? values.at(-1);
}

function jsonValuesIn(text: string): unknown[] {
  const values: unknown[] = [];
  let tries = 0;
  let at = 0;
  for (;;) {
    const start = text.slice(at).search(JSON_START);
    if (start === -1 || tries === MOST_TRIES) return values;
    tries += 1;
    const end = endOfValue(text, at + start);
    const value = end === -1 ? undefined : parsed(text.slice(at + start, end));
    if (value !== undefined) values.push(value);
    at = value === undefined ? at + start + 1 : end;
  }
}

/** Where the bracket that opens there is closed; -1 for nowhere. */
function endOfValue(text: string, start: number): number {
  let depth = 0;
  let isInString = false;
  for (let i = start; i < text.length; i++) {
    const sign = text[i];
    if (isInString) {
      if (sign === '\\') i += 1;
      else if (sign === '"') isInString = false;
    } else if (sign === '"') isInString = true;
    else if (sign === '{' || sign === '[') depth += 1;
    else if ((sign === '}' || sign === ']') && --depth === 0) return i + 1;
  }
  return -1;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}

/** Where an answer that needs mending begins: at its own name, or else at whatever looks like JSON. */
function startOfAnswer(text: string): number {
  const named = [...text.matchAll(new RegExp(KEYED_START, 'g'))].at(-1)?.index;
  return named ?? text.search(JSON_START);
}

/** Facts as prose: each of their sentences names the fact's sources. */
export function markedText(facts: readonly Fact[]): string {
  return facts
    .slice(0, MOST_FACTS)
    .map(({ text, sources }) => marked(text, sources))
    .filter((text) => text !== '')
    .join(' ');
}

/** Whether a list of this name has the facts. */
export function isFactList(name: string): boolean {
  return LISTS.includes(name);
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
  if (!/[\p{L}\p{N}]/u.test(clean) || isLeftEmpty(text, clean)) return '';
  const markers = sources.map((n) => `[${n}]`).join('');
  const ended = SENTENCE_END.test(clean) || clean.endsWith(']') ? clean : `${clean}.`;
  if (markers === '') return ended;
  return splitSentences(ended)
    .map((sentence) => sentence.replace(SENTENCE_END, (end) => ` ${markers}${end}`))
    .join(' ');
}

/** Whether a link or an image was all that a sentence was about: "See ." states nothing. */
function isLeftEmpty(text: string, clean: string): boolean {
  const wasStripped = removedFrom(text, new Set()) !== null;
  return wasStripped && termsOf(withoutMarkers(clean)).length < FEWEST_TERMS;
}

function parseTolerantly(text: string, isCutOff: boolean): unknown {
  const end = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']')) + 1;
  const whole = end > 0 && !isCutOff ? text.slice(0, end) : text;
  const repairs = text.length > LONGEST_MENDED ? [] : [() => jsonrepair(whole), () => jsonrepair(text)];
  for (const read of [() => whole, ...repairs]) {
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
