import type { DraftState } from './drafts.repository.js';
import type { ReadPosition, SummaryNews } from './summary-news.js';

const START: ReadPosition = { attempt: 0, length: 0 };

/** What one who follows a summary has been told, and so what is news. */
export class DraftReading {
  private told = '';
  private pending = '';

  /** @param position where one has read to before; the beginning if not given */
  constructor(private position = START) {}

  /** What a state says that was not told yet. */
  newsOf({ status, attempt, text, citations, unsupported, pending }: DraftState): SummaryNews[] {
    const news: SummaryNews[] = [];
    const standing = `${status} ${attempt ?? ''}`;
    if (standing !== this.told) news.push({ kind: 'status', status, attempt });
    this.told = standing;
    if (attempt === null) return news;

    if (attempt !== this.position.attempt) this.position = { attempt, length: 0 };
    const { length } = this.position;
    if (text.length > length) {
      const before = text.slice(0, length);
      const more = text.slice(length);
      this.position = { attempt, length: text.length };
      news.push({
        kind: 'text',
        readTo: this.position,
        text: more,
        citations: citations.filter(({ n }) => !before.includes(`[${n}]`)),
        unsupported: unsupported.filter((sentence) => !before.includes(sentence.text)),
      });
    }
    if (pending !== this.pending) news.push({ kind: 'pending', text: pending });
    this.pending = pending;
    return news;
  }
}
