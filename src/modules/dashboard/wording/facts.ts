import { createHash } from 'node:crypto';
import type { DueNoun } from '../../widgets/widget-type.contract.js';
import type { Reason } from '../policy/board-state.js';
import { oneLine } from './one-line.js';

/** What the words about one widget of a board are made from: nothing else is known to whoever words it. */
export interface PlaceFacts {
  readonly widgetId: string;
  readonly type: string;
  readonly title: string;
  readonly noun: DueNoun;
  readonly due: number;
  readonly overdue: number;
  readonly isStreakAtRisk: boolean;
  readonly reasons: readonly Reason[];
}

/** Most characters of a board's title. */
export const MAX_TITLE = 120;
/** Most characters of what is said about a widget. */
export const MAX_DESCRIPTION = 160;
const MAX_TEXT = 200;

/** The facts of a place as whoever words it is told them, and as its words are checked against. */
export function toldFacts({ type, title, noun, due, overdue, isStreakAtRisk, reasons }: PlaceFacts): object {
  return {
    type,
    title: oneLine(title, MAX_TEXT),
    ...(due > 0 ? { dueToday: `${due} ${noun.many}` } : {}),
    ...(overdue > 0 ? { overdue: `${overdue} ${noun.many}` } : {}),
    ...(isStreakAtRisk ? { streakAtRisk: true } : {}),
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
