/** Names that models give to what they think aloud, in tags of angle or square brackets. */
const NAMES = 'think|thinking|thought|thoughts|reasoning|reflection|scratchpad|analysis|rationale';
const TAG_NAME = `(?:\\w{1,20}:)?(?:${NAMES})`;
const OPENINGS = [
  `<\\s{0,4}${TAG_NAME}(?:\\s[^<>]{0,100})?>`,
  `\\[\\s{0,4}${TAG_NAME}\\s{0,4}\\]`,
  '◁think▷',
  '<\\|(?:begin_of_thought|start_thinking|begin_of_thinking|thinking|think)\\|>',
];
const CLOSINGS = [
  `<\\s{0,4}/\\s{0,4}${TAG_NAME}\\s{0,4}>`,
  `\\[\\s{0,4}/\\s{0,4}${TAG_NAME}\\s{0,4}\\]`,
  '◁/think▷',
  '<\\|(?:end_of_thought|end_thinking|end_of_thinking|/thinking|/think)\\|>',
];
/** OpenAI's harmony format, in which an answer is the message of the channel `final`. */
const CHANNEL = /<\|channel\|>/i;
const FINAL = /<\|channel\|>\s{0,4}final\b(?:[^<]|<\|constrain\|>){0,100}<\|message\|>/gi;
const MESSAGE_END = /<\|(?:end|return|call|start|channel)\|>/i;
/** The same from a service that leaves the format's special tokens out. */
const BARE_FINAL = /^\s*analysis(?=[^a-z]|[A-Z])[\s\S]*assistant\s*final/;

const OPENING = new RegExp(OPENINGS.join('|'), 'i');
const CLOSING = new RegExp(CLOSINGS.join('|'), 'gi');
const MARK = new RegExp([...OPENINGS, ...CLOSINGS, '<\\|channel\\|>'].join('|'), 'i');
/** An answer that is nothing but JSON may quote a tag, and has no thoughts around it. */
const FENCE = /^```\w*\s*([\s\S]*?)\s*```$/;

/**
 * What a model answers, without what it thinks aloud before, between or after: also where a tag has no counterpart. Empty
 * if it only thought.
 */
export function withoutThoughts(text: string): string {
  if (isJson(text)) return text;
  if (CHANNEL.test(text)) return withoutThoughts(finalMessage(text));
  const bare = BARE_FINAL.exec(text)?.[0];
  return outsideOfTags(bare === undefined ? text : text.slice(bare.length));
}

/**
 * The same for a text that comes piece by piece. Thoughts may come without a tag that opens them, so only what begins as
 * JSON is passed on before the end; prose is not told from thoughts until it is whole.
 */
export class ThoughtFilter {
  private state: 'waiting' | 'thinking' | 'answering' | 'over' = 'waiting';
  private held = '';
  /** What of the held text was searched for a mark already. */
  private searched = 0;

  /** What may be passed on now. */
  push(piece: string): string {
    if (this.state === 'over') return '';
    this.held += piece;
    let passed = '';
    for (let next = this.step(); next !== null; next = this.step()) passed += next;
    return passed;
  }

  /** What was kept back of an answer that is over. */
  flush(): string {
    return this.state === 'answering' ? this.held : '';
  }

  /** One change of state, with what it passes on; null where more has to come first. */
  private step(): string | null {
    if (this.state === 'over') return null;
    if (this.state === 'waiting' && this.beginsAnswer()) {
      this.state = 'answering';
      return '';
    }
    const mark = this.nextMark();
    return this.state === 'answering' ? this.pass(mark) : this.drop(mark);
  }

  private beginsAnswer(): boolean {
    const start = this.held.trimStart();
    return /^(?:\{|\[\s*[{"]|```)/.test(start);
  }

  /** Of an answer all but what may be the beginning of a mark; nothing behind one. */
  private pass(mark: RegExpExecArray | null): string | null {
    const end = mark?.index ?? this.held.length - beginningAtEnd(this.held);
    const passed = this.held.slice(0, end);
    this.held = this.held.slice(end);
    this.searched = 0;
    if (mark) this.state = 'over';
    return passed === '' ? null : passed;
  }

  private drop(mark: RegExpExecArray | null): string | null {
    if (!mark) return null;
    const [sign] = mark;
    const final = FINAL_HERE.exec(this.held.slice(mark.index))?.[0];
    if (CHANNEL.test(sign) && final === undefined && mayBeFinal(this.held.slice(mark.index + sign.length))) {
      this.searched = mark.index;
      return null;
    }
    this.held = this.held.slice(mark.index + (final ?? sign).length);
    this.searched = 0;
    this.state = final !== undefined || isClosing(sign) ? 'waiting' : 'thinking';
    return '';
  }

  private nextMark(): RegExpExecArray | null {
    const from = Math.max(0, this.searched - LONGEST_MARK);
    const mark = MARK.exec(this.held.slice(from));
    this.searched = this.held.length;
    if (mark) mark.index += from;
    return mark;
  }
}

const LONGEST_MARK = 140;
const FINAL_HERE = new RegExp(`^${FINAL.source}`, 'i');

/** Whether a channel's name and head, as far as they have come, may be those of the answer. */
function mayBeFinal(head: string): boolean {
  const name = head.trimStart().toLowerCase();
  return name.length < LONGEST_MARK && (name.startsWith('final') || 'final'.startsWith(name));
}

/** How many characters at the end of a text may be the beginning of a mark. */
function beginningAtEnd(text: string): number {
  const tail = text.slice(-LONGEST_MARK);
  const start = /(?:<[^<>]*|\[\s*\/?\s*[a-z:]*|◁[^▷]*)$/i.exec(tail);
  return start ? start[0].length : 0;
}

function isClosing(sign: string): boolean {
  return sign.search(CLOSING) !== -1;
}

function outsideOfTags(text: string): string {
  const parts: string[] = [];
  let rest = text;
  for (;;) {
    const opening = OPENING.exec(rest);
    const closingEnd = endOfFirst(CLOSING, rest, opening?.index ?? 0);
    if (!opening || closingEnd === -1) break;
    parts.push(rest.slice(0, opening.index));
    rest = rest.slice(closingEnd);
  }
  const outside = [...parts, rest].join('\n');
  const afterClosing = outside.slice(endOfLast(CLOSING, outside));
  const unclosed = OPENING.exec(afterClosing);
  return unclosed ? afterClosing.slice(0, unclosed.index) : afterClosing;
}

function endOfFirst(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  const match = pattern.exec(text);
  pattern.lastIndex = 0;
  return match ? match.index + match[0].length : -1;
}

function endOfLast(pattern: RegExp, text: string): number {
  return [...text.matchAll(pattern)].reduce((_, { index, 0: sign }) => index + sign.length, 0);
}

function finalMessage(text: string): string {
  const message = text.slice(endOfLast(FINAL, text));
  if (message.length === text.length) return '';
  const end = MESSAGE_END.exec(message);
  return end ? message.slice(0, end.index) : message;
}

function isJson(text: string): boolean {
  const trimmed = text.trim();
  const json = FENCE.exec(trimmed)?.[1] ?? trimmed;
  if (!/^[{[]/.test(json)) return false;
  try {
    JSON.parse(json);
    return true;
  } catch {
    return false;
  }
}
