import { createHash } from 'node:crypto';
import { oneLine } from '../../../common/text/one-line.js';
import type { Caption, DueNoun } from '../../widgets/widget-type.contract.js';
import type { Reason } from '../policy/board-state.js';

/** What the words about one widget of a board are made from. */
export interface PlaceFacts {
  readonly widgetId: string;
  readonly type: string;
  readonly title: string;
  readonly noun: DueNoun;
  readonly isEmpty: boolean;
  readonly isOver: boolean;
  readonly isAhead: boolean;
  readonly due: number;
  readonly overdue: number;
  readonly streakAtRisk: number;
  readonly reasons: readonly Reason[];
  /** What its type says about it; the names in it are no model's business. */
  readonly caption: Caption;
}

/** Most characters of a board's title. */
export const MAX_TITLE = 120;
/** Most characters of what is said about a widget. */
export const MAX_DESCRIPTION = 160;
const MAX_TEXT = 200;

/** The facts of a place as a model gets them, and as its words are checked against. */
export function toldFacts(place: PlaceFacts): object {
  const { type, title, noun, isEmpty, isOver, due, overdue, streakAtRisk, reasons } = place;
  return {
    type,
    title: oneLine(title, MAX_TEXT),
    ...(due > 0 ? { today: `${due} ${noun.many} ${noun.ahead}` } : {}),
    ...(overdue > 0 ? { overdue: `${overdue} ${noun.many}` } : {}),
    ...(streakAtRisk > 0 ? { streakEndsToday: streakAtRisk } : {}),
    ...(isEmpty ? { hasNothingToShow: true } : {}),
    ...(isOver ? { isOverForToday: true } : {}),
    reasons: reasons.map(({ code, text }) => ({ code, text: oneLine(text, MAX_TEXT) })),
  };
}

/** Names the facts of a place: words about it are good as long as these are the same. */
export function nameOfPlace(place: PlaceFacts): string {
  return nameOf([place.widgetId, toldFacts(place)]);
}

/** Names the facts of a whole board, of which its title is made. */
export function nameOfBoard(places: readonly PlaceFacts[]): string {
  return nameOf(places.map(nameOfPlace));
}

function nameOf(facts: unknown): string {
  return createHash('sha256').update(JSON.stringify(facts)).digest('base64url').slice(0, 22);
}
