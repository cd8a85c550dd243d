import { setImmediate } from 'node:timers/promises';

const LONGEST_MS = 10;

/**
 * A share of the one thread that serves everybody, for work that takes longer than others should wait. The work asks
 * between its parts whether its turn is over, and then passes it on: `if (turn.isOver) await turn.pass();`
 */
export class Turn {
  private began = performance.now();

  /** Whether others should come first. */
  get isOver(): boolean {
    return performance.now() - this.began >= LONGEST_MS;
  }

  /** Lets others come first; after that a new turn has begun. */
  async pass(): Promise<void> {
    await setImmediate();
    this.began = performance.now();
  }
}
