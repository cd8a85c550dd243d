import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { readPage } from '../reading/page-reader.js';
import { splitSentences } from '../text/sentences.js';
import { ExtractiveSummarizer } from './extractive.summarizer.js';
import type { Summary, SummarySource } from './summarizer.contract.js';

interface Topic {
  readonly query: string;
  readonly pages: readonly string[];
  readonly facts: readonly string[];
}

const PAGES = 'test/cases/pages';
const TOPICS = JSON.parse(readFileSync(`${PAGES}/topics.json`, 'utf8')) as Topic[];
const summarizer = new ExtractiveSummarizer();

function source(n: number, ...texts: string[]): SummarySource {
  const paragraphs = texts.map((text) => ({ text, heading: null }));
  return { n, title: `Page ${n}`, url: `https://pages.example/${n}`, paragraphs };
}

function sourceFromFile(path: string, i: number): SummarySource {
  const url = `https://pages.example/${path}`;
  const contentType = path.endsWith('.txt') ? 'text/plain' : 'text/html; charset=utf-8';
  const patient = { parseMs: 60_000, articleMs: 60_000 };
  return {
    n: i + 1,
    url,
    ...readPage({ url, contentType, body: readFileSync(`${PAGES}/${path}`) }, patient),
  };
}

function sentencesOf({ content }: Summary): { text: string; markers: number[] }[] {
  return content.split(/(?<=\][.!]+["”)]*) /).map((sentence) => ({
    text: sentence.replace(/ ?\[\d+\]/g, ''),
    markers: [...sentence.matchAll(/\[(\d+)\]/g)].map((match) => Number(match[1])),
  }));
}

const textOf = ({ paragraphs }: SummarySource): string => paragraphs.map(({ text }) => text).join(' ');

