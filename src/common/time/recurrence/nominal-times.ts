import { countBelow, elementAt, sortedDistinct } from '../sorted.js';
import type { ClockTimes } from './clock-times.js';
import type { Periods } from './periods.js';
import { periodsOf, timesOf } from './rule-periods.js';
import type { Rule } from './rule.js';
import type { Search } from './search.js';

/** From where to list the times of a rule, in local seconds. */
export interface NominalRange {
  readonly start: number;
  /** Nothing before this is wanted; it may lie before the start. */
  readonly from: number;
}

/** The times of a rule on its own clock, as ascending local seconds; without zone, exceptions and `UNTIL`. */
export class NominalTimes {
  private readonly periods: Periods;
  private readonly times: ClockTimes;
  private readonly start: number;
  private readonly from: number;
  /** How many of `COUNT` are still to come. */
  private left: number;
  private nextIndex: number;

  private bases: readonly number[] = [];
  private picks: readonly number[] | null = null;
  private size = 0;
  private position = 0;

  constructor(
    private readonly rule: Rule,
    { start, from }: NominalRange,
    private readonly search: Search,
  ) {
    this.periods = periodsOf(rule, start);
    this.times = timesOf(rule, start);
    this.start = start;
    this.from = Math.max(start, from);
    this.left = this.isVoid() ? 0 : (rule.count ?? Infinity);
    this.nextIndex = rule.count === null ? this.periods.indexAt(this.from) : this.skipCounted();
  }

  /** The next time, or null at the end of the series or of the search. */
  next(): number | null {
    while (this.position >= this.size) {
      if (this.left <= 0 || !this.openNext()) return null;
    }
    if (this.left <= 0 || !this.search.spend()) return null;

    this.left -= 1;
    this.position += 1;
    return this.at(this.position - 1);
  }

  /** Whether no period can have a time, which a search would find out only after long. */
  private isVoid(): boolean {
    const most = this.periods.basesMost * this.times.size;
    const { bySetPos } = this.rule;
    return most === 0 || (bySetPos.length > 0 && bySetPos.every((position) => Math.abs(position) > most));
  }

  /** Turns to the next period; false when there is none. */
  private openNext(): boolean {
    const index = this.periods.seek(this.nextIndex, this.search);
    if (index === null) return false;

    this.nextIndex = index + 1;
    this.open(index);
    const beforeStart = this.countBefore(this.start);
    this.position = this.countBefore(this.from);
    this.left -= this.position - beforeStart;
    if (this.size > beforeStart) this.search.found();
    return true;
  }

  private open(index: number): void {
    this.bases = this.periods.basesOf(index, this.search);
    const all = this.bases.length * this.times.size;
    // The set that BYSETPOS picks from is the whole period, also the part of the first one before the start.
    this.picks = this.rule.bySetPos.length === 0 ? null : pick(this.rule.bySetPos, all);
    this.size = this.picks?.length ?? all;
  }

  /** The period to begin with when times are counted: by arithmetic where each period has as many, else the first. */
  private skipCounted(): number {
    const index = this.periods.indexAt(this.from);
    if (this.periods.basesEach === null || index === 0) return 0;

    this.open(0);
    this.left -= index * this.size - this.countBefore(this.start);
    this.size = 0;
    return index;
  }

  private countBefore(local: number): number {
    if (this.size === 0 || this.at(0) >= local) return 0;
    return countBelow(local, this.size, (position) => this.at(position));
  }

  private at(position: number): number {
    const index = this.picks === null ? position : elementAt(this.picks, position);
    const base = elementAt(this.bases, Math.floor(index / this.times.size));
    return base + this.times.at(index % this.times.size);
  }
}

/** The indexes that `BYSETPOS` picks from a set of this size. */
function pick(bySetPos: readonly number[], size: number): number[] {
  const indexes = bySetPos.map((position) => (position > 0 ? position - 1 : size + position));
  return sortedDistinct(indexes.filter((index) => index >= 0 && index < size));
}
