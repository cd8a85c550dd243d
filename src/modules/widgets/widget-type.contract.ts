import type { Type } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';

/** How much room a widget takes on a board. */
export const WIDGET_SIZES = ['small', 'medium', 'large'] as const;

/** Room on a board. */
export type WidgetSize = (typeof WIDGET_SIZES)[number];

/** What something is called that can be due in a widget: at most 20 letters each. */
export interface DueNoun {
  readonly one: string;
  readonly many: string;
}

/** What is said of types that have no word of their own. */
export const DUE_NOUN: DueNoun = { one: 'thing', many: 'things' };

/**
 * What a kind of widget is. Adding one is adding a class with `@WidgetTypeProvider()` in a folder of its own and a line
 * in the manifest.
 *
 * The two SQL fragments are each one SELECT over the CTEs
 * `asked (widget_id uuid, type text, settings jsonb)`, the widgets that are asked for, of all types, and
 * `day (user_id uuid, date date, starts_at timestamptz, ends_at timestamptz, now timestamptz)`, the user's local day.
 * They take no parameters, filter `asked.type` by their own key, and are joined by UNION ALL, so a board costs one
 * statement. They must cost the same for one widget and for two hundred: no outside calls, no rule expansion.
 */
export interface WidgetType<Settings extends object = object> {
  /** Stored in `widgets.type`, never renamed. */
  readonly key: string;
  /** What people call it. */
  readonly name: string;
  readonly about: string;
  /** class-validator class; its initial values are the defaults. */
  readonly settings: Type<Settings>;
  readonly defaultSize: WidgetSize;
  /** What its `due` and `overdue` count; `DUE_NOUN` where it is left out. */
  readonly dueNoun?: DueNoun;
  /** Largest numbers of things below one widget, by their name. */
  readonly limits: Readonly<Record<string, number>>;
  /** `SELECT widget_id, data` with `data json`: what the widget shows on the day. One row a widget, also an empty one. */
  readonly data: string;
  /** Class that documents `data`, field by field. */
  readonly dataResponse: Type<object>;
  /**
   * `SELECT widget_id, due int, overdue int, top_priority int, streak_at_risk int, last_activity_at timestamptz,
   * must_show boolean`: what calls for attention on the day. No row where nothing does. `streak_at_risk` is the
   * length of the longest streak that ends with the day unless something is done. `must_show` is for what must be
   * seen that day (an alarm, an event, a due task); `top_priority` is 1 (highest) to 5 or null.
   */
  readonly attention: string;
}

/** Marks a class as a widget type; the registry finds it at boot. */
export const WidgetTypeProvider = DiscoveryService.createDecorator();
