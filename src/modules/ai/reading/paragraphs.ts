import { visit, type DomNode } from './dom.js';
import type { Paragraph } from './page.contract.js';

const ELEMENT = 1;
const TEXT = 3;

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));
const BLOCKS = words(
  'address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer ' +
    'form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody tfoot thead tr ul',
);
const HEADINGS = words('h1 h2 h3 h4 h5 h6');
const NO_PROSE = words(
  'applet audio button canvas datalist embed iframe img input link map math meta noscript object option ' +
    'progress script select style svg template textarea title video',
);
const FURNITURE = words('aside dialog footer header menu nav');
const FURNITURE_ROLES = words(
  'banner complementary contentinfo dialog menu menubar navigation search toolbar',
);
const HIDING_STYLE =
  /(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])|opacity\s*:\s*0(?![.\d]))/i;
const INVISIBLE = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF\u{E0000}-\u{E007F}]/gu;
const CELL = ' | ';
/** A block is a menu, not prose, if this much of it is links. */
const MENU_SHARE = 0.7;
const LONGEST_TERM = 80;
/** With fewer words, what ends with a full stop may be an abbreviation in a table of data. */
const FEWEST_WORDS = 4;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu;
const ORDINAL = /^[#(]?\d{1,3}[.):]?$/;

/** Which parts of a tree are read. */
export interface ParagraphOptions {
  /** Whole pages have menus and footers around the article; an article that was found already has not. */
  readonly skipFurniture: boolean;
  /** Preformatted text is code on most pages, and the whole text on a few. */
  readonly readPreformatted: boolean;
}

/** The prose below a node, block by block: without scripts, controls, hidden text, code blocks and menus. */
export function paragraphsOf(root: DomNode, options: ParagraphOptions): Paragraph[] {
  const reader = new ParagraphReader(options);
  visit(root, reader.enter, reader.leave);
  return reader.finish();
}

/** Plain text, cut at its empty lines. */
export function paragraphsOfText(text: string): Paragraph[] {
  return text
    .split(/\n\s*\n/)
    .map((block) => ({ text: tidy(block), heading: null }))
    .filter((block) => block.text !== '');
}

class ParagraphReader {
  private readonly paragraphs: Paragraph[] = [];
  private heading: string | null = null;
  /** The term that a definition list is explaining. */
  private term = '';
  /** The cells of the row that is being read, but for its last one. */
  private row: Cell[] = [];
  private text = '';
  private linked = 0;
  private linkDepth = 0;

  constructor(private readonly options: ParagraphOptions) {}

  readonly enter = (node: DomNode): boolean => {
    if (node.nodeType === TEXT) this.append(node.nodeValue ?? '');
    if (node.nodeType !== ELEMENT) return false;
    const name = node.localName ?? '';
    if (this.isSkipped(node, name)) return false;
    if (BLOCKS.has(name)) this.flush();
    if (name === 'a') this.linkDepth++;
    if (name === 'br') this.append(' ');
    if (name === 'td' || name === 'th') this.beginCell();
    return true;
  };

  readonly leave = (node: DomNode): void => {
    const name = node.localName ?? '';
    if (name === 'a' && this.linkDepth > 0) this.linkDepth--;
    if (HEADINGS.has(name)) this.endHeading();
    else if (name === 'dt') this.term = termIn(this.take());
    else if (BLOCKS.has(name)) this.flush();
    if (name === 'dd') this.term = '';
  };

  finish(): Paragraph[] {
    this.flush();
    return this.paragraphs;
  }

  private append(text: string): void {
    this.text += text;
    if (this.linkDepth > 0) this.linked += text.trim().length;
  }

  private beginCell(): void {
    this.row.push(this.cut());
  }

  /** What was read since the last cell or block. */
  private cut(): Cell {
    const cell = { text: tidy(this.text), linked: this.linked };
    this.text = '';
    this.linked = 0;
    return cell;
  }

  private takeCells(): Cell[] {
    const cells = [...this.row, this.cut()].filter(({ text }) => text !== '');
    this.row = [];
    return cells;
  }

  private take(): string {
    return textOfRow(this.takeCells());
  }

  /** Some pages lay whole sentences out as headings. */
  private endHeading(): void {
    const cells = this.takeCells();
    const text = textOfRow(cells);
    if (isSentence(text) && !cells.some(isMenu)) this.paragraphs.push({ text, heading: this.heading });
    else this.heading = text || this.heading;
  }

  private flush(): void {
    const cells = this.takeCells();
    const sentences = cells.length > 1 ? cells.filter((cell) => isSentence(cell.text) && !isMenu(cell)) : [];
    if (sentences.length > 0) this.pushSentences(cells, sentences);
    else this.push(cells);
  }

  /** A row that lays out sentences: each is read by itself, under what the other cells say. */
  private pushSentences(cells: readonly Cell[], sentences: readonly Cell[]): void {
    const labels = cells.filter(
      (cell) => !sentences.includes(cell) && !isMenu(cell) && !ORDINAL.test(cell.text),
    );
    const heading = textOfRow(labels).slice(0, LONGEST_TERM) || this.heading;
    for (const { text } of sentences) this.paragraphs.push({ text, heading });
  }

  private push(cells: readonly Cell[]): void {
    const text = textOfRow(cells);
    const linked = cells.reduce((sum, cell) => sum + cell.linked, 0);
    if (text === '' || isMenu({ text, linked })) return;
    const isDefinition = this.term !== '';
    this.paragraphs.push({
      text: isDefinition ? `${this.term}: ${text}` : text,
      heading: isDefinition ? this.term : this.heading,
    });
  }

  private isSkipped(node: DomNode, name: string): boolean {
    if (NO_PROSE.has(name) || (name === 'pre' && !this.options.readPreformatted)) return true;
    return isHidden(node) || (this.options.skipFurniture && isFurniture(node));
  }
}

/** One cell of a table's row, or a text that stands in none, and how much of it is links. */
interface Cell {
  readonly text: string;
  readonly linked: number;
}

function textOfRow(cells: readonly Cell[]): string {
  return cells.map(({ text }) => text).join(CELL);
}

function isMenu({ text, linked }: Cell): boolean {
  return linked > MENU_SHARE * text.length;
}

/** Whether a text ends as a sentence does and has the words for one; figures and labels don't. */
function isSentence(text: string): boolean {
  const words = text.match(/[\p{L}\p{M}]{2,}/gu)?.length ?? 0;
  const unspaced = text.match(UNSPACED)?.length ?? 0;
  return (
    /[.!?。！？]["”’»)\]」』）]*$/u.test(text) && (words >= FEWEST_WORDS || unspaced >= 2 * FEWEST_WORDS)
  );
}

/** The term of a definition; a bare number is that of a footnote. */
function termIn(text: string): string {
  return /\p{L}/u.test(text) ? text.slice(0, LONGEST_TERM) : '';
}

/** Takes out of a page what is not to be read, for readers that don't know of it. */
export function prune(root: DomNode): void {
  const unread: DomNode[] = [];
  visit(
    root,
    (node) => {
      // The header of an article often holds its title.
      const isUnread = isHidden(node) || (isFurniture(node) && node.localName !== 'header');
      if (isUnread) unread.push(node);
      return !isUnread;
    },
    () => undefined,
  );
  for (const node of unread) node.remove?.();
}

function isFurniture(node: DomNode): boolean {
  return FURNITURE.has(node.localName ?? '') || FURNITURE_ROLES.has(attribute(node, 'role') ?? '');
}

/** What no person sees is not read: it is where pages hide what is meant for machines. */
function isHidden(node: DomNode): boolean {
  return (
    attribute(node, 'hidden') !== null ||
    attribute(node, 'aria-hidden') === 'true' ||
    HIDING_STYLE.test(attribute(node, 'style') ?? '')
  );
}

function attribute(node: DomNode, name: string): string | null {
  return node.getAttribute?.(name) ?? null;
}

function tidy(text: string): string {
  return text.replace(INVISIBLE, '').replace(/\s+/g, ' ').trim();
}
