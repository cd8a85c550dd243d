/** What usage is summed up by. */
export const USAGE_GROUPS = ['day', 'month', 'feature', 'model'] as const;

/** What usage is summed up by; a search stands under its provider where models are asked for. */
export type UsageGroup = (typeof USAGE_GROUPS)[number];

/** Days of UTC. */
export interface UsageRange {
  readonly from: string;
  /** The day after the last one. */
  readonly before: string;
  /** The last one. */
  readonly to: string;
}

/** Calls, and what they used; costs in millionths of the currency. */
export interface UsageSum {
  readonly calls: number;
  readonly failed: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costMicros: number;
}

/** The sum of one day, month, feature or model. */
export interface UsageOfKey extends UsageSum {
  readonly key: string;
}

/** What this month's budget has left; the limit and what is left are null where there is none. */
export interface BudgetView {
  readonly month: string;
  readonly limitMicros: number | null;
  readonly spentMicros: number;
  /** Held back for calls that are being made. */
  readonly reservedMicros: number;
  readonly leftMicros: number | null;
}

/** Usage in a range of days, and where the budget stands now. */
export interface UsageView extends UsageRange {
  readonly by: UsageGroup;
  readonly total: UsageSum;
  readonly groups: UsageOfKey[];
  readonly budget: BudgetView;
}
