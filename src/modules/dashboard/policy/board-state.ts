import type { LocalDate } from '../../../common/time/local-date.js';
import type { Frequency } from '../../widgets/widgets.contract.js';

/** The parts of a day that habits of use are told apart by. */
export const DAYPARTS = ['night', 'morning', 'afternoon', 'evening'] as const;

/** A part of the user's day: night from 0, morning from 6, afternoon from 12, evening from 18 o'clock. */
export type Daypart = (typeof DAYPARTS)[number];

/** What a widget brings to the choice of a day. Dates are local, counts are of that day. */
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
  readonly due: number;
  readonly overdue: number;
  /** 1 (highest) to 5 of what is due. */
  readonly topPriority: number | null;
  /** Length of a streak that ends unless something is done this day; 0 where none is at risk. */
  readonly streakAtRisk: number;
  readonly mustShow: boolean;
  /** How often it was used of late, in all and in this part of the day. */
  readonly uses: number;
  readonly usesInDaypart: number;
  /** Its position on this day's board so far, where it has one. */
  readonly placedAt: number | null;
}

/** Everything that a choice depends on: the same state, policy and seed give the same board. */
export interface BoardState {
  readonly date: LocalDate;
  readonly daypart: Daypart;
  readonly size: number;
  readonly seed: string;
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
export type Decision = 'must_show' | 'kept' | 'chosen' | 'not_chosen' | 'hidden';

/** A candidate as the policy saw it. */
export interface Candidate {
  readonly widget: WidgetState;
  readonly decision: Decision;
  readonly score: number;
  readonly reasons: readonly Reason[];
}

/** The way in which boards are chosen, by name and version. */
export interface BoardPolicy {
  readonly name: string;
  readonly version: number;
  /** Every widget of the state with its decision; the first `placesOf` of them are the board, in order. */
  rank(state: BoardState): Candidate[];
}

/** The board of a ranking. */
export function placesOf(ranking: readonly Candidate[]): Place[] {
  return ranking
    .filter(({ decision }) => decision !== 'not_chosen' && decision !== 'hidden')
    .map(({ widget, score, reasons }, position) => ({ widgetId: widget.id, position, score, reasons }));
}
