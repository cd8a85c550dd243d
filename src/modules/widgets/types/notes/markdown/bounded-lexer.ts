import { Lexer, Tokenizer, getDefaults, type MarkedOptions, type Token, type TokensList } from 'marked';

/** Deepest nesting of blocks, and of marks within a line, that is read; what is deeper stays text. */
const DEEPEST = 16;

/**
 * Characters times characters of the stretches whose marks are read. A stretch takes up to the square of its length, so
 * without a bound one note of 100,000 characters could keep the program busy for minutes.
 */
const MOST_WORK = 40_000_000;

/** A lexer of Markdown that takes a bounded time, and a bounded stack, for any text. */
export class BoundedLexer extends Lexer {
  private depth = 0;
  private work = 0;

  constructor(options: MarkedOptions = {}) {
    // A tokenizer belongs to one lexer.
    super({ ...getDefaults(), ...options, tokenizer: new Tokenizer() });
  }

  override blockTokens(src: string, tokens?: Token[], lastParagraphClipped?: boolean): Token[];
  override blockTokens(src: string, tokens?: TokensList, lastParagraphClipped?: boolean): TokensList;
  override blockTokens(src: string, tokens: Token[] = [], lastParagraphClipped?: boolean): Token[] {
    return this.within(src, tokens, () => super.blockTokens(src, tokens, lastParagraphClipped));
  }

  override inlineTokens(src: string, tokens: Token[] = []): Token[] {
    this.work += src.length ** 2;
    if (this.work > MOST_WORK) return asText(src, tokens);
    return this.within(src, tokens, () => super.inlineTokens(src, tokens));
  }

  private within(src: string, tokens: Token[], read: () => Token[]): Token[] {
    if (this.depth >= DEEPEST) return asText(src, tokens);
    this.depth += 1;
    try {
      return read();
    } finally {
      this.depth -= 1;
    }
  }
}

function asText(src: string, tokens: Token[]): Token[] {
  tokens.push({ type: 'text', raw: src, text: src, escaped: false });
  return tokens;
}
