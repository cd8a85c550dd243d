import { Inject, Injectable } from '@nestjs/common';
import { HttpClient } from '../../../platform/http-client/http-client.js';
import type { OutboundResponse } from '../../../platform/http-client/http-client.contract.js';
import { IN_PROCESS } from '../threads/in-process-text-work.js';
import { TEXT_WORK, type DigestedPage, type TextWork } from '../threads/text-work.contract.js';
import { MAX_PAGE_BYTES } from './page-limits.js';
import { PageStatusError } from './reading.errors.js';
import { RobotsRules } from './robots/robots-rules.js';
import { USER_AGENT } from './user-agent.js';

/** How long a page may take. */
export interface PageFetchOptions {
  readonly deadlineMs: number;
  readonly signal?: AbortSignal;
}

/** A page that was read, with the address that it was read from. */
export interface PageAtAddress extends DigestedPage {
  readonly url: string;
}

/** Fetches pages of the web, whose addresses are never trusted, and reads them where their sites allow it. */
@Injectable()
export class PageFetcher {
  constructor(
    private readonly http: HttpClient,
    private readonly robots: RobotsRules = new RobotsRules(http),
    @Inject(TEXT_WORK) private readonly work: TextWork = IN_PROCESS,
  ) {}

  /** Throws an `AppError` whose message says why the page is not read. */
  async fetch(url: string, { deadlineMs, signal }: PageFetchOptions): Promise<PageAtAddress> {
    const end = performance.now() + deadlineMs;
    const left = (): number => Math.max(1, Math.ceil(end - performance.now()));
    // What is no address is for the client to refuse.
    if (URL.canParse(url)) await this.robots.requireAllowed(url, left(), signal);
    const response = await this.get(url, { deadlineMs: left(), ...(signal ? { signal } : {}) });
    if (response.status !== 200) throw new PageStatusError(response.status);
    // Where a redirect leads is known only now; what the site there forbids is not read.
    if (response.url !== url) await this.robots.requireAllowed(response.url, left(), signal);
    const { headers, body } = response;
    const page = { url: response.url, contentType: headers['content-type'], body };
    return { url: response.url, ...(await this.work.read(page, signal)) };
  }

  private get(url: string, options: PageFetchOptions): Promise<OutboundResponse> {
    return this.http.request({
      url,
      headers: {
        accept: 'text/html,application/xhtml+xml,text/plain;q=0.8',
        'user-agent': USER_AGENT,
      },
      maxBytes: MAX_PAGE_BYTES,
      trusted: false,
      ...options,
    });
  }
}
