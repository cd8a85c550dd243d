import type { LocalDate } from '../../../../../common/time/local-date.js';
import type { Move, Moves } from './due.js';

/** What became of an occurrence; one that nothing became of is open or missed, and has no row. */
export type SettledState = 'done' | 'skipped';

/** An occurrence that was done or skipped. */
export interface Settled {
  readonly occurrence: LocalDate;
  readonly state: SettledState;
  /** Whether it was due by then; what is done ahead of its day, or was moved, leaves those before it alone. */
  readonly wasDue: boolean;
  readonly settledAt: Date;
  /** The user's day of `settledAt`. */
  readonly settledOn: LocalDate;
  /** The version of the task that this made, which orders the settlements of a task. */
  readonly taskVersion: number;
}

/**
 * What became of a task's occurrences. It needs not know all: `total` counts them, and given are those that its answers
 * rest on, also after one of them is taken away. Moved occurrences are given all, with what became of them.
 */
export class History {
  static readonly EMPTY = new History([], 0);

  private readonly rows: ReadonlyMap<LocalDate, Settled>;
  /** The newest occurrence that was settled when it was due: those before it that nothing became of are missed. */
  readonly floor: LocalDate | null;
  /** The settlement that was made last. */
  readonly latest: Settled | null;
  /** The newest completion. */
  readonly lastDone: Settled | null;

  constructor(
    rows: Iterable<Settled>,
    readonly total: number,
    readonly moves: Moves = new Map(),
  ) {
    const all = [...rows];
    this.rows = new Map(all.map((row) => [row.occurrence, row]));
    this.floor =
      maxBy(
        all.filter(({ wasDue }) => wasDue),
        ({ occurrence }) => occurrence,
      )?.occurrence ?? null;
    this.latest = maxBy(all, ({ taskVersion }) => taskVersion);
    const done = all.filter(({ state }) => state === 'done');
    this.lastDone = maxBy(done, ({ taskVersion }) => taskVersion);
  }

  find(date: LocalDate): Settled | undefined {
    return this.rows.get(date);
  }

  /** How many are settled ahead of the floor. */
  get ahead(): number {
    return [...this.rows.keys()].filter((date) => this.isAboveFloor(date)).length;
  }

  isAboveFloor(date: LocalDate): boolean {
    return this.floor === null || date > this.floor;
  }

  with(settled: Settled): History {
    const isNew = !this.rows.has(settled.occurrence);
    return new History(
      new Map(this.rows).set(settled.occurrence, settled).values(),
      this.total + (isNew ? 1 : 0),
      this.moves,
    );
  }

  without(date: LocalDate): History {
    const rows = new Map(this.rows);
    return new History(rows.values(), rows.delete(date) ? this.total - 1 : this.total, this.moves);
  }

  /** With an occurrence moved, or, with null, back in its place. */
  withMove(date: LocalDate, move: Move | null): History {
    const moves = new Map(this.moves);
    if (move === null) moves.delete(date);
    else moves.set(date, move);
    return new History(this.rows.values(), this.total, moves);
  }

  /** The dates that name moved occurrences which are neither done nor skipped. */
  get openMoves(): LocalDate[] {
    return [...this.moves.keys()].filter((date) => !this.rows.has(date));
  }
}

function maxBy<T>(items: readonly T[], keyOf: (item: T) => string | number): T | null {
  return items.reduce<T | null>(
    (most, item) => (most === null || keyOf(item) > keyOf(most) ? item : most),
    null,
  );
}
