import { oneLine } from '../../../common/text/one-line.js';

const NUMBER = /\p{N}+/gu;
/** What a client could take for more than text: markup, addresses, code. */
const MARKUP = /[<>[\]{}|\\`*_#~^=@]|&\w+;|\/\/|\bwww\.|\w:\/|\p{L}\.\p{L}{2,}|\bjavascript\b|\bdata:/iu;
const WORDS: Readonly<Record<string, string>> = {
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
  ten: '10',
  eleven: '11',
  twelve: '12',
};
const NUMBER_WORD = new RegExp(`\\b(?:${Object.keys(WORDS).join('|')})\\b`, 'gi');

/**
 * A line as a model said it, if it may be shown: one line of plain text within its bounds, without anything hidden, and
 * no number that is not among the facts.
 */
export function checkedLine(said: unknown, max: number, facts: object): string | null {
  if (typeof said !== 'string') return null;
  const text = said.normalize('NFC').trim();
  const isPlain = text !== '' && oneLine(text, max) === text && !MARKUP.test(text);
  if (!isPlain) return null;
  const known = numbersIn(JSON.stringify(facts));
  return [...numbersIn(text)].every((number) => known.has(number)) ? text : null;
}

function numbersIn(text: string): Set<string> {
  const words = (text.match(NUMBER_WORD) ?? []).map((word) => WORDS[word.toLowerCase()] ?? word);
  return new Set([...(text.match(NUMBER) ?? []), ...words]);
}
