import type { Type } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { LocalDate } from '../../common/time/local-date.js';
import type { DayRules } from '../../common/time/user-day.js';

/** How much room a widget takes on a board. */
export const WIDGET_SIZES = ['small', 'medium', 'large'] as const;

/** Room on a board. */
export type WidgetSize = (typeof WIDGET_SIZES)[number];

/** How something that can be due in a widget is counted: `1 task due today`; at most 20 characters each. */
export interface DueNoun {
  readonly one: string;
  readonly many: string;
  /** What it is while it lies ahead: `due today`. */
  readonly ahead: string;
}

/** The noun of types without one of their own. */
export const DUE_NOUN: DueNoun = { one: 'thing', many: 'things', ahead: 'due today' };

/** The moment that a caption is true at: the user's local day and the present moment. */
export interface CaptionMoment extends DayRules {
  readonly date: LocalDate;
  readonly now: Date;
}

/** What is said about a widget on a board. */
export interface Caption {
  /** One line about what the widget is about now; for an empty one, what to do about that. */
  readonly description: string;
  /** What stands for all that is ahead in the title of the day: a clause about the next of it, and its moment. */
  readonly next?: { readonly clause: string; readonly at: Date };
  /** Whether all that it had for today was done by the user. */
  readonly isDone?: boolean;
}

/**
 * What a kind of widget is. Adding one is adding a class with `@WidgetTypeProvider()` in a folder of its own and a line
 * in the manifest.
 *
 * The two SQL fragments are each one SELECT over the CTEs
 * `asked (widget_id uuid, type text, settings jsonb)`, the widgets that are asked for, of all types, and `day` of
 * widget-day.contract.ts, the user's local day. They take no parameters, filter `asked.type` by their own key, and are
 * joined by UNION ALL, so a board costs one statement. They must cost the same for one widget and for two hundred: no
 * outside calls, no rule expansion.
 *
 * What the fragments give is stored, so it may depend on `day.now` only as far as `changes_at` says until when it is
 * true.
 */
export interface WidgetType<Settings extends object = object, Facts = unknown> {
  /** Stored in `widgets.type`, never renamed. */
  readonly key: string;
  /** What people call it. */
  readonly name: string;
  readonly about: string;
  /** class-validator class; its initial values are the defaults. */
  readonly settings: Type<Settings>;
  readonly defaultSize: WidgetSize;
  /** What its `due` and `overdue` count; defaults to `DUE_NOUN`. */
  readonly dueNoun?: DueNoun;
  /** Largest numbers of things below one widget, by their name. */
  readonly limits: Readonly<Record<string, number>>;
  /** `SELECT widget_id, data` with `data json`: what the widget shows on the day. One row a widget, also an empty one. */
  readonly data: string;
  /** Class that documents `data`, field by field. */
  readonly dataResponse: Type<object>;
  /**
   * `SELECT` of the columns of AttentionRow, one row a widget: how it stands on the day at this moment. What is over
   * counts for nothing but `is_over`.
   */
  readonly attention: string;
  /** The words about a widget, from the `facts` of its row; names that users gave are set in quotation marks. */
  describe(facts: Facts, moment: CaptionMoment): Caption;
}

/** The columns of `attention`. */
export interface AttentionRow {
  readonly widget_id: string;
  /** Whether it has nothing to show on the day. */
  readonly is_empty: boolean;
  /** Whether all that it had for the day is over. */
  readonly is_over: boolean;
  /** Whether something in it must be seen today: a due task, an event or an alarm that is on or still to come. */
  readonly is_ahead: boolean;
  /** How many things lie ahead today, and how many are past their time. */
  readonly due: number;
  readonly overdue: number;
  /** 1 (highest) to 5 of what is due or overdue. */
  readonly top_priority: number | null;
  /** When something important is due within the days after this one. */
  readonly soon_on: LocalDate | null;
  /** Length of the longest streak that ends with the day unless something is done; 0 if none is at risk now. */
  readonly streak_at_risk: number;
  /** When something was last put into it. */
  readonly filled_at: Date | null;
  /** The next moment of the day at which any of this, or the widget's data, is otherwise without a change of the data. */
  readonly changes_at: Date | null;
  /** JSON for `describe`. */
  readonly facts: unknown;
}

/** Marks a class as a widget type; the registry finds it at boot. */
export const WidgetTypeProvider = DiscoveryService.createDecorator();
