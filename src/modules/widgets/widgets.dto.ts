import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsObject, IsOptional, Max, Min } from 'class-validator';
import { IsCategory } from '../../common/validation/category.js';
import { IsFlag } from '../../common/validation/flag.js';
import { IfGiven } from '../../common/validation/if-given.js';
import { IsId } from '../../common/validation/id.js';
import { ListQuery } from '../../common/http/list-query.dto.js';
import { IsLocalDate } from '../../common/validation/local-date.js';
import { IsRecurrenceRule } from '../../common/validation/recurrence-rule.js';
import { IsText } from '../../common/validation/text.js';
import { IsOfWidgetType, OfWidgetType } from './of-widget-type.contract.js';
import { FREQUENCIES, type Frequency } from './widgets.contract.js';

/** A new widget. */
export class CreateWidgetRequest {
  /** An id that the client made; one is made where it is left out. */
  @IfGiven()
  @IsId()
  id?: string;

  /**
   * Key of the type, as `GET /widget-types` lists them.
   * @example "todo"
   */
  @IsText({ max: 50 })
  type: string;

  /**
   * What the user calls it.
   * @example "Work"
   */
  @IsText({ max: 200 })
  title: string;

  /**
   * How often it wants to be seen; `custom` is by `rrule`.
   * @example "daily"
   */
  @IsIn(FREQUENCIES)
  frequency: Frequency = 'daily';

  /** A rule of RFC 5545 without the prefix; only with `custom`. */
  @IfGiven()
  @IsRecurrenceRule()
  rrule?: string;

  /**
   * A word of the user's own that groups widgets.
   * @example "work"
   */
  @IsOptional()
  @IsCategory()
  category?: string | null;

  /**
   * 1 (least) to 5 (most).
   * @example 3
   */
  @IsInt()
  @Min(1)
  @Max(5)
  importance: number = 3;

  /** Settings of the type, as `GET /widget-types` describes them; what is left out has its default. */
  @OfWidgetType('settings')
  @IfGiven()
  @IsObject()
  settings?: Record<string, unknown>;

  /** Whether it may be on boards at all. */
  @IsBoolean()
  isActive: boolean = true;

  /** Whether it is on every board. */
  @IsBoolean()
  isPinned: boolean = false;
}

/** A change of a widget: what is left out stays. */
export class UpdateWidgetRequest {
  /**
   * What the user calls it.
   * @example "Work"
   */
  @IfGiven()
  @IsText({ max: 200 })
  title?: string;

  /**
   * How often it wants to be seen; `custom` is by `rrule`.
   * @example "weekly"
   */
  @IfGiven()
  @IsIn(FREQUENCIES)
  frequency?: Frequency;

  /** A rule of RFC 5545 without the prefix; only with `custom`. */
  @IsOptional()
  @IsRecurrenceRule()
  rrule?: string | null;

  /** A word of the user's own that groups widgets; null takes it away. */
  @IsOptional()
  @IsCategory()
  category?: string | null;

  /**
   * 1 (least) to 5 (most).
   * @example 4
   */
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(5)
  importance?: number;

  /** Settings to change; those left out stay. */
  @OfWidgetType('settings')
  @IfGiven()
  @IsObject()
  settings?: Record<string, unknown>;

  /** Whether it may be on boards at all. */
  @IfGiven()
  @IsBoolean()
  isActive?: boolean;

  /** Whether it is on every board. */
  @IfGiven()
  @IsBoolean()
  isPinned?: boolean;
}

/** Which widgets to list. */
export class WidgetsQuery extends ListQuery {
  /**
   * Only of this type.
   * @example "todo"
   */
  @IsOptional()
  @IsText({ max: 50 })
  type?: string;

  /** Only of this category, whatever its case. */
  @IsOptional()
  @IsCategory()
  category?: string;

  /** Only with this frequency. */
  @IsOptional()
  @IsIn(FREQUENCIES)
  frequency?: Frequency;

  /** Only of this importance. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(5)
  importance?: number;

  /** Only active ones, or only the others. */
  @IsOptional()
  @IsFlag()
  isActive?: boolean;

  /** Only those whose title or category has this text, whatever its case. */
  @IsOptional()
  @IsText({ max: 100 })
  search?: string;
}

/** Which widgets to list, and what of each. */
export class WidgetListQuery extends WidgetsQuery {
  /** `data` adds what each widget shows today. */
  @IsOptional()
  @IsIn(['data'])
  include?: 'data';
}

/** Which day's data. */
export class WidgetDataQuery {
  /**
   * A local date; the user's today where it is left out.
   * @example "2026-03-01"
   */
  @IsOptional()
  @IsLocalDate()
  date?: string;
}

/** What a widget shows, which depends on its type. */
@IsOfWidgetType('data')
export class WidgetDataResponse {
  [name: string]: unknown;
}

/** A widget. */
export class WidgetResponse {
  /** @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e11" */
  id: string;
  /** @example "todo" */
  type: string;
  /** @example "Work" */
  title: string;
  /** @example "daily" */
  frequency: Frequency;
  /** @example null */
  rrule: string | null;
  /** @example "work" */
  category: string | null;
  /** @example 3 */
  importance: number;
  /** Settings of the type. */
  @OfWidgetType('settings')
  settings: Record<string, unknown>;
  /** @example true */
  isActive: boolean;
  /** @example false */
  isPinned: boolean;
  /** @example 1 */
  version: number;
  /** @example "2026-03-01T08:00:00.000Z" */
  createdAt: string;
  /** @example "2026-03-01T08:00:00.000Z" */
  updatedAt: string;
}

/** A widget in a list. */
export class ListedWidgetResponse extends WidgetResponse {
  /** What it shows today, as `GET /widgets/{id}/data` has it; only with `include=data`, and null if it can't be read. */
  @OfWidgetType('data')
  data?: Record<string, unknown> | null;
}
