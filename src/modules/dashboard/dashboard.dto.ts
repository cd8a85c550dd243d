import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsOptional, Max, Min, ValidateNested } from 'class-validator';
import { IsAloneWithout } from '../../common/validation/alone.js';
import { IsId } from '../../common/validation/id.js';
import { ListQuery } from '../../common/http/list-query.dto.js';
import { IsInstant } from '../../common/validation/instant.js';
import { IsLocalDate } from '../../common/validation/local-date.js';
import { OfWidgetType } from '../widgets/of-widget-type.contract.js';

const INTERACTIONS = ['view', 'click', 'expand', 'complete', 'dismiss', 'dwell'] as const;
const DAY_MS = 86_400_000;
const BATCH = 500;

/** Which day's board. */
export class BoardQuery {
  /**
   * A local date to preview; the user's today where it is left out.
   * @example "2026-03-01"
   */
  @IsOptional()
  @IsLocalDate()
  date?: string;
}

/** Which days' boards to list. */
export class DaysQuery extends ListQuery {
  /**
   * The first local date.
   * @example "2026-02-01"
   */
  @IsOptional()
  @IsLocalDate()
  from?: string;

  /**
   * The local date after the last one.
   * @example "2026-03-01"
   */
  @IsOptional()
  @IsLocalDate()
  before?: string;

  @ApiPropertyOptional({
    deprecated: true,
    description: 'The last day, which is included; use `before` instead.',
    example: '2026-02-28',
  })
  @IsOptional()
  @IsLocalDate()
  @IsAloneWithout('before')
  to?: string;
}

/** One use of a widget. */
export class InteractionRequest {
  /**
   * An id that the client made: sending it twice counts once.
   * @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e12"
   */
  @IsId()
  id: string;

  /** @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e11" */
  @IsId()
  widgetId: string;

  /** @example "click" */
  @IsIn(INTERACTIONS)
  kind: (typeof INTERACTIONS)[number];

  /**
   * How long it lasted, in milliseconds.
   * @example 1200
   */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(DAY_MS)
  durationMs?: number;

  /**
   * When it was, with its offset from UTC.
   * @example "2026-03-01T08:15:30.000Z"
   */
  @IsInstant()
  occurredAt: string;
}

/** A batch of uses, in any order. */
export class InteractionsRequest {
  /** At most 500. */
  @IsArray()
  @ArrayMaxSize(BATCH)
  @ValidateNested({ each: true })
  @Type(() => InteractionRequest)
  interactions: InteractionRequest[];
}

/** What became of a batch. */
export class InteractionsResponse {
  /** @example 1 */
  accepted: number;
  /**
   * Known already, or about a widget that is not yours.
   * @example 0
   */
  ignored: number;
}

/** The policy that chose a board. */
export class PolicyResponse {
  /** @example "rules" */
  name: string;
  /** @example 1 */
  version: number;
}

/** A fact about the user's data that speaks for a widget. */
export class ReasonResponse {
  /** @example "due" */
  code: string;
  /** @example "2 tasks due today" */
  text: string;
  /**
   * The weights sum to the score.
   * @example 1.2
   */
  weight: number;
}

/** Why a widget's data is missing. */
export class DataErrorResponse {
  /** @example "widget_data_unavailable" */
  code: string;
  /** @example "its data is not there at the moment: try again soon" */
  message: string;
}

/** A widget on a board. */
export class BoardWidgetResponse {
  /** @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e11" */
  id: string;
  /** @example "todo" */
  type: string;
  /** @example "Work" */
  title: string;
  /** @example "work" */
  category: string | null;
  /** @example 5 */
  importance: number;
  /** @example "daily" */
  frequency: string;
  /** @example "medium" */
  size: string | null;
  /** @example 0 */
  position: number;
  /** @example 4.2 */
  score: number;
  /**
   * One line about what it is about at this moment, at most 160 characters.
   * @example "“Write the report” is due today"
   */
  description: string;
  reasons: ReasonResponse[];
  /** What the widget shows, as of its type; null with a `dataError` if it can't be loaded. */
  @OfWidgetType('data')
  data: Record<string, unknown> | null;
  dataError?: DataErrorResponse;
}

/** How many widgets a board has, and of which kinds. */
export class BoardStatsResponse {
  /** @example 1 */
  total: number;
  /** @example { "daily": 1 } */
  byFrequency: Record<string, number>;
  /** @example { "todo": 1 } */
  byType: Record<string, number>;
}

/** The board of one local day. */
export class BoardResponse {
  /** @example "2026-03-01" */
  date: string;
  /**
   * One line about what is left of the day, at most 120 characters.
   * @example "1 task is overdue, 2 tasks are due today and “Dentist” starts at 16:15"
   */
  title: string;
  /** @example "Europe/Berlin" */
  timeZone: string;
  /** @example "2026-03-01T06:00:00.000Z" */
  generatedAt: string;
  /**
   * Who put it into words: our templates, or a model, whose lines are checked.
   * @example "templates"
   */
  wording: 'templates' | 'model';
  policy: PolicyResponse;
  widgets: BoardWidgetResponse[];
  stats: BoardStatsResponse;
}

/** A place on a board of the past. */
export class BoardPlaceResponse {
  /** @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e11" */
  widgetId: string;
  /** @example 0 */
  position: number;
  /** @example 4.2 */
  score: number;
  /**
   * One line about what it is about at this moment, at most 160 characters.
   * @example "“Write the report” is due today"
   */
  description: string;
  reasons: ReasonResponse[];
}

/** A board as it was stored. */
export class StoredDayResponse {
  /** @example "2026-02-28" */
  date: string;
  /**
   * One line about what is left of the day, at most 120 characters.
   * @example "1 task is overdue, 2 tasks are due today and “Dentist” starts at 16:15"
   */
  title: string;
  /** @example "2026-02-28T06:00:00.000Z" */
  generatedAt: string;
  policy: PolicyResponse;
  widgets: BoardPlaceResponse[];
}

/** What would turn a decision around. */
export class ChangeResponse {
  /** @example "hide" */
  code: string;
  /** @example "Hide it for today" */
  text: string;
}

/** Why a widget is on today's board or is not. */
export class ExplanationResponse {
  /** @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e11" */
  widgetId: string;
  /** @example true */
  isShown: boolean;
  /**
   * `forced`, `kept`, `chosen`, `not_chosen`, `hidden` or `inactive`.
   * @example "forced"
   */
  decision: string;
  /** @example 0 */
  position: number | null;
  /** @example 1 */
  rank: number | null;
  /** @example 4.2 */
  score: number | null;
  reasons: ReasonResponse[];
  wouldChange: ChangeResponse[];
}
