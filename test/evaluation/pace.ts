import { Random } from './random.js';
import { partsOf } from './page-parts.js';
import type { FetchedPage } from '../../src/modules/ai/reading/page.contract.js';
import type { TextWork } from '../../src/modules/ai/threads/text-work.contract.js';
import { pagesAbout } from './topic-pages.js';
import { readTopics, type Topic } from './topics.js';

const PAGES = 5;
const ROUNDS = 15;
/** About what a page of the web has: 2,000 words of text, 300 links around it and 60 KB of scripts. */
const SENTENCES = 160;
const LINKS = 300;
const SCRIPT_CHARS = 60_000;

/** Milliseconds for reading five pages of an ordinary size and summarizing them: median of rounds, after warming up. */
export async function paceOf(work: TextWork): Promise<number> {
  const topic = readTopics('tune').find((each) => pagesAbout(each).length === PAGES);
  if (!topic) throw new Error('no topic has five pages');
  const times: number[] = [];
  for (let round = 0; round < 2 * ROUNDS; round++) {
    const pages = fetchedPages(topic);
    const startedAt = performance.now();
    const read = await Promise.all(pages.map((page) => work.read(page)));
    const sources = read.map(({ title, paragraphs }, i) => ({
      n: i + 1,
      url: `https://site-${i}.example/`,
      title,
      paragraphs,
    }));
    await work.extract({ query: topic.query, sources });
    times.push(performance.now() - startedAt);
  }
  return times.slice(ROUNDS).sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
}

/** The topic's pages in a frame as heavy as that of others. */
function fetchedPages(topic: Topic): FetchedPage[] {
  const { chat } = partsOf(topic.set, topic.language);
  const random = new Random(topic.query);
  const menu = Array.from(
    { length: LINKS },
    (_, i) => `<li class="item"><a href="/p/${i}">Page ${i}</a></li>`,
  ).join('');
  return pagesAbout(topic).map(({ url, markup }) => {
    const filler = Array.from(
      { length: SENTENCES },
      (_, i) => `${i % 5 === 0 ? '</p><p class="text">' : ''}Part ${i}: ${random.some(chat, 1).join('')} `,
    );
    const heavy = markup
      .replace('<head>', `<head><script>${'x=1;'.repeat(SCRIPT_CHARS / 4)}</script>`)
      .replace('<nav>', `<nav><ul>${menu}</ul>`)
      .replace('</main>', `<p>${filler.join('')}</p></main>`);
    return { url, contentType: 'text/html; charset=utf-8', body: Buffer.from(heavy) };
  });
}
