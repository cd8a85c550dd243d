/** How many tokens a text is for one model. */
export interface TokenCounter {
  /** As exactly as is known; what texts are cut by. */
  readonly count: (text: string) => number;
  /** Never fewer than the model's service will count; what is reserved of a budget. */
  readonly atMost: (text: string) => number;
}

/** Beyond this an encoder takes time that grows with the square of the length. */
const LONGEST_RUN = 256;
const LONG_RUN = new RegExp(`(\\S{${LONGEST_RUN}})`);
/** Services add a few tokens of their own around a text. */
const MARGIN = 1.02;
const BYTES_PER_TOKEN = 3;

const O200K = /^(?:gpt-(?:4o|4\.1|4\.5|5)|chatgpt|o\d)/;
const CL100K = /^gpt-(?:3\.5|4)/;

/**
 * Counts as the model's own encoding does. The tables of an encoding are large, so one is loaded when it is first needed.
 * A model whose encoding is not known can't count more tokens than a text has bytes.
 */
export async function tokenCounterFor(model: string): Promise<TokenCounter> {
  if (O200K.test(model)) return exactly((await import('gpt-tokenizer/encoding/o200k_base')).countTokens);
  if (CL100K.test(model)) return exactly((await import('gpt-tokenizer/encoding/cl100k_base')).countTokens);
  return {
    count: (text) => Math.ceil(Buffer.byteLength(text) / BYTES_PER_TOKEN),
    atMost: (text) => Buffer.byteLength(text),
  };
}

type CountTokens = (text: string, options: { disallowedSpecial: Set<string> }) => number;

function exactly(countTokens: CountTokens): TokenCounter {
  // A page may write an encoding's control words; they are text to us, and the messages' author disarms them.
  const countPiece = (piece: string): number => countTokens(piece, { disallowedSpecial: new Set() });
  const count = (text: string): number =>
    text.split(LONG_RUN).reduce((sum, piece) => sum + countPiece(piece), 0);
  return { count, atMost: (text) => Math.ceil(count(text) * MARGIN) };
}
