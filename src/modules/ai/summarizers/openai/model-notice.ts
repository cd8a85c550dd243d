import type { SupportProblem, UnsupportedSentence } from '../summarizer.contract.js';

const ABOUT: Readonly<Record<SupportProblem, string>> = {
  no_source: 'names no source',
  not_in_source: 'could not be found in the source that it names',
  number_not_in_source: 'has a number that its source does not have',
  name_not_in_source: 'has a name that its source does not have',
};
const ABOUT_SEVERAL: Readonly<Record<SupportProblem, string>> = {
  no_source: 'name no source',
  not_in_source: 'could not be found in the sources that they name',
  number_not_in_source: 'have numbers that their sources do not have',
  name_not_in_source: 'have names that their sources do not have',
};

/** What a reader should know of a text's sentences, in plain words; null where all of them are borne out. */
export function noticeOf(unsupported: readonly UnsupportedSentence[]): string | null {
  const shown = unsupported.filter(({ index }) => index !== null);
  const reasons = [...new Set(shown.map(({ reason }) => reason))];
  if (reasons.length === 0) return null;
  return reasons
    .map((reason) => sentenceOf(reason, shown.filter((one) => one.reason === reason).length))
    .join(' ');
}

function sentenceOf(reason: SupportProblem, count: number): string {
  return count === 1
    ? `One sentence of this summary ${ABOUT[reason]}.`
    : `${count} sentences of this summary ${ABOUT_SEVERAL[reason]}.`;
}
