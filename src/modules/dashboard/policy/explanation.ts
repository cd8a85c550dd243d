import { dayWords } from '../../../common/text/caption.js';
import { compareDates } from '../../../common/time/local-date.js';
import { placesOf, type BoardState, type Candidate, type Decision, type Reason } from './board-state.js';
import { CURRENT_POLICY } from './policies.js';

const HIGHEST_IMPORTANCE = 5;

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

/** Explains one widget from what the board is chosen from. */
export function explain({ id }: { id: string }, state: BoardState): Explanation {
  const ranking = CURRENT_POLICY.rank(state);
  const own = ranking.find(({ widget }) => widget.id === id);
  if (!own) return inactive(id);
  const position = placesOf(ranking).find(({ widgetId }) => widgetId === id)?.position ?? null;
  return {
    widgetId: id,
    isShown: position !== null,
    decision: own.decision,
    position,
    rank: 1 + ranking.filter(({ score }) => score > own.score).length,
    score: own.score,
    reasons: [...own.reasons],
    wouldChange: CHANGES[own.decision](own, state),
  };
}

function inactive(widgetId: string): Explanation {
  const wouldChange = [{ code: 'activate', text: 'Make it active: an inactive widget is on no board' }];
  const none = { position: null, rank: null, score: null, reasons: [] };
  return { widgetId, isShown: false, decision: 'inactive', ...none, wouldChange };
}

const HIDE: Change = { code: 'hide', text: 'Hide it for today' };
const PIN: Change = { code: 'pin', text: 'Pin it, or show it for today' };

/** What ends that a widget is on the board in any case, by the reason that puts it there. */
const RELEASES: Readonly<Record<string, Change>> = {
  pinned: { code: 'unpin', text: 'Unpin it: then it competes with the others' },
  shown_by_you: { code: 'reset', text: 'Take back that you asked for it today' },
  overdue: { code: 'finish', text: 'Finish what is overdue, or move it to another day' },
  due: { code: 'finish', text: 'Finish what it has for today' },
};

/** What keeps a widget off the board, by the reason that does so. */
const OBSTACLES: Readonly<Record<string, Change>> = {
  empty: { code: 'fill', text: 'Put something into it: what has nothing to show comes last' },
  over: { code: 'wait', text: 'Wait for the next day: what it had for today is over' },
  other_day: { code: 'change_rule', text: 'Change its rule: it names other days than this one' },
};

const CHANGES: Record<Decision, (own: Candidate, state: BoardState) => Change[]> = {
  forced: ({ reasons }) => {
    const release = RELEASES[reasons[0]?.code ?? ''];
    return release ? [release, HIDE] : [HIDE];
  },
  kept: () => [
    { code: 'regenerate', text: 'Choose the board again: until then it keeps its place for today' },
    HIDE,
  ],
  chosen: () => [HIDE],
  not_chosen: (own, state) => [
    ...obstaclesOf(own),
    ...importanceFor(own, state),
    ...latestFor(own, state),
    PIN,
  ],
  hidden: () => [{ code: 'show', text: 'Show it for today: you have hidden it' }],
};

function obstaclesOf({ reasons }: Candidate): Change[] {
  const obstacle = OBSTACLES[reasons[0]?.code ?? ''];
  return obstacle ? [obstacle] : [];
}

function latestFor({ latestOn }: Candidate, { date }: BoardState): Change[] {
  if (latestOn === null || compareDates(latestOn, date) <= 0) return [];
  return [{ code: 'wait', text: `Wait: it is shown ${dayWords(latestOn, date)} at the latest` }];
}

/** The least importance that would put it on a board that is chosen again; found by choosing that board. */
function importanceFor({ widget }: Candidate, state: BoardState): Change[] {
  for (let importance = widget.importance + 1; importance <= HIGHEST_IMPORTANCE; importance++) {
    const widgets = state.widgets.map((one) => ({
      ...one,
      placedAt: null,
      importance: one.id === widget.id ? importance : one.importance,
    }));
    const places = placesOf(CURRENT_POLICY.rank({ ...state, widgets }));
    if (places.some(({ widgetId }) => widgetId === widget.id))
      return [{ code: 'importance', text: `Give it importance ${importance}, and choose the board again` }];
  }
  return [];
}
