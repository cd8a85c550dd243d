import { stripEmphasis, stripLinks, stripMarkup } from '../../text/plain-text.js';

const NO_LINKS: ReadonlySet<string> = new Set();

/** What a model wrote as plain text: no markup, and no addresses but those allowed. */
export function plain(text: string, allowed: ReadonlySet<string> = NO_LINKS): string {
  return stripEmphasis(stripLinks(stripMarkup(text), allowed)).replace(/ {2,}/g, ' ');
}
