import type { LocalDate } from '../../../common/time/local-date.js';

/** An entry of an agenda as other features may hold it. */
export interface AgendaEntryView {
  readonly date: LocalDate;
  readonly time: string | null;
  readonly at: string | null;
  readonly endsAt: string | null;
  readonly isAllDay: boolean;
  /** Which kind of thing it is, such as `task`. */
  readonly type: string;
  readonly id: string;
  readonly widgetId: string;
  readonly title: string;
  readonly occurrence: string;
  readonly state: string;
  readonly isOverdue: boolean;
}
