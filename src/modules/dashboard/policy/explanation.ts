import { placesOf, type Candidate, type Decision, type Reason } from './board-state.js';

/** A change that would turn the decision around. */
interface Change {
  readonly code: string;
  readonly text: string;
}

/** Why a widget is on the board or is not, and what would have changed that. */
export interface Explanation {
  readonly widgetId: string;
  readonly isShown: boolean;
  readonly decision: Decision | 'inactive';
  /** 0 for the first place; null where it has none. */
  readonly position: number | null;
  /** 1 for the best score of all. */
  readonly rank: number | null;
  readonly score: number | null;
  readonly reasons: Reason[];
  readonly wouldChange: Change[];
}

/** Explains one widget from the ranking of all. */
export function explain({ id }: { id: string }, ranking: readonly Candidate[]): Explanation {
  const own = ranking.find(({ widget }) => widget.id === id);
  if (!own) return inactive(id);
  const places = placesOf(ranking);
  const position = places.find(({ widgetId }) => widgetId === id)?.position ?? null;
  return {
    widgetId: id,
    isShown: position !== null,
    decision: own.decision,
    position,
    rank: 1 + ranking.filter(({ score }) => score > own.score).length,
    score: own.score,
    reasons: [...own.reasons],
    wouldChange: CHANGES[own.decision](own, ranking),
  };
}

function inactive(widgetId: string): Explanation {
  const wouldChange = [{ code: 'activate', text: 'Make it active: an inactive widget is on no board' }];
  const none = { position: null, rank: null, score: null, reasons: [] };
  return { widgetId, isShown: false, decision: 'inactive', ...none, wouldChange };
}

const CHANGES: Record<Decision, (own: Candidate, ranking: readonly Candidate[]) => Change[]> = {
  must_show: ({ widget }) =>
    widget.isPinned
      ? [{ code: 'unpin', text: 'Unpin it: then it competes with the others' }]
      : [{ code: 'finish', text: 'Finish what is due in it, or hide it for today' }],
  kept: () => [
    { code: 'regenerate', text: 'Choose the board anew: it keeps its place for today until then' },
  ],
  chosen: (_, ranking) => {
    const next = ranking.find(({ decision }) => decision === 'not_chosen');
    if (!next) return [{ code: 'hide', text: 'Hide it for today: there is room for every widget' }];
    return [{ code: 'score_below', text: `A score below ${next.score}, that of the best one left out` }];
  },
  not_chosen: (own, ranking) => {
    const last = ranking.filter(({ decision }) => decision === 'chosen' || decision === 'kept').at(-1);
    const pin = { code: 'pin', text: 'Pin it, or show it for today' };
    if (!last) return [pin];
    return [{ code: 'score_above', text: `A score above ${last.score}; it has ${own.score}` }, pin];
  },
  hidden: () => [{ code: 'show', text: 'Show it for today: you have hidden it' }],
};