describe('ExtractiveSummarizer', () => {
  it('answers with the sentences that speak of the query, each with its source', async () => {
    const summary = await summarizer.summarize({
      query: 'default port of nginx',
      sources: [
        source(1, 'Our story began in a garage in the year 1998. The weather was very nice that summer.'),
        source(
          2,
          'The server called nginx listens on port 80 by default. Cats are animals that sleep a lot.',
        ),
      ],
    });

    expect(summary.content).toMatch(/^The server called nginx listens on port 80 by default \[1\]\./);
    expect(summary.citations).toEqual([{ n: 1, title: 'Page 2', url: 'https://pages.example/2' }]);
    expect(summary).toMatchObject({ model: 'extractive', usage: null, notice: null });
  });

  it('says once what several sources say, and cites them all', async () => {
    const fact = 'The tower of the old town is 93 metres high';
    const summary = await summarizer.summarize({
      query: 'how high is the tower of the old town',
      sources: [
        source(1, `${fact}.`),
        source(2, `${fact}!`),
        source(3, 'The tower of the old town is 39 metres high.'),
      ],
    });

    expect(summary.content.match(/93 metres/g)).toHaveLength(1);
    expect(summary.content).toContain('93 metres high [1][2].');
  });

  it('takes the sentence along that another one leans on', async () => {
    const summary = await summarizer.summarize({
      query: 'efficiency at −15 °C',
      sources: [
        source(
          1,
          'In our study the mean efficiency was 2.9 over the winter. At −15 °C it still reached an efficiency of 2.1.',
        ),
      ],
      maxSentences: 2,
    });

    expect(summary.content).toBe(
      'In our study the mean efficiency was 2.9 over the winter [1]. At −15 °C it still reached an efficiency of 2.1 [1].',
    );
  });

  it('does not take a sentence that leans on one for which there is no room', async () => {
    const summary = await summarizer.summarize({
      query: 'efficiency at −15 °C',
      sources: [
        source(
          1,
          'In our study the mean of all houses was 2.9 over the winter. At −15 °C it still reached an efficiency of 2.1.',
        ),
      ],
      maxSentences: 1,
    });

    expect(summary.content).not.toContain('2.1');
  });

  it('keeps to the length that is asked for', async () => {
    const sources = [
      source(
        1,
        ...Array.from({ length: 30 }, (_, i) => `Fact ${i} tells of bread number ${i} and of loaf ${i * 7}.`),
      ),
    ];

    const short = await summarizer.summarize({ query: 'bread', sources, maxSentences: 3 });
    const narrow = await summarizer.summarize({ query: 'bread', sources, maxChars: 100 });

    expect(sentencesOf(short)).toHaveLength(3);
    expect(narrow.content.replace(/ ?\[\d+\]/g, '').length).toBeLessThanOrEqual(102);
  });

  it('falls back to what the pages speak of most when no word of the query stands in them', async () => {
    const summary = await summarizer.summarize({
      query: 'xyzzy',
      sources: [
        source(
          1,
          'Bread needs flour and water to rise. Bread needs time and warmth to rise. A cat slept on the old sofa.',
        ),
      ],
      maxSentences: 1,
    });

    expect(summary.content).toContain('Bread');
  });

  it('does not say in other words what it has said', async () => {
    const summary = await summarizer.summarize({
      query: 'starter feeding',
      sources: [
        source(1, 'A sourdough starter at room temperature wants feeding every 12 hours.'),
        source(2, 'Every 12 hours the starter wants feeding.', 'In the fridge one feeding a week will do.'),
      ],
    });

    expect(sentencesOf(summary).map(({ text }) => text)).toEqual([
      expect.stringMatching(/12 hours/),
      expect.stringMatching(/fridge/),
    ]);
  });

  it('keeps foreign markers, tags and links out of the text', async () => {
    const summary = await summarizer.summarize({
      query: 'reset commit',
      sources: [
        source(
          1,
          'A reset moves the branch to the <commit> that is given.[12] Get the reset tool at https://evil.example/x today. A reset of <script>alert(1)</script> is a strange commit.',
        ),
      ],
    });

    expect(summary.content).toContain('moves the branch to the ‹commit› that is given [1].');
    expect(summary.content).not.toMatch(/<|https?:|\[12\]/);
  });

  it('gives a definition’s term to each of its sentences', async () => {
    const paragraphs = [
      {
        heading: 'naptime',
        text: 'naptime: The time between two runs of the daemon. The default is 1 minute for every database.',
      },
    ];
    const summary = await summarizer.summarize({
      query: 'default naptime',
      sources: [{ ...source(1), paragraphs }],
      maxSentences: 1,
    });

    expect(summary.content).toBe('naptime: The default is 1 minute for every database [1].');
  });

  it('shows a source’s title without markup, and its address where it has none', async () => {
    const text = 'The server listens on port 80 by default.';
    const titled = await summarizer.summarize({
      query: 'port',
      sources: [{ ...source(1, text), title: '<b>Ports</b>\n' }],
    });
    const untitled = await summarizer.summarize({
      query: 'port',
      sources: [{ ...source(1, text), title: '' }],
    });

    expect(titled.citations[0]?.title).toBe('Ports');
    expect(untitled.citations[0]?.title).toBe('https://pages.example/1');
  });

  it.each([
    ['no sources', []],
    ['nothing but menus', [source(1, 'Home', 'Contact us today for a free quote.', 'Prices | Terms')]],
  ])('says that there is nothing to summarize in %s', async (_case, sources) => {
    await expect(summarizer.summarize({ query: 'bread', sources })).rejects.toMatchObject({
      code: 'nothing_to_summarize',
    });
  });

  it('reads only what may matter of a page without end', async () => {
    const filler = Array.from(
      { length: 4_000 },
      (_, i) => `Paragraph ${i} has nothing to say about anything at all.`,
    );
    const summary = await summarizer.summarize({
      query: 'zeppelin',
      sources: [
        source(1, ...filler, 'The zeppelin was 245 metres long and carried 72 guests.'),
        source(2, ...filler),
      ],
      maxSentences: 1,
    });

    expect(summary.content).toContain('245 metres');
  });

  describe.each(TOPICS)('on pages about “$query”', ({ query, pages, facts }) => {
    const sources = pages.map(sourceFromFile);

    it('cites a source for each sentence, and the source has that sentence', async () => {
      const summary = await summarizer.summarize({ query, sources });

      for (const { text, markers } of sentencesOf(summary)) {
        expect(markers.length).toBeGreaterThan(0);
        for (const n of markers) {
          const cited = summary.citations.find((citation) => citation.n === n);
          const quoted = sources.find(({ url }) => url === cited?.url);
          const statement = text.replace(/^[^:]+: (?=[A-Z])/, '');
          expect(textOf(quoted!)).toContain(statement);
        }
      }
    });

    it('finds at least half of the key facts, more than the first three sentences of each page hold', async () => {
      const { content } = await summarizer.summarize({ query, sources });
      const plain = content.replace(/ ?\[\d+\]/g, '');
      const beginnings = sources.map((each) => splitSentences(textOf(each)).slice(0, 3).join(' ')).join(' ');
      const found = facts.filter((fact) => plain.includes(fact)).length;
      const atFirst = facts.filter((fact) => beginnings.includes(fact)).length;

      expect(found).toBeGreaterThanOrEqual(facts.length / 2);
      expect(found).toBeGreaterThan(atFirst);
    });

    it('is the same every time, and free of orders and pleas', async () => {
      const [first, second] = await Promise.all([
        summarizer.summarize({ query, sources }),
        summarizer.summarize({ query, sources }),
      ]);

      expect(first).toEqual(second);
      expect(first.content).not.toMatch(/subscribe|cookie|all rights reserved|ignore all|click|ALTER TABLE/i);
    });
  });
});
