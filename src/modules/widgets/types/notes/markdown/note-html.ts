import { Parser, Renderer, getDefaults, type Tokens, type TokensList } from 'marked';
import sanitizeHtml from 'sanitize-html';

const SCHEMES = ['http', 'https', 'mailto', 'tel'];

const BLOCKS = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'p', 'blockquote', 'pre', 'hr', 'ul', 'ol', 'li'];
const TABLES = ['table', 'thead', 'tbody', 'tr', 'th', 'td'];
const INLINE = ['a', 'br', 'code', 'em', 'strong', 'del', 'input'];

const ALIGNED = { name: 'align', values: ['left', 'center', 'right'] };

// What is rendered has nothing else, so this only holds should the renderer ever let something through.
const POLICY: sanitizeHtml.IOptions = {
  allowedTags: [...BLOCKS, ...TABLES, ...INLINE],
  allowedAttributes: {
    a: ['href', 'title', 'rel'],
    input: [{ name: 'type', values: ['checkbox'] }, 'checked', 'disabled'],
    ol: ['start'],
    th: [ALIGNED],
    td: [ALIGNED],
  },
  allowedClasses: { code: ['language-*'] },
  allowedSchemes: SCHEMES,
  allowProtocolRelative: false,
  disallowedTagsMode: 'escape',
  transformTags: {
    a: sanitizeHtml.simpleTransform('a', { rel: 'noopener noreferrer nofollow' }),
    input: sanitizeHtml.simpleTransform('input', { type: 'checkbox', disabled: '' }),
  },
};

/** Renders what a note may have: raw HTML is shown as the text that it is, and images are links to them. */
class NoteRenderer extends Renderer {
  private isInLink = false;

  override html({ text }: Tokens.HTML | Tokens.Tag): string {
    return escaped(text);
  }

  override link({ href, title, tokens }: Tokens.Link): string {
    this.isInLink = true;
    const content = this.parser.parseInline(tokens);
    this.isInLink = false;
    return linkTo(href, title ?? null, content);
  }

  // To load an image would tell its server who reads the note, and when.
  override image({ href, title, text }: Tokens.Image): string {
    const content = escaped(text === '' ? href : text);
    return this.isInLink ? content : linkTo(href, title, content);
  }
}

/** A note's Markdown as HTML that is safe to show: no scripts, no styles, nothing that loads from elsewhere. */
export function noteHtml(markdown: TokensList): string {
  const options = { ...getDefaults(), renderer: new NoteRenderer() };
  return sanitizeHtml(Parser.parse(markdown, options), POLICY);
}

function linkTo(href: string, title: string | null, content: string): string {
  const target = safeTarget(href);
  if (target === null) return content;
  const about = title ? ` title="${escaped(title)}"` : '';
  return `<a href="${escaped(target)}"${about}>${content}</a>`;
}

/** Where a link leads, as browsers will read it; null unless that is somewhere a note may lead to. */
function safeTarget(href: string): string | null {
  const url = URL.parse(href);
  return url !== null && SCHEMES.includes(url.protocol.slice(0, -1)) ? url.href : null;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text as HTML that shows it, all of it. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter);
}
