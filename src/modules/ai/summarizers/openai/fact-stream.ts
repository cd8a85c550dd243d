import { factOf, isFactList, markedText, type Fact } from './facts.js';

const CONTRADICTIONS = 'contradictions';
/** Plain words: nothing that could become markup, a link or a marker. */
const PLAIN = /^(?:[\p{L}\p{M}\p{N}\p{Zs}’'",;%°–-]|\.(?=\d)|[.,](?=\s))*/u;

/** Reads an answer in JSON while it is written: the facts that are whole, and the words of the one that is not. */
export class FactStream {
  private answer = '';
  private at = 0;
  private readonly opened: number[] = [];
  private stringStart = -1;
  private lastString = '';
  private key = '';
  private readonly lists: string[] = [];
  private isOver = false;
  private readonly facts: Fact[] = [];

  /** Adds what was written since. */
  push(delta: string): void {
    this.answer += delta;
    for (; this.at < this.answer.length && !this.isOver; this.at++) this.step();
  }

  /** What is whole so far, as prose with markers. */
  get text(): string {
    return markedText(this.facts);
  }

  /** The sentence that is being written, as far as it is plain words. */
  get pending(): string {
    const plain = PLAIN.exec(this.unfinishedText().trimStart())?.[0] ?? '';
    // The last word may be half of one.
    return plain.slice(0, Math.max(0, plain.lastIndexOf(' ')));
  }

  private get isInFacts(): boolean {
    return isFactList(this.lists.at(-1) ?? 'facts');
  }

  private step(): void {
    const sign = this.answer[this.at];
    if (this.stringStart !== -1) {
      if (sign === '\\') this.at += 1;
      else if (sign === '"') this.endString();
    } else if (sign === '"') this.stringStart = this.at + 1;
    else if (sign === ':') this.key = this.lastString;
    else if (sign === '[') this.lists.push(this.opened.length === 0 ? 'facts' : this.key);
    else if (sign === ']') this.lists.pop();
    else if (sign === '{') this.opened.push(this.at);
    else if (sign === '}') this.endObject(this.opened.pop());
  }

  private endString(): void {
    this.lastString = this.answer.slice(this.stringStart, this.at);
    this.stringStart = -1;
    this.isOver = this.opened.length === 1 && this.lastString === CONTRADICTIONS;
  }

  private endObject(start: number | undefined): void {
    if (start === undefined || this.opened.length > 1 || !this.isInFacts) return;
    const fact = factOf(parsed(this.answer.slice(start, this.at + 1)));
    if (fact) this.facts.push(fact);
  }

  private unfinishedText(): string {
    if (this.isOver || this.stringStart === -1 || this.key !== 'text' || !this.isInFacts) return '';
    const raw = this.answer.slice(this.stringStart).replace(/\\(?:u[\da-f]{0,3})?$/i, '');
    const text = parsed(`"${raw}"`);
    return typeof text === 'string' ? text : '';
  }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
