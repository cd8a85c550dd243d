import type { LocalDate } from '../../../../common/time/local-date.js';
import type { Frequency } from '../../../widgets/widgets.contract.js';

import type { Daypart } from '../board-state.js';

/** What a widget brought to the choice of a day. Dates are local, counts are of that day. */
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

/** What boards of `rules-1` were chosen from, as it is stored with them. */
export interface BoardState {
  readonly date: LocalDate;
  readonly daypart: Daypart;
  readonly size: number;
  readonly seed: string;
  readonly widgets: readonly WidgetState[];
}
