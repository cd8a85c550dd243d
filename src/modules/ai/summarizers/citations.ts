import { splitSentences } from '../text/sentences.js';

/** A text whose markers are right: each names a source, and new sources come in the order of their numbers. */
export interface CitedText {
  readonly text: string;
  /** The text's sentences, in order. */
  readonly sentences: readonly string[];
  /** The old number of the source that each new number stands for; the first is that of [1]. */
  readonly cited: readonly number[];
  /** Sentences of the text that name no source. */
  readonly unsupported: readonly string[];
  /** Sentences that were left out because no source stands behind them. */
  readonly dropped: readonly string[];
}

/** `[2]`, `[2, 4]`, `[2-4]`, `[^2]`, and the brackets that some models prefer. */
const MARKER = /[^\S\n]*[[【][^\S\n]*\^?(\d{1,4}(?:\s*[,;–-]\s*\^?\d{1,4})*)(?:†[^\]】\n]*)?[^\S\n]*[\]】]/g;
const RIGHT_MARKER = /\[\d+\]/;
const AFTER_END = /([.!?…。！？]["”’)」』）]*)[^\S\n]*((?:\[\d+\] ?)+)(?=\s|$)/g;
/** A sentence that ends with its markers ends there, also before a small letter. */
const AFTER_CITED = /(?<=\[\d+\][.!?…。！？]+)\s+/;
const SENTENCE = /[.!?…。！？]["”’)」』）]*$/;
const LONGEST_RANGE = 20;

/**
 * Drops markers that point to no source and numbers the rest anew, once for text and list. What follows the last
 * cited sentence is dropped too: no source stands behind it, and it is where models take their leave or are cut off.
 */
export function renumberCitations(text: string, sourceCount: number): CitedText {
  const cited: number[] = [];
  const marked = text.replace(MARKER, (_marker, list: string) => {
    const numbers = numbersIn(list).filter((n) => n >= 1 && n <= sourceCount);
    return numbers.map((n) => ` [${newNumber(n, cited)}]`).join('');
  });
  const lines = tidyMarkers(marked)
    .split('\n')
    .map((line) => line.split(AFTER_CITED).flatMap(splitSentences));
  const sentences = lines.flat();
  const end = sentences.findLastIndex(isCited) + 1;
  return {
    text: upTo(end, lines),
    sentences: sentences.slice(0, end),
    cited,
    unsupported: sentences.slice(0, end).filter(isUnsupported),
    dropped: sentences.slice(end).filter(isUnsupported),
  };
}

/** The numbers that a sentence with right markers names. */
export function markersIn(sentence: string): number[] {
  return [...sentence.matchAll(/\[(\d+)\]/g)].map((match) => Number(match[1]));
}

/** A sentence without its markers. */
export function withoutMarkers(sentence: string): string {
  return sentence.replace(MARKER, '');
}

function isCited(sentence: string): boolean {
  return RIGHT_MARKER.test(sentence);
}

/** Headings and the like name no source and need none. */
function isUnsupported(sentence: string): boolean {
  return SENTENCE.test(sentence) && !isCited(sentence);
}

function numbersIn(list: string): number[] {
  return list.split(/[,;]/).flatMap((part) => {
    const [first = NaN, last = first] = part.split(/[–-]/).map((digits) => Number(digits.replace(/\D/g, '')));
    const length = last - first + 1;
    return length >= 1 && length <= LONGEST_RANGE
      ? Array.from({ length }, (_, i) => first + i)
      : [first, last];
  });
}

/** The number that an old one becomes; one that is not cited yet comes last. */
export function newNumber(old: number, cited: number[]): number {
  const known = cited.indexOf(old);
  return known === -1 ? cited.push(old) : known + 1;
}

/** Markers of one place stand together, each once, and before the end of their sentence. */
function tidyMarkers(text: string): string {
  return text
    .replace(AFTER_END, (_all, end: string, markers: string) => ` ${markers.trim()}${end}`)
    .replace(/\[\d+\](?: *\[\d+\])+/g, (markers) => [...new Set(markers.match(/\[\d+\]/g))].join(''));
}

function upTo(count: number, lines: readonly (readonly string[])[]): string {
  let left = count;
  const kept: string[] = [];
  for (const line of lines) {
    if (left <= 0) break;
    kept.push(line.slice(0, left).join(' '));
    left -= line.length;
  }
  return kept.join('\n').trim();
}
