import { readFileSync } from 'node:fs';

/** Something that a summary should say, in the words of one or two authors. */
export interface KeyFact {
  /** The words by which it is recognized; each wording has them. */
  readonly phrase: string;
  readonly wordings: readonly string[];
}

/** A question, and what pages about it are made of. */
export interface Topic {
  readonly set: TopicSet;
  readonly language: string;
  readonly query: string;
  readonly facts: readonly KeyFact[];
  /** Sentences near the topic that say nothing of the question. */
  readonly filler: readonly string[];
  /** Sentences that look like facts and answer another question. */
  readonly distractors: readonly string[];
}

/** The rules may be changed by what the first shows; the second only tells whether they hold elsewhere. */
export type TopicSet = 'tune' | 'held-out';

/** The topics of `test/cases/topics`, in whose README the format is told. */
export function readTopics(set: TopicSet): Topic[] {
  const text = readFileSync(new URL(`../cases/topics/${set}.txt`, import.meta.url), 'utf8');
  return text
    .trim()
    .split('\n\n')
    .map((block) => topicIn(set, block));
}

function topicIn(set: TopicSet, block: string): Topic {
  const lines = block.split('\n');
  const marked = (sign: string): string[] =>
    lines.filter((line) => line.startsWith(`${sign} `)).map((line) => line.slice(2));
  const [query = ''] = marked('?');
  const [language = 'en'] = marked('@');
  return {
    set,
    language,
    query,
    facts: marked('+').map(factIn),
    filler: marked('-'),
    distractors: marked('~'),
  };
}

function factIn(line: string): KeyFact {
  const phrase = /\[\[(.+?)\]\]/.exec(line)?.[1];
  if (phrase === undefined) throw new Error(`no phrase is marked in: ${line}`);
  return { phrase, wordings: line.split(' || ').map((wording) => wording.replace(/\[\[|\]\]/g, '')) };
}
