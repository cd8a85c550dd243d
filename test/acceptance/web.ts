import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { PagesServer } from '../providers/pages-server.js';
import type { Reply } from '../providers/provider-server.js';
import { SerperServer } from '../providers/serper-server.js';

interface Topic {
  readonly query: string;
  readonly pages: readonly string[];
}

const FOLDER = 'test/cases/pages';
const [TOPIC] = JSON.parse(readFileSync(`${FOLDER}/topics.json`, 'utf8')) as [Topic];

/** A small web: a search provider that finds the pages of a topic, and the site that they are on. */
export class Web {
  private readonly waiting: (() => void)[] = [];
  private isOpen = true;

  private constructor(
    readonly search: SerperServer,
    readonly site: PagesServer,
  ) {}

  static async start(): Promise<Web> {
    const web = new Web(await new SerperServer().start(), await new PagesServer(FOLDER).start());
    web.search.results = TOPIC.pages.map((page) => ({ title: page, link: web.urlOf(page), snippet: page }));
    return web;
  }

  /** What to search for; another one each time, for equal ones share an answer and equal contents a summary. */
  freshQuery(): string {
    return `${TOPIC.query} ${randomUUID()}`;
  }

  /** Addresses of the pages that are found. */
  get pages(): string[] {
    return TOPIC.pages.map((page) => this.urlOf(page));
  }

  /** What a program is told to search here. */
  get variables(): Record<string, string> {
    return { SEARCH_PROVIDER: 'serper', SERPER_URL: this.search.url, SERPER_API_KEY: this.search.apiKey };
  }

  /** From now on a page is sent only when the site is opened again. */
  shut(): void {
    this.isOpen = false;
    for (const page of TOPIC.pages) this.site.page(`/${page}`, this.inTime(page));
  }

  open(): void {
    this.isOpen = true;
    for (const send of this.waiting.splice(0)) send();
  }

  async close(): Promise<void> {
    await Promise.all([this.search.close(), this.site.close()]);
  }

  private inTime(page: string): Reply {
    return (_request, response) => {
      const send = (): void => {
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
        response.end(readFileSync(`${FOLDER}/${page}`));
      };
      if (this.isOpen) send();
      else this.waiting.push(send);
    };
  }

  private urlOf(page: string): string {
    return `${this.site.url}/${page}`;
  }
}
