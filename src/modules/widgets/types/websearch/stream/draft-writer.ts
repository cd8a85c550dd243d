import type { SummaryDraft } from '../../../../ai/research.contract.js';

/** Keeps the newest text and writes it now and then: the first at once, one at a time, with a pause between two. */
export class DraftWriter {
  private waiting: SummaryDraft | null = null;
  private writing: Promise<void> | null = null;
  private isClosed = false;
  private endPause: (() => void) | null = null;

  /** @param store may fail: a text that is missing is made up for by the next, and by the finished one */
  constructor(
    private readonly store: (draft: SummaryDraft) => Promise<void>,
    private readonly pauseMs: number,
  ) {}

  write(draft: SummaryDraft): void {
    if (this.isClosed) return;
    this.waiting = draft;
    this.writing ??= this.writeAll().finally(() => {
      this.writing = null;
    });
  }

  /** Takes nothing more; resolves when nothing is being written any more. */
  async close(): Promise<void> {
    this.isClosed = true;
    this.waiting = null;
    this.endPause?.();
    await this.writing;
  }

  private async writeAll(): Promise<void> {
    for (let draft = this.take(); draft; draft = this.take()) {
      await this.store(draft);
      await this.pause();
    }
  }

  private take(): SummaryDraft | null {
    const draft = this.waiting;
    this.waiting = null;
    return draft;
  }

  private pause(): Promise<void> {
    if (this.isClosed) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.pauseMs);
      this.endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
