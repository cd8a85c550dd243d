import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { IfGiven } from '../../../common/validation/if-given.js';
import { IsMoment } from '../../../common/validation/local-date-time.js';

/** Which span of the agenda. */
export class AgendaQuery {
  /** Start of the span: a day or local time of yours, or UTC with `Z`; defaults to today. */
  @IfGiven()
  @IsMoment()
  from?: string;

  /** End of the span (exclusive), at most 62 days later; defaults to the end of the first day. */
  @IfGiven()
  @IsMoment()
  before?: string;

  /**
   * Most entries in the answer.
   * @example 200
   */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000)
  limit: number = 200;

  /** Cursor of the next page: `meta.pagination.nextCursor` of the previous one. */
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  cursor?: string;
}

/** Facts about a span of the agenda. */
export class AgendaMeta {
  /**
   * Whether entries may be missing, since a rule took too many steps or one day has too many entries; shorter spans may
   * have them.
   * @example false
   */
  truncated: boolean;
}

/** Something on a day of the agenda. */
export class AgendaEntryResponse {
  /**
   * Your day that it is shown on. An event is shown on each day that it touches; an open task of an earlier day also today.
   * @example "2026-03-02"
   */
  date: string;
  /**
   * When it begins or is due on that day, on your clock; null for a whole day, and for what began before.
   * @example "09:30"
   */
  time: string | null;
  /**
   * The moment at which it begins, is due or rings; null for a whole day.
   * @example "2026-03-02T08:30:00.000Z"
   */
  at: string | null;
  /**
   * The first moment after it; null if it has no length, and for a whole day.
   * @example "2026-03-02T09:00:00.000Z"
   */
  endsAt: string | null;
  /**
   * Whether it is for the day as such.
   * @example false
   */
  isAllDay: boolean;
  /**
   * What it is: `task`, `event`, `alarm` or `habit`; widget types to come add others.
   * @example "event"
   */
  type: string;
  /**
   * Id of the task, event, alarm or tracker.
   * @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e17"
   */
  id: string;
  /**
   * Id of the widget it belongs to.
   * @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e11"
   */
  widgetId: string;
  /**
   * Title.
   * @example "Choir"
   */
  title: string;
  /**
   * Which occurrence it is, as the endpoints of its type take it: the date of a task, the `recurrenceId` of an event, the
   * local time of an alarm, the day of a habit.
   * @example "2026-03-02T09:30"
   */
  occurrence: string;
  /**
   * Of a task `open`, `done`, `skipped` or `missed`; of an event `upcoming`, `running` or `over`; of an alarm `scheduled`,
   * `ringing`, `snoozed`, `dismissed`, `unanswered` or `missed`; of a habit `open`, `done`, `skipped`, `frozen` or `missed`.
   * @example "upcoming"
   */
  state: string;
  /**
   * Whether it is an open task whose day or due time has passed.
   * @example false
   */
  isOverdue: boolean;
}
