const LONGEST_MS = 10;

/** Work that waits for its next turn, the longest waiting first. */
const waiting: (() => void)[] = [];

/**
 * A share of the one thread that serves everybody, for work that takes longer than others should wait. The work asks
 * between its parts whether its turn is over, and then passes it on: `if (turn.isOver) await turn.pass();`
 */
export class Turn {
  private began = performance.now();

  /** Begins after what else is ready, so that many requests at once do not add up to one long turn. */
  static async next(): Promise<Turn> {
    await nextTurn();
    return new Turn();
  }

  /** Whether others should come first. */
  get isOver(): boolean {
    return performance.now() - this.began >= LONGEST_MS;
  }

  /** Lets others come first; after that a new turn has begun. */
  async pass(): Promise<void> {
    await nextTurn();
    this.began = performance.now();
  }
}

/** One turn in each round of the event loop: immediates that are ready together would run one right after the other. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    if (waiting.length === 1) setImmediate(beginNext);
  });
}

function beginNext(): void {
  waiting.shift()?.();
  if (waiting.length > 0) setImmediate(beginNext);
}
