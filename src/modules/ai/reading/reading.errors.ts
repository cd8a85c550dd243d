import { UpstreamError } from '../../../common/errors/app-error.js';

const MESSAGES = {
  page_is_pdf: 'the page is a PDF document: only HTML and plain text are read',
  page_type_unsupported: 'the page is neither HTML nor plain text',
  page_too_complex: 'the page is too large or too deeply nested to be read',
  page_empty: 'the page has no readable text',
} as const;

/** Why a page gives no text. */
export type UnreadableCode = keyof typeof MESSAGES;

/** A page was fetched, but there is nothing to read from it; the message says why. */
export class PageUnreadable extends UpstreamError {
  constructor(code: UnreadableCode, cause?: unknown) {
    super(code, MESSAGES[code], { cause });
  }
}

/** A page's server answered with something else than the page. */
export class PageStatusError extends UpstreamError {
  constructor(status: number) {
    super('page_status', `the page's server answered ${status}`);
  }
}
