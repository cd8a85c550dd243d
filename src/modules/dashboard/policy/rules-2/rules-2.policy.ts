import type { LocalDate } from '../../../../common/time/local-date.js';
import { foldCategory } from '../../../../common/validation/category.js';
import type { BoardPolicy, BoardState, Candidate, Decision, Reason, WidgetState } from '../board-state.js';
import { reason, scoreOf, tieBreaker } from '../ranking.js';
import { cadenceOn } from './cadence.js';
import { nounOf, reasonsOf, Weight } from './terms.js';
import { standingOf, Tier } from './tiers.js';

/** More empty widgets than these don't help anybody to begin. */
const MOST_EMPTY = 3;

interface Scored {
  readonly widget: WidgetState;
  readonly tier: Tier;
  readonly isForced: boolean;
  readonly latestOn: LocalDate | null;
  readonly reasons: readonly Reason[];
  readonly score: number;
  readonly tie: string;
}

/**
 * Tiers first, then a score. What a tier forces is on the board however many that are. What is on today's board stays;
 * what was made or filled since competes with it, and everything else with what is left. Within a tier, widgets keep
 * their order over the day, and what is new to it goes where its score puts it.
 */
export const rules2: BoardPolicy = {
  name: 'rules',
  version: 2,

  rank(state) {
    const all = state.widgets.map((widget) => score(widget, state));
    const [hidden, visible] = partition(all, ({ widget }) => widget.override === 'hide');
    const chosen = choose(visible, state.size);
    const board = inOrder(chosen).map((candidate) => decided(candidate, decisionOf(candidate)));
    const left = visible.filter((candidate) => !chosen.includes(candidate));
    return [
      ...board,
      ...left.sort(byTier).map((candidate) => decided(candidate, 'not_chosen')),
      ...hidden.sort(byTier).map((candidate) => decided(candidate, 'hidden')),
    ];
  },
};

function score(widget: WidgetState, board: BoardState): Scored {
  const cadence = cadenceOn(widget, board.date);
  const { tier, isForced } = standingOf(widget, cadence);
  const reasons = reasonsOf({ widget, cadence, tier, noun: nounOf(board, widget), board });
  const { latestOn } = cadence;
  const tie = tieBreaker(board.seed, widget.id);
  return { widget, tier, isForced, latestOn, reasons, score: scoreOf(reasons), tie };
}

/** The widgets of the board: those that are forced, and the best of the others for the places that are left. */
function choose(candidates: readonly Scored[], size: number): Scored[] {
  const [forced, others] = partition(candidates, ({ isForced }) => isForced);
  const kept = others.filter((candidate) => isPlaced(candidate) && candidate.tier !== Tier.empty);
  // What joins because it is forced takes no place away.
  const places = Math.max(size - forced.length, kept.length);

  const chosen = [...forced];
  let waiting = others;
  let empty = forced.filter(({ tier }) => tier === Tier.empty).length;
  while (chosen.length < forced.length + places) {
    const open = waiting.filter(({ tier }) => tier !== Tier.empty || empty < MOST_EMPTY);
    const [best] = open
      .map((candidate) => ({ candidate, varied: withVariety(candidate, chosen) }))
      .sort((a, b) => byClaim(a.varied, b.varied));
    if (!best) break;
    chosen.push(best.candidate);
    waiting = waiting.filter((candidate) => candidate !== best.candidate);
    if (best.candidate.tier === Tier.empty) empty++;
  }
  return chosen;
}

/** The order in which candidates take places: what has something to show and is on the board, or is new, goes first. */
function byClaim(a: Scored, b: Scored): number {
  return (
    Number(a.tier === Tier.empty) - Number(b.tier === Tier.empty) ||
    Number(isLatecomer(a)) - Number(isLatecomer(b)) ||
    byTier(a, b)
  );
}

/** Whether the board of the day was chosen without it, and nothing happened in it since. */
function isLatecomer({ widget }: Scored): boolean {
  return widget.placedAt === null && !widget.isFresh;
}

function isPlaced({ widget }: Scored): boolean {
  return widget.placedAt !== null;
}

/** The order of the board, tier by tier; the first of its category gets a bonus. */
function inOrder(chosen: readonly Scored[]): Scored[] {
  const board: Scored[] = [];
  for (const tier of Object.values(Tier)) {
    const ordered = orderOf(
      chosen.filter((candidate) => candidate.tier === tier),
      board,
    );
    for (const candidate of ordered) board.push(withVariety(candidate, board));
  }
  return board;
}

/** Widgets of one tier: those that stay keep their order, the others go before the first that has a lower score. */
function orderOf(candidates: readonly Scored[], before: readonly Scored[]): Scored[] {
  const [staying, moving] = partition(candidates, (one) => isPlaced(one) && !one.widget.isFresh);
  const ordered = staying.sort((a, b) => (a.widget.placedAt ?? 0) - (b.widget.placedAt ?? 0));
  let waiting = moving;
  while (waiting.length > 0) {
    const [best] = waiting
      .map((candidate) => ({ candidate, varied: withVariety(candidate, [...before, ...ordered]) }))
      .sort((a, b) => byScore(a.varied, b.varied));
    if (!best) break;
    const lower = ordered.findIndex(
      (one) => isPlaced(one) && !one.widget.isFresh && one.score < best.candidate.score,
    );
    ordered.splice(lower < 0 ? ordered.length : lower, 0, best.candidate);
    waiting = waiting.filter((candidate) => candidate !== best.candidate);
  }
  return ordered;
}

function withVariety(candidate: Scored, placed: readonly Scored[]): Scored {
  const { category } = candidate.widget;
  if (category === null || placed.some(({ widget }) => isSameCategory(widget.category, category)))
    return candidate;
  const variety = reason('category_variety', `The first of “${category}” on this board`, Weight.category);
  const reasons = [...candidate.reasons, variety];
  return { ...candidate, reasons, score: scoreOf(reasons) };
}

function isSameCategory(a: string | null, b: string): boolean {
  return a !== null && foldCategory(a) === foldCategory(b);
}

function decisionOf(candidate: Scored): Decision {
  if (candidate.isForced) return 'forced';
  return isPlaced(candidate) ? 'kept' : 'chosen';
}

function decided({ widget, latestOn, score: total, reasons }: Scored, decision: Decision): Candidate {
  return { widget, decision, latestOn, score: total, reasons };
}

function byTier(a: Scored, b: Scored): number {
  return a.tier - b.tier || byScore(a, b);
}

function byScore(a: Scored, b: Scored): number {
  return b.score - a.score || (a.tie < b.tie ? -1 : 1);
}

function partition<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}
