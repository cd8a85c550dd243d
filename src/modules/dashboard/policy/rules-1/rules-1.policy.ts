import type { BoardPolicy, Candidate, Decision, Reason } from '../board-state.js';
import type { BoardState, WidgetState } from './rules-1.state.js';
import { reason, scoreOf, tieBreaker } from '../ranking.js';
import { TERMS, Weight } from './terms.js';

interface Scored {
  readonly widget: WidgetState;
  readonly reasons: readonly Reason[];
  readonly score: number;
  /** Settles ties the same way whenever the seed is the same. */
  readonly tie: string;
}

/**
 * Hard rules first, then a score. What must be shown is shown however many that are; what has a place today keeps it
 * while it may; the rest compete for the places that are left, and each pick makes its category worth less.
 */
export const rules1: BoardPolicy<BoardState, WidgetState> = {
  name: 'rules',
  version: 1,

  rank(state) {
    const scored = state.widgets.map((widget) => score(widget, state));
    const [hidden, visible] = partition(scored, ({ widget }) => widget.override === 'hide');
    const [settled, rest] = partition(
      visible,
      ({ widget }) => widget.placedAt !== null || mustBeShown(widget),
    );
    const placed = withVariety(inOrder(settled));
    const chosen = compete(rest, placed, state.size - placed.length);
    const left = rest.filter((candidate) => !chosen.some(({ widget }) => widget === candidate.widget));
    return [
      ...placed.map((candidate) => decided(candidate, mustBeShown(candidate.widget) ? 'forced' : 'kept')),
      ...chosen.map((candidate) => decided(candidate, 'chosen')),
      ...left.sort(byScore).map((candidate) => decided(candidate, 'not_chosen')),
      ...hidden.sort(byScore).map((candidate) => decided(candidate, 'hidden')),
    ];
  },
};

function score(widget: WidgetState, state: BoardState): Scored {
  const reasons = TERMS.map((term) => term(widget, state)).filter((found) => found !== null);
  return {
    widget,
    reasons,
    score: scoreOf(reasons),
    tie: tieBreaker(state.seed, widget.id),
  };
}

function mustBeShown({ isPinned, mustShow, overdue, due, override }: WidgetState): boolean {
  return isPinned || mustShow || overdue > 0 || due > 0 || override === 'show';
}

/** Takes the best again and again; the first widget of a category counts for more than its second. */
function compete(candidates: readonly Scored[], placed: readonly Scored[], places: number): Scored[] {
  const waiting = [...candidates];
  const chosen: Scored[] = [];
  while (chosen.length < places && waiting.length > 0) {
    const [best] = waiting.map((candidate) => varied(candidate, [...placed, ...chosen])).sort(byScore);
    if (!best) break;
    chosen.push(best);
    waiting.splice(
      waiting.findIndex(({ widget }) => widget === best.widget),
      1,
    );
  }
  return chosen;
}

/** Those with a place stay where they are; what must be shown now as well joins behind the last that must be. */
function inOrder(settled: readonly Scored[]): Scored[] {
  const [newcomers, placed] = partition(settled, ({ widget }) => widget.placedAt === null);
  placed.sort((a, b) => (a.widget.placedAt ?? 0) - (b.widget.placedAt ?? 0));
  const behind = placed.findLastIndex(({ widget }) => mustBeShown(widget)) + 1;
  return [...placed.slice(0, behind), ...newcomers.sort(byScore), ...placed.slice(behind)];
}

function withVariety(candidates: readonly Scored[]): Scored[] {
  return candidates.map((candidate, i) => varied(candidate, candidates.slice(0, i)));
}

function varied(candidate: Scored, placed: readonly Scored[]): Scored {
  const { category } = candidate.widget;
  if (category === null || placed.some(({ widget }) => widget.category === category)) return candidate;
  const variety = reason(
    'category_variety',
    `The first of the category ${category} on this board`,
    Weight.category,
  );
  const reasons = [...candidate.reasons, variety];
  return { ...candidate, reasons, score: scoreOf(reasons) };
}

function decided({ widget, score: total, reasons }: Scored, decision: Decision): Candidate<WidgetState> {
  return { widget, decision, latestOn: null, score: total, reasons };
}

function byScore(a: Scored, b: Scored): number {
  return b.score - a.score || (a.tie < b.tie ? -1 : 1);
}

function partition<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}
