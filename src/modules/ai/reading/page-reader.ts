import { Readability } from '@mozilla/readability';
import { decodeText } from './charset.js';
import { isNode, parseDocument, visit, type DomDocument, type DomNode } from './dom.js';
import { MAX_PAGE_BYTES } from './page-limits.js';
import type { FetchedPage, Paragraph, ReadablePage } from './page.contract.js';
import { paragraphsOf, paragraphsOfText, prune } from './paragraphs.js';
import { PageUnreadable } from './reading.errors.js';
import { withinTime } from './within-time.js';

/** Tags, attributes and entities: what a parser works on. */
const MAX_TOKENS = 150_000;
const MAX_ARTICLE_TAGS = 3_000;
const TIME_LIMITS: ReadingTime = { parseMs: 1_000, articleMs: 500 };
const MAX_TEXT = 400_000;
const MAX_TITLE = 200;
/** With less prose than this there may be more in preformatted text, or nothing to read. */
const LITTLE = 200;
/** An article with a smaller share of the page's prose is taken for a wrong guess. */
const ARTICLE_SHARE = 0.3;
/** On a page with less prose than this there is too little to guess by: one row of a table is taken for the article. */
const SHORT = 1_000;

/** How long the two stages may take: parsing, without which nothing is read, and guessing the article. */
export interface ReadingTime {
  readonly parseMs: number;
  readonly articleMs: number;
}

const HTML_TYPES = new Set(['text/html', 'application/xhtml+xml']);
const TEXT_TYPES = new Set(['text/plain', 'text/markdown', 'text/x-rst']);

/** Title and prose of a fetched page; throws `PageUnreadable` for what can't or should not be read. */
export function readPage(page: FetchedPage, time: ReadingTime = TIME_LIMITS): ReadablePage {
  const type = mediaType(page);
  if (page.body.length > MAX_PAGE_BYTES) throw new PageUnreadable('page_too_complex');
  const text = decodeText(page.body, page.contentType);
  const read = type === 'html' ? readHtml(text, time) : { title: '', paragraphs: paragraphsOfText(text) };
  const paragraphs = upTo(MAX_TEXT, read.paragraphs);
  if (paragraphs.length === 0) throw new PageUnreadable('page_empty');
  return { title: read.title.slice(0, MAX_TITLE) || new URL(page.url).hostname, paragraphs };
}

/** What the header says, unless the bytes say plainly that it is something else. */
function mediaType({ contentType, body }: FetchedPage): 'html' | 'text' {
  const start = body.subarray(0, 1_024).toString('latin1');
  const type = (contentType ?? '').split(';', 1).join('').trim().toLowerCase();
  if (type === 'application/pdf' || start.startsWith('%PDF-')) throw new PageUnreadable('page_is_pdf');
  const isUtf16 = /^(\xFF\xFE|\xFE\xFF)|utf-?16/i.test(start.slice(0, 2) + (contentType ?? ''));
  if (start.includes('\0') && !isUtf16) throw new PageUnreadable('page_type_unsupported');
  if (HTML_TYPES.has(type)) return 'html';
  if (TEXT_TYPES.has(type)) return 'text';
  if (type === '') return /^\s*(<!doctype html|<html|<head|<body|<\?xml|<!--)/i.test(start) ? 'html' : 'text';
  throw new PageUnreadable('page_type_unsupported');
}

function readHtml(markup: string, { parseMs, articleMs }: ReadingTime): ReadablePage {
  if (count(markup, /[<&=]/g) > MAX_TOKENS) throw new PageUnreadable('page_too_complex');
  const whole = readWhole(markup, parseMs);
  const size = sizeOf(whole.paragraphs);
  // The guess leaves out code, which is read where there is little else.
  const isWorthGuessing = size >= SHORT || /<pre\b/i.test(markup);
  const isGuessed = isWorthGuessing && count(markup, /<[a-z]/gi) <= MAX_ARTICLE_TAGS;
  const article = isGuessed ? readArticle(whole.document, articleMs) : null;
  const isGuessGood = article !== null && sizeOf(article.paragraphs) >= ARTICLE_SHARE * size;
  return isGuessGood ? { ...article, title: article.title || whole.title } : whole;
}

interface WholePage extends ReadablePage {
  readonly document: DomDocument;
}

function readWhole(markup: string, milliseconds: number): WholePage {
  try {
    return withinTime(milliseconds, () => {
      const document = parseDocument(markup);
      const root = document.documentElement;
      const prose = paragraphsOf(root, { skipFurniture: true, readPreformatted: false });
      const isProse = sizeOf(prose) >= LITTLE;
      const paragraphs = isProse
        ? prose
        : paragraphsOf(root, { skipFurniture: true, readPreformatted: true });
      return { document, title: titleOf(document), paragraphs };
    });
  } catch (error) {
    throw new PageUnreadable('page_too_complex', error);
  }
}

/** The article that Readability finds; null if it finds none, takes too long or stumbles. It wears out the document. */
function readArticle(document: DomDocument, milliseconds: number): ReadablePage | null {
  try {
    return withinTime(milliseconds, () => {
      prune(document.documentElement);
      const found = new Readability<unknown>(document, {
        serializer: (node: unknown) => node,
        charThreshold: LITTLE,
      }).parse();
      const options = { skipFurniture: false, readPreformatted: false };
      const paragraphs = found && isNode(found.content) ? paragraphsOf(found.content, options) : [];
      return { title: found?.title?.trim() ?? '', paragraphs };
    });
  } catch {
    return null;
  }
}

function titleOf(document: DomDocument): string {
  let title = '';
  let isInTitle = false;
  const enter = (node: DomNode): boolean => {
    isInTitle ||= node.localName === 'title' && title === '';
    if (isInTitle) title += node.nodeValue ?? '';
    return true;
  };
  visit(document.documentElement, enter, (node) => {
    if (node.localName === 'title') isInTitle = false;
  });
  return title.replace(/\s+/g, ' ').trim();
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

function sizeOf(paragraphs: readonly Paragraph[]): number {
  return paragraphs.reduce((size, { text }) => size + text.length, 0);
}

function upTo(limit: number, paragraphs: readonly Paragraph[]): Paragraph[] {
  let left = limit;
  return paragraphs.flatMap(({ text, heading }) => {
    const part = text.slice(0, left);
    left -= part.length;
    return part === '' ? [] : [{ text: part, heading }];
  });
}
