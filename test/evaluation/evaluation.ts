import { readPage } from '../../src/modules/ai/reading/page-reader.js';
import { extract } from '../../src/modules/ai/summarizers/extractive/extract.js';
import type { SummarySource } from '../../src/modules/ai/summarizers/summarizer.contract.js';
import { splitSentences } from '../../src/modules/ai/text/sentences.js';
import type { Extract } from '../../src/modules/ai/threads/text-work.contract.js';
import { countsOf, scoresOf, type Scores } from './scores.js';
import { pagesAbout } from './topic-pages.js';
import { readTopics, type Topic, type TopicSet } from './topics.js';

/** Both ways may use as many characters. */
const MAX_CHARS = 1_600;
const FIRST_SENTENCES = 3;

/** Ours, and what anybody could do without a thought. */
export interface Comparison {
  readonly topics: number;
  readonly extractive: Scores;
  readonly firstSentences: Scores;
}

/** Summarizes each topic of a set in both ways. */
export function compare(set: TopicSet): Comparison {
  const cases = readTopics(set).map((topic) => ({ topic, sources: sourcesAbout(topic) }));
  const scores = (summarize: (query: string, sources: SummarySource[]) => Extract): Scores =>
    scoresOf(cases.map(({ topic, sources }) => countsOf(topic, summarize(topic.query, sources), sources)));
  return { topics: cases.length, extractive: scores(extractive), firstSentences: scores(firstSentences) };
}

/** The topic's pages, as they are read. */
export function sourcesAbout(topic: Topic): SummarySource[] {
  return pagesAbout(topic).map(({ url, markup }, i) => {
    const body = Buffer.from(markup);
    return { n: i + 1, url, ...readPage({ url, contentType: 'text/html; charset=utf-8', body }) };
  });
}

/** The summary of ours; nothing where nothing is found. */
export function extractive(query: string, sources: SummarySource[]): Extract {
  return extract({ query, sources, maxChars: MAX_CHARS }) ?? { content: '', citations: [] };
}

function firstSentences(_query: string, sources: SummarySource[]): Extract {
  const sentences = sources.flatMap(({ n, paragraphs }) =>
    splitSentences(paragraphs.map(({ text }) => text).join(' '))
      .slice(0, FIRST_SENTENCES)
      .map((sentence) => ({ n, sentence })),
  );
  let length = 0;
  const fitting = sentences.filter(({ sentence }) => (length += sentence.length) <= MAX_CHARS);
  return {
    content: fitting.map(({ n, sentence }) => sentence.replace(/([.!?])$/, ` [${n}]$1`)).join(' '),
    citations: sources.map(({ n, title, url }) => ({ n, title, url })),
  };
}
