import type { LocalDate } from '../../../common/time/local-date.js';
import type { DueNoun } from '../../widgets/widget-type.contract.js';
import type { Frequency } from '../../widgets/widgets.contract.js';

/** The parts of a day that habits of use are told apart by. */
export const DAYPARTS = ['night', 'morning', 'afternoon', 'evening'] as const;

/** A part of the user's day: night from 0, morning from 6, afternoon from 12, evening from 18 o'clock. */
export type Daypart = (typeof DAYPARTS)[number];

/** How a widget stands at the moment of a choice. Dates are local, counts are of that day. */
export interface WidgetState {
  readonly id: string;
  readonly type: string;
  readonly category: string | null;
  readonly importance: number;
  readonly frequency: Frequency;
  readonly rrule: string | null;
  readonly isPinned: boolean;
  readonly createdOn: LocalDate;
  /** The last day before this one on whose board it was. */
  readonly lastShownOn: LocalDate | null;
  /** What the user said about it for this day. */
  readonly override: 'show' | 'hide' | null;
  readonly isEmpty: boolean;
  /** Whether something was ever put into it. */
  readonly isUsed: boolean;
  /** Whether all that it had for the day is over. */
  readonly isOver: boolean;
  /** Whether something in it must be seen today. */
  readonly isAhead: boolean;
  readonly due: number;
  readonly overdue: number;
  /** 1 (highest) to 5 of what is due or overdue. */
  readonly topPriority: number | null;
  /** When something important is due within the next days. */
  readonly soonOn: LocalDate | null;
  /** Length of the longest streak that ends today; 0 if none is at risk. */
  readonly streakAtRisk: number;
  /** How often it was used in the last four weeks, in all and in this part of the day. */
  readonly uses: number;
  readonly usesInDaypart: number;
  /** Its position on this day's board so far. */
  readonly placedAt: number | null;
  /** Whether it was made, or something was put into it, on this day. */
  readonly isFilledToday: boolean;
  /** The same since this day's board was last chosen; false if none was. */
  readonly isFresh: boolean;
}

/** Everything that a choice depends on: the same state, policy and seed give the same board. */
export interface BoardState {
  readonly date: LocalDate;
  readonly daypart: Daypart;
  readonly size: number;
  readonly seed: string;
  /** How what is due in a widget is counted, by its type. */
  readonly nouns: Readonly<Record<string, DueNoun>>;
  readonly widgets: readonly WidgetState[];
}

/** A fact about the user's data that speaks for a widget; weights sum to the score. */
export interface Reason {
  readonly code: string;
  readonly text: string;
  readonly weight: number;
}

/** A widget's place on the board. */
export interface Place {
  readonly widgetId: string;
  readonly position: number;
  readonly score: number;
  readonly reasons: readonly Reason[];
}

/** Why a widget is on the board or is not. */
export type Decision = 'forced' | 'kept' | 'chosen' | 'not_chosen' | 'hidden';

/** A candidate as the policy saw it. */
export interface Candidate<Widget extends { readonly id: string } = WidgetState> {
  readonly widget: Widget;
  readonly decision: Decision;
  /** The day on which it is shown at the latest, if its frequency says so. */
  readonly latestOn: LocalDate | null;
  readonly score: number;
  readonly reasons: readonly Reason[];
}

/** The way in which boards are chosen, by name and version. */
export interface BoardPolicy<
  State extends object = BoardState,
  Widget extends { readonly id: string } = WidgetState,
> {
  readonly name: string;
  readonly version: number;
  /** Every widget of the state with its decision; the first `placesOf` of them are the board, in order. */
  rank(state: State): Candidate<Widget>[];
}

/** The board of a ranking. */
export function placesOf(ranking: readonly Candidate<{ readonly id: string }>[]): Place[] {
  return ranking
    .filter(({ decision }) => decision !== 'not_chosen' && decision !== 'hidden')
    .map(({ widget, score, reasons }, position) => ({ widgetId: widget.id, position, score, reasons }));
}
