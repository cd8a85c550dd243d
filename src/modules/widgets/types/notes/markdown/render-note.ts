import { BoundedLexer } from './bounded-lexer.js';
import { escaped, noteHtml } from './note-html.js';
import { inOneLine, plainText } from './plain-text.js';

/** A note's text in the two forms that are made of its Markdown. */
export interface RenderedText {
  /** HTML that is safe to show. */
  readonly html: string;
  /** One line without marks. */
  readonly plain: string;
}

/** Renders a note's Markdown: a hostile one of a hundred thousand characters takes ten seconds. */
export function renderNote(markdown: string): RenderedText {
  const tokens = new BoundedLexer().lex(markdown);
  return { html: noteHtml(tokens), plain: plainText(tokens) };
}

/** What is shown of Markdown that could not be rendered: the Markdown. */
export function asWritten(markdown: string): RenderedText {
  return { html: `<pre>${escaped(markdown)}</pre>\n`, plain: inOneLine(markdown) };
}
