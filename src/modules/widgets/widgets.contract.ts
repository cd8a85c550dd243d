import { NotFoundError } from '../../common/errors/app-error.js';

/** How often a widget wants to be seen. */
export const FREQUENCIES = ['once', 'daily', 'weekly', 'monthly', 'yearly', 'custom'] as const;

/** How often a widget wants to be seen; `custom` is by its rule. */
export type Frequency = (typeof FREQUENCIES)[number];

/** A widget as other features may hold it. */
export interface WidgetView {
  readonly id: string;
  readonly type: string;
  readonly title: string;
  readonly frequency: Frequency;
  readonly rrule: string | null;
  readonly category: string | null;
  /** 1 (least) to 5 (most). */
  readonly importance: number;
  readonly settings: object;
  readonly isActive: boolean;
  readonly isPinned: boolean;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A widget in a list. */
export interface ListedWidgetView extends WidgetView {
  /** What it shows today, if that was asked for; null if it can't be read. */
  readonly data?: object | null;
}

/** There is no such widget for this user. */
export class WidgetNotFound extends NotFoundError {
  constructor() {
    super('widget_not_found', 'there is no such widget: list yours with GET /widgets');
  }
}
