import { Injectable } from '@nestjs/common';
import { HttpClient } from '../../../platform/http-client/http-client.js';
import type { ReadablePage } from './page.contract.js';
import { MAX_PAGE_BYTES, readPage } from './page-reader.js';
import { PageStatusError } from './reading.errors.js';

/** How long a page may take. */
export interface PageFetchOptions {
  readonly deadlineMs: number;
  readonly signal?: AbortSignal;
}

/** A page that was read, with the address that it was read from. */
export interface PageAtAddress extends ReadablePage {
  readonly url: string;
}

/** Fetches pages of the web, whose addresses are never trusted, and reads them. */
@Injectable()
export class PageFetcher {
  constructor(private readonly http: HttpClient) {}

  /** Throws an `AppError` whose message says why the page is not read. */
  async fetch(url: string, { deadlineMs, signal }: PageFetchOptions): Promise<PageAtAddress> {
    const response = await this.http.request({
      url,
      headers: { accept: 'text/html,application/xhtml+xml,text/plain;q=0.8' },
      deadlineMs,
      maxBytes: MAX_PAGE_BYTES,
      trusted: false,
      ...(signal ? { signal } : {}),
    });
    if (response.status !== 200) throw new PageStatusError(response.status);
    const { headers, body } = response;
    return {
      url: response.url,
      ...readPage({ url: response.url, contentType: headers['content-type'], body }),
    };
  }
}
