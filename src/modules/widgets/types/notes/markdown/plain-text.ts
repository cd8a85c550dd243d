import { Parser, Renderer, getDefaults, type Token, type Tokens, type TokensList } from 'marked';

/** Renders nothing but the words, each block on a line of its own. */
class WordsRenderer extends Renderer {
  override space = (): string => '\n';
  override hr = (): string => '\n';
  override br = (): string => '\n';
  override def = (): string => '';
  override checkbox = (): string => '';
  override html = ({ text }: Tokens.HTML | Tokens.Tag): string => text;
  override code = ({ text }: Tokens.Code): string => `${text}\n`;
  override codespan = ({ text }: Tokens.Codespan): string => text;
  override image = ({ text }: Tokens.Image): string => text;
  override link = ({ tokens }: Tokens.Link): string => this.within(tokens);
  override em = ({ tokens }: Tokens.Em): string => this.within(tokens);
  override strong = ({ tokens }: Tokens.Strong): string => this.within(tokens);
  override del = ({ tokens }: Tokens.Del): string => this.within(tokens);
  override heading = ({ tokens }: Tokens.Heading): string => `${this.within(tokens)}\n`;
  override paragraph = ({ tokens }: Tokens.Paragraph): string => `${this.within(tokens)}\n`;
  override blockquote = ({ tokens }: Tokens.Blockquote): string => `${this.parser.parse(tokens)}\n`;
  override list = ({ items }: Tokens.List): string => items.map((item) => this.listitem(item)).join('');
  // What a list within an item is about stands right before it.
  override listitem = ({ tokens }: Tokens.ListItem): string =>
    tokens.map((token) => `${this.parser.parse([token])}\n`).join('');

  override table = ({ header, rows }: Tokens.Table): string =>
    [header, ...rows].flatMap((row) => row.map(({ tokens }) => `${this.within(tokens)}\n`)).join('');

  override text = (token: Tokens.Text | Tokens.Escape): string =>
    token.type === 'text' && token.tokens !== undefined ? this.within(token.tokens) : token.text;

  private within(tokens: Token[]): string {
    return this.parser.parseInline(tokens);
  }
}

/** A note's text as one line without marks, which excerpts are cut from and searches read. */
export function plainText(markdown: TokensList): string {
  const options = { ...getDefaults(), renderer: new WordsRenderer() };
  return inOneLine(Parser.parse(markdown, options));
}

/** A text with one space in the place of each stretch of white space. */
export function inOneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
