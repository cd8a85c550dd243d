import { describe, expect, it } from '@jest/globals';
import type { ModelReply } from '../../model/model.contract.js';
import { Evidence } from '../checks/evidence.js';
import { factsOfParts } from './fact-parts.js';

const TEXTS = [
  'The lighthouse of Oban is 30 metres high and built of granite.',
  'Its lamp was lit for the first time in the winter of 1850.',
];
const SOURCES = TEXTS.map((text, i) => ({
  n: i + 1,
  title: `Page ${i + 1}`,
  url: `https://pages.example/${i + 1}`,
  paragraphs: [{ text, heading: null }],
}));

function factsIn(...texts: string[]): unknown[] {
  const replies = texts.map((text): ModelReply => ({
    text,
    model: 'm',
    usage: null,
    isCutOff: false,
    wasAskedTwice: false,
  }));
  return factsOfParts(replies, { sources: SOURCES, evidence: new Evidence(SOURCES), rules: '' });
}

function answer(text: string, sources: number[]): string {
  return JSON.stringify({ facts: [{ text, sources }], contradictions: [] });
}

describe('the facts of the parts', () => {
  it('keep the numbers of their sources, whichever part they come from', () => {
    expect(factsIn(answer(TEXTS[1]!, [2]), answer(TEXTS[0]!, [1]))).toEqual([
      { text: TEXTS[1], sources: [2] },
      { text: TEXTS[0], sources: [1] },
    ]);
  });

  it('are those of the other parts where one can’t be read', () => {
    expect(factsIn('I can’t help with that.', answer(TEXTS[0]!, [1]))).toEqual([
      { text: TEXTS[0], sources: [1] },
    ]);
  });

  it('are only those that their sources bear out', () => {
    const wrong = [
      answer(TEXTS[0]!.replace('30', '31'), [1]),
      answer(TEXTS[0]!, [2]),
      answer(TEXTS[0]!, [9]),
    ];

    expect(factsIn(...wrong)).toEqual([]);
  });
});
