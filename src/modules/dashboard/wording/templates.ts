import { capitalized, counted, listed } from '../../../common/text/caption.js';
import { oneLine } from '../../../common/text/one-line.js';
import { MAX_DESCRIPTION, MAX_TITLE, type PlaceFacts } from './facts.js';

const MOST_CLAUSES = 3;
const MOST_NOUNS = 3;
const MOST_NEXT = 2;

interface Counted {
  readonly place: PlaceFacts;
  readonly count: number;
}

/**
 * One line about what is left of a day: what is overdue, what is due, what comes at a certain time, in the evening the
 * streak that ends, and habits that are open. What is over is not in it.
 */
export function titleByTemplate(places: readonly PlaceFacts[]): string {
  if (places.length === 0) return 'Your board is empty: add a widget, or show one for today';
  const clauses = [
    clauseOf(
      places.map((place) => ({ place, count: place.overdue })),
      'overdue',
    ),
    dueClause(places.filter(({ isAhead, caption }) => isAhead && caption.next === undefined)),
    ...nextClauses(places),
    streakClause(places),
    dueClause(places.filter(({ isAhead }) => !isAhead)),
  ].filter((clause) => clause !== null);
  if (clauses.length === 0) return quietTitle(places);

  const said = clauses.slice(0, MOST_CLAUSES);
  while (said.length > 1 && listed(said).length > MAX_TITLE) said.pop();
  return oneLine(capitalized(listed(said)), MAX_TITLE);
}

/** One line about a widget: what its type says. */
export function descriptionByTemplate({ caption }: PlaceFacts): string {
  return oneLine(caption.description, MAX_DESCRIPTION) || 'On your board today';
}

/** The next things at a certain time, in their order. */
function nextClauses(places: readonly PlaceFacts[]): string[] {
  return places
    .flatMap(({ caption: { next } }) => next ?? [])
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .slice(0, MOST_NEXT)
    .map(({ clause }) => clause);
}

function dueClause(places: readonly PlaceFacts[]): string | null {
  const kind = places.find(({ due }) => due > 0)?.noun.ahead;
  if (kind === undefined) return null;
  const alike = places.filter(({ noun }) => noun.ahead === kind);
  return clauseOf(
    alike.map((place) => ({ place, count: place.due })),
    kind,
  );
}

/** `3 tasks and 1 alarm are overdue`; if too many kinds come together, `12 things are overdue`. */
function clauseOf(counts: readonly Counted[], state: string): string | null {
  const kinds = new Map<string, Counted>();
  for (const { place, count } of counts.filter((one) => one.count > 0))
    kinds.set(place.noun.one, { place, count: count + (kinds.get(place.noun.one)?.count ?? 0) });
  if (kinds.size === 0) return null;

  const total = counts.reduce((sum, { count }) => sum + count, 0);
  const nouns = [...kinds.values()].map(({ place: { noun }, count }) => counted(count, noun.one, noun.many));
  const things = kinds.size > MOST_NOUNS ? `${total} things` : listed(nouns);
  return `${things} ${total === 1 ? 'is' : 'are'} ${state}`;
}

function streakClause(places: readonly PlaceFacts[]): string | null {
  const longest = Math.max(0, ...places.map(({ streakAtRisk }) => streakAtRisk));
  return longest > 0 ? `a streak of ${longest} would end tonight` : null;
}

function quietTitle(places: readonly PlaceFacts[]): string {
  const isDone = places.some(({ caption }) => caption.isDone === true);
  if (!isDone && places.every(({ isEmpty }) => isEmpty))
    return 'Nothing is here yet: put something into a widget to begin';
  const isOver = places.some((place) => place.isOver);
  const today = isDone ? 'All done for today' : isOver ? 'Nothing more is due today' : 'Nothing is due today';
  const soon = places.flatMap(({ reasons }) => reasons).find(({ code }) => code === 'soon');
  return soon === undefined ? today : `${today}; ${soon.text.charAt(0).toLowerCase()}${soon.text.slice(1)}`;
}
