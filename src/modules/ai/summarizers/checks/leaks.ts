import { splitSentences } from '../../text/sentences.js';

const WORD = /[\p{L}\p{N}]+/gu;
/** So many words in a row are no coincidence. */
const TELLING = 6;
/** A whole sentence of so many words that stands there is none either. */
const SHORTEST = 3;
/** Nothing that a person reads looks like this; encoded text does. */
const BLOB = /(?<!\S)(?!https?:\/\/)[!-~]{60,}/;

/** A text without the sentences that repeat what the model was told, or that hide something in code. */
export function withoutLeaks(text: string, rules: string): string {
  const told = ` ${wordsOf(rules).join(' ')} `;
  return text
    .split('\n')
    .map((line) =>
      splitSentences(line)
        .filter((sentence) => !BLOB.test(sentence) && !repeats(wordsOf(sentence), told))
        .join(' '),
    )
    .filter((line) => line !== '')
    .join('\n')
    .trim();
}

function repeats(words: readonly string[], told: string): boolean {
  const length = Math.min(words.length, TELLING);
  if (length < SHORTEST) return false;
  return words.some(
    (_, i) => i + length <= words.length && told.includes(` ${words.slice(i, i + length).join(' ')} `),
  );
}

/** Markers and other numbers in brackets are not the sentence's own. */
function wordsOf(text: string): string[] {
  return (
    text
      .replace(/\[\d+\]/g, ' ')
      .toLowerCase()
      .match(WORD) ?? []
  );
}
