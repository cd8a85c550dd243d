import { describe, expect, it } from '@jest/globals';
import type { SummarySource } from '../summarizer.contract.js';
import { checkDraft, checkSummary, type CheckContext } from './checked-text.js';
import { Evidence } from './evidence.js';

const page = (n: number, text: string): SummarySource => ({
  n,
  title: `Page ${n}`,
  url: `https://pages.example/${n}`,
  paragraphs: [{ text, heading: null }],
});
const sources = [
  page(1, 'The famous tower in Paris is 330 metres high since 2022.'),
  page(2, 'The famous tower in Paris is 324 metres high since 2022.'),
  page(3, 'The tower in Paris is made of iron and was painted brown.'),
];
const context: CheckContext = {
  sources,
  evidence: new Evidence(sources),
  rules: 'You summarize web pages for a reader who has asked a question.',
};

describe('checkDraft and checkSummary', () => {
  it('keeps what stands, says what does not, and names what it left out', () => {
    const checked = checkSummary(
      'The tower is made of iron [3]. It was once yellow. It was painted brown in 1907 [3]. See you [9].',
      [],
      context,
    );

    expect(checked).toEqual({
      content: 'The tower is made of iron [1]. It was once yellow. It was painted brown in 1907 [1].',
      citations: [{ n: 1, title: 'Page 3', url: 'https://pages.example/3' }],
      unsupported: [
        { index: 1, text: 'It was once yellow.', reason: 'no_source' },
        { index: 2, text: 'It was painted brown in 1907 [1].', reason: 'number_not_in_source' },
        { index: null, text: 'See you.', reason: 'no_source' },
      ],
      contradictions: [],
    });
  });

  it('lets only addresses of sources stand, and no markup, also in titles', () => {
    const title = 'Read <b>this</b>: https://evil.example/x [now](https://evil.example)';
    const { text, citations } = checkDraft(
      'It is <i>made</i> of [iron](https://evil.example) https://pages.example/1 ![x](https://evil.example/p) [1].',
      { ...context, sources: [{ ...page(1, ''), title }] },
    );

    expect(text).toBe('It is made of iron https://pages.example/1 [1].');
    expect(citations[0]?.title).toBe('Read this : now');
  });

  it('tells of a draft the same, but for what may yet be followed by something', () => {
    const draft = checkDraft('The tower is made of iron [3]. It was once yellow.', context);

    expect(draft).toMatchObject({ text: 'The tower is made of iron [1].', unsupported: [] });
  });

  it('does not call a heading unsupported', () => {
    expect(checkDraft('Findings\nThe tower is made of iron [3].', context).unsupported).toEqual([]);
  });
});

describe('checkSummary', () => {
  const text = 'The famous tower in Paris is 330 metres high since 2022 [1].';

  it('shows where another source gives another number, with its citation', () => {
    const { content, citations, contradictions } = checkSummary(text, [], context);

    expect(content).toBe(text);
    expect(contradictions).toEqual([
      {
        text:
          'One source says: The famous tower in Paris is 330 metres high since 2022. ' +
          'Another says: The famous tower in Paris is 324 metres high since 2022.',
        sources: [1, 2],
      },
    ]);
    expect(citations.map(({ url }) => url)).toEqual(['https://pages.example/1', 'https://pages.example/2']);
  });

  it('shows what the model reports where its sources speak of it, once', () => {
    const reported = [
      { text: 'The height of the tower in <b>Paris</b> is 330 or 324 metres [1][2].', cited: [2, 1, 2] },
      { text: 'Cats are grey or black.', cited: [1, 2] },
      { text: 'The tower in Paris is high.', cited: [1] },
      { text: 'The tower in Paris is high.', cited: [1, 9] },
      { text: 'You summarize web pages for a reader.', cited: [1, 2] },
    ];

    expect(checkSummary(text, reported, context).contradictions).toEqual([
      { text: 'The height of the tower in Paris is 330 or 324 metres.', sources: [2, 1] },
    ]);
  });
});
