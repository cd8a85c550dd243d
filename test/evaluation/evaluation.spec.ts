import { beforeAll, describe, expect, it } from '@jest/globals';
import { compare, sourcesAbout, type Comparison } from './evaluation.js';
import { pagesAbout } from './topic-pages.js';
import { readTopics, type TopicSet } from './topics.js';

const SETS: readonly TopicSet[] = ['tune', 'held-out'];

describe('the topics', () => {
  it('are sixty at least, half of them held out, and none is in both sets', () => {
    const queries = SETS.map((set) => readTopics(set).map(({ query }) => query));

    expect(queries.flat().length).toBeGreaterThanOrEqual(60);
    expect(queries[0]).toHaveLength(queries[1]!.length);
    expect(new Set(queries.flat()).size).toBe(queries.flat().length);
  });

  it.each(SETS)('of the set %s have three to five pages, on which each fact stands', (set) => {
    for (const topic of readTopics(set)) {
      const text = sourcesAbout(topic)
        .flatMap(({ paragraphs }) => paragraphs.map((paragraph) => paragraph.text))
        .join('\n');

      expect(topic.facts.length).toBeGreaterThanOrEqual(5);
      expect([3, 4, 5]).toContain(pagesAbout(topic).length);
      for (const { phrase } of topic.facts) expect(text).toContain(phrase);
    }
  });

  it('are the same pages each time', () => {
    const [topic] = readTopics('tune');

    expect(pagesAbout(topic!)).toEqual(pagesAbout(topic!));
  });
});

describe.each(SETS)('an extractive summary of the set %s', (set) => {
  let scores: Comparison;

  beforeAll(() => {
    scores = compare(set);
  });

  it('has two thirds of the key facts, three times as many as the first three sentences of each page', () => {
    expect(scores.extractive.recall).toBeGreaterThan(0.66);
    expect(scores.extractive.recall).toBeGreaterThan(3 * scores.firstSentences.recall);
  });

  it('is no longer than those', () => {
    expect(scores.extractive.length).toBeLessThan(scores.firstSentences.length);
  });

  it('states a key fact in every other sentence or nearly so', () => {
    expect(scores.extractive.density).toBeGreaterThan(0.45);
    expect(scores.extractive.density).toBeGreaterThan(3 * scores.firstSentences.density);
  });

  it('cites pages that say what it says', () => {
    expect(scores.extractive.citationPrecision).toBeGreaterThan(0.98);
  });

  it('says nothing twice', () => {
    expect(scores.extractive.redundancy).toBeLessThan(0.02);
    expect(scores.extractive.redundancy).toBeLessThan(scores.firstSentences.redundancy);
  });
});
