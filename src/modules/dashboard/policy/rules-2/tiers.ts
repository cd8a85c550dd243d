import type { WidgetState } from '../board-state.js';
import type { Cadence } from './cadence.js';

/** What decides a widget's place before its score does; lower ones come first. */
export const Tier = {
  /** The user pinned it, or asked for it today. */
  asked: 0,
  /** Something in it is past its time. */
  overdue: 1,
  /** Something in it is ahead today, it is its rule's day, or it was not shown for two periods. */
  ahead: 2,
  /** It wants to be seen, and competes by its score. */
  wanted: 3,
  /** It was shown within its period. */
  resting: 4,
  /** All that it had for today is over. */
  over: 5,
  /** Its rule names other days. */
  otherDay: 6,
  /** It has nothing to show. */
  empty: 7,
} as const;

/** What decides a widget's place before its score does. */
export type Tier = (typeof Tier)[keyof typeof Tier];

/** Where a widget stands, and whether it is on the board in any case. */
export interface Standing {
  readonly tier: Tier;
  /** Whether it is on the board however many others are. */
  readonly isForced: boolean;
}

/** The tier of a widget. */
export function standingOf(widget: WidgetState, cadence: Cadence): Standing {
  const { isPinned, override, overdue, isAhead, isEmpty, isOver } = widget;
  if (isPinned || override === 'show') return { tier: Tier.asked, isForced: true };
  if (overdue > 0) return { tier: Tier.overdue, isForced: true };
  if (isAhead) return { tier: Tier.ahead, isForced: true };

  const isItsTurn = cadence.isOwnDay === true || (cadence.hasWaitedLong && (!isEmpty || widget.isUsed));
  // What has nothing to show comes last, also when it is its turn.
  if (isEmpty) return { tier: Tier.empty, isForced: isItsTurn };
  if (isOver) return { tier: Tier.over, isForced: isItsTurn };
  if (isItsTurn) return { tier: Tier.ahead, isForced: true };
  return { tier: restingTier(widget, cadence), isForced: false };
}

function restingTier(widget: WidgetState, cadence: Cadence): Tier {
  if (cadence.isOwnDay === false) return Tier.otherDay;
  const { due, streakAtRisk, soonOn, isFilledToday } = widget;
  const isCalledFor = due > 0 || streakAtRisk > 0 || soonOn !== null || isFilledToday;
  return cadence.isWanted || isCalledFor ? Tier.wanted : Tier.resting;
}
