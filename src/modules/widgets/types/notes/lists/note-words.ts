import { searchWordsOf, type SearchWord } from '../../../../../common/text/search-words.js';

const TAG = /<\/?[a-z][^<>]*>/gi;

/** The words of a note's text. The HTML that it may have is no text, and keeps its room, so that words stay where they are. */
export function noteWordsOf(plain: string): Iterable<SearchWord> {
  return searchWordsOf(plain.replace(TAG, (tag) => ' '.repeat(tag.length)));
}
