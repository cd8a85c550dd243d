import { UpstreamError } from '../../../common/errors/app-error.js';
import type { UnreadableCode } from './page.contract.js';

const MESSAGES = {
  page_is_pdf: 'the page is a PDF document: only HTML and plain text are read',
  page_type_unsupported: 'the page is neither HTML nor plain text',
  page_too_complex: 'the page is too large or too deeply nested to be read',
  page_empty: 'the page has no readable text',
  page_disallowed: "the site's robots.txt does not allow that the page is read by programs",
  page_rules_unavailable:
    "the site's robots.txt can't be had, so whether programs may read the page is not known",
  page_reader_busy: 'too many pages are being read at the moment',
  page_reader_failed: 'reading the page failed',
  page_given_up: 'the time for reading all pages was over',
} as const satisfies Record<UnreadableCode, string>;

/** A page was found, but there is nothing to read from it; the message says why. */
export class PageUnreadable extends UpstreamError {
  constructor(
    override readonly code: UnreadableCode,
    cause?: unknown,
  ) {
    super(code, MESSAGES[code], { cause });
  }
}

/** A page's server answered with something else than the page. */
export class PageStatusError extends UpstreamError {
  constructor(status: number) {
    super('page_status', `the page's server answered ${status}`);
  }
}
