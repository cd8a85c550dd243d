import { partsOf, type PageParts } from './page-parts.js';
import { Random } from './random.js';
import type { Topic } from './topics.js';

/** A page of the small web that a topic has. */
export interface TopicPage {
  readonly url: string;
  readonly markup: string;
}

/** What an author may write; what is taken is gone, so that no two pages have the same sentence. */
interface Material {
  readonly query: string;
  readonly facts: readonly string[];
  readonly filler: (count: number) => string[];
  readonly chat: (count: number) => string[];
  readonly opening: (count: number) => string[];
  readonly closing: () => string[];
}

/** Builds the paragraphs of one kind of page. */
type Author = (material: Material) => string[][];

/** Begins with what it knows. */
const encyclopedia: Author = ({ facts, filler }) => [
  [...facts.slice(0, 2), ...filler(1)],
  [...facts.slice(2, 4), ...filler(1), ...facts.slice(4)],
];
/** The news first, the rest later. */
const newspaper: Author = ({ facts, filler, chat }) => [
  [...facts.slice(0, 1), ...chat(1)],
  [...filler(1), ...facts.slice(1, 2)],
  [...chat(1), ...facts.slice(2), ...filler(1)],
];
/** Comes to the point late. */
const blog: Author = ({ facts, filler, chat, opening, closing }) => [
  opening(2),
  [...chat(2), ...filler(1)],
  [...facts.slice(0, 1), ...chat(1), ...facts.slice(1)],
  [...chat(1), ...closing()],
];
/** One thing after the other, after a greeting. */
const guide: Author = ({ facts, filler, chat, opening, closing }) => [
  [...opening(1), ...filler(1)],
  ...facts.map((fact, i) => [fact, ...(i % 2 === 0 ? chat(1) : [])]),
  closing(),
];
/** People who answer each other. */
const forum: Author = ({ query, facts, filler, chat }) => [
  [`Hello everybody, I wonder: ${query}?`, ...chat(1)],
  [...chat(1), ...facts],
  [...filler(1), ...chat(1)],
];

/** Three to five pages about a topic, the same each time: facts are spread over them, some stand on two. */
export function pagesAbout(topic: Topic): TopicPage[] {
  const random = new Random(topic.query);
  const parts = partsOf(topic.set, topic.language);
  const authors = random.some(
    [random.below(2) ? encyclopedia : newspaper, blog, guide, forum],
    2 + random.below(3),
  );
  const stock = stockOf(topic, parts, random);
  const facts = spread(topic, authors.length, random);
  const contents = authors.map((author, i) =>
    author({ ...stock, query: topic.query, facts: facts[i] ?? [] }),
  );
  const shop = [
    [...stock.opening(1), ...topic.distractors],
    [...random.some(parts.pleas, 2), ...stock.chat(1)],
  ];
  return random.some([...contents, shop]).map((paragraphs, i) => ({
    url: `https://site-${i + 1}.example/page`,
    markup: markupOf(topic, parts, paragraphs, random),
  }));
}

function stockOf(topic: Topic, parts: PageParts, random: Random): Omit<Material, 'query' | 'facts'> {
  const taking = (sentences: readonly string[]): ((count: number) => string[]) => {
    const left = random.some(sentences);
    return (count) => left.splice(0, count);
  };
  const closing = taking(parts.closings);
  return {
    filler: taking(topic.filler),
    chat: taking(parts.chat),
    opening: taking(parts.openings.map((opening) => opening.replaceAll('%', topic.query))),
    closing: () => closing(1),
  };
}

/** The wordings for each page; two wordings of one fact are on two pages. */
function spread(topic: Topic, pages: number, random: Random): string[][] {
  const facts: string[][] = Array.from({ length: pages }, () => []);
  for (const { wordings } of random.some(topic.facts)) {
    const first = random.below(pages);
    wordings.forEach((wording, i) => facts[(first + i) % pages]?.push(wording));
  }
  return facts;
}

function markupOf(
  { query, language }: Topic,
  parts: PageParts,
  paragraphs: readonly string[][],
  random: Random,
): string {
  const [notice = '', footer = ''] = random.some(parts.pleas, 2);
  const headings = random.some(parts.headings);
  const body = paragraphs
    .filter((sentences) => sentences.length > 0)
    .map((sentences, i) => {
      const heading = i > 0 && i % 2 === 0 ? `<h2>${headings[i / 2] ?? ''}</h2>` : '';
      return `${heading}<p>${sentences.join(' ')}</p>`;
    });
  return (
    `<!doctype html><html lang="${language}"><head><title>${query} | Site</title></head><body>` +
    `<nav><a href="/">Home</a> <a href="/all">All articles</a></nav><div class="banner">${notice}</div>` +
    `<main><h1>${query}</h1>${body.join('\n')}</main><footer><p>${footer}</p></footer></body></html>`
  );
}
