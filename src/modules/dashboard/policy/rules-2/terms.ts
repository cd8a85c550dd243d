import { aheadWords, counted } from '../../../../common/text/caption.js';
import { daysBetween, type LocalDate } from '../../../../common/time/local-date.js';
import { DUE_NOUN, type DueNoun } from '../../../widgets/widget-type.contract.js';
import type { BoardState, Reason, WidgetState } from '../board-state.js';
import { reason } from '../ranking.js';
import type { Cadence } from './cadence.js';
import { Tier } from './tiers.js';

/** What each tier weighs: more than all terms of a widget together, so that scores are in the order of the tiers. */
const TIER_WEIGHT: Readonly<Record<Tier, number>> = {
  [Tier.asked]: 60,
  [Tier.overdue]: 40,
  [Tier.ahead]: 20,
  [Tier.wanted]: 0,
  [Tier.resting]: -20,
  [Tier.over]: -40,
  [Tier.otherDay]: -60,
  [Tier.empty]: -80,
};

/** What each term of `rules-2` weighs; one table, so that they can be read against each other. */
export const Weight = {
  overdue: 1.5,
  overdueMore: 0.25,
  overdueMost: 1.5,
  due: 1,
  dueMore: 0.2,
  dueMost: 1,
  itsTurn: 1,
  priority: 0.25,
  soon: 1.5,
  soonDay: 0.25,
  streak: 0.75,
  streakDay: 0.05,
  streakMost: 1.25,
  frequencyWanted: 1.5,
  frequencyLate: 1.5,
  importance: 0.5,
  timeOfDay: 1,
  category: 0.5,
} as const;

// Fewer uses say nothing about when a widget is used.
const USES_NEEDED = 3;

const IMPORTANCE: Readonly<Record<number, string>> = {
  1: 'You marked it as the least important',
  2: 'You marked it as less important',
  3: 'It is as important to you as most',
  4: 'You marked it as important',
  5: 'You marked it as most important',
};

/** A widget with how it stands. */
export interface Subject {
  readonly widget: WidgetState;
  readonly cadence: Cadence;
  readonly tier: Tier;
  readonly noun: DueNoun;
  readonly board: BoardState;
}

/** The reasons that depend on the widget alone. The first names its tier, and each is a fact that its text states. */
export function reasonsOf(subject: Subject): Reason[] {
  const named = tierReason(subject);
  const others = TERMS.map((term) => term(subject)).filter((found) => found !== null);
  if (named === null) return others;
  // A fact that is a term too counts for both.
  const term = others.find(({ code }) => code === named.code);
  const first = reason(named.code, named.text, named.weight + (term?.weight ?? 0));
  return [first, ...others.filter((other) => other !== term)];
}

/** The noun of a type on a board. */
export function nounOf({ nouns }: BoardState, { type }: WidgetState): DueNoun {
  return nouns[type] ?? DUE_NOUN;
}

function tierReason(subject: Subject): Reason | null {
  const { widget, tier } = subject;
  const named = (code: string, text: string): Reason => reason(code, text, TIER_WEIGHT[tier]);
  switch (tier) {
    case Tier.asked:
      return widget.override === 'show'
        ? named('shown_by_you', 'You asked for it today')
        : named('pinned', 'You pinned it');
    case Tier.overdue:
      return named('overdue', overdueText(subject));
    case Tier.ahead:
      return aheadReason(subject, named);
    case Tier.wanted:
      return null;
    case Tier.resting:
      return named('resting', restingText(subject));
    case Tier.over:
      return named('over', 'What it had for today is over');
    case Tier.otherDay:
      return named('other_day', 'Its rule is for other days');
    case Tier.empty:
      return named('empty', 'There is nothing in it for today');
  }
}

function aheadReason(
  { widget, cadence, board, noun }: Subject,
  named: (code: string, text: string) => Reason,
): Reason {
  if (widget.isAhead) return named('due', dueText(widget, noun));
  if (cadence.isOwnDay === true) return named('own_day', 'Today is its day');
  return named('waited_long', `It was ${sinceText(widget, board.date)}`);
}

type Term = (subject: Subject) => Reason | null;

const TERMS: readonly Term[] = [overdue, due, priority, soon, streakAtRisk, frequency, importance, timeOfDay];

function overdue(subject: Subject): Reason | null {
  const { overdue: count } = subject.widget;
  if (count === 0) return null;
  const more = Math.min(Weight.overdueMost, Weight.overdueMore * (count - 1));
  return reason('overdue', overdueText(subject), Weight.overdue + more);
}

function due({ widget, noun }: Subject): Reason | null {
  if (widget.due === 0) return null;
  const more = Math.min(Weight.dueMost, Weight.dueMore * (widget.due - 1));
  return reason('due', dueText(widget, noun), Weight.due + more);
}

function priority({ widget: { topPriority } }: Subject): Reason | null {
  if (topPriority === null || topPriority > 2) return null;
  const text =
    topPriority === 1 ? 'Something in it has the highest priority' : 'Something in it has a high priority';
  return reason('priority', text, Weight.priority * (3 - topPriority));
}

function soon({ widget: { soonOn }, noun, board }: Subject): Reason | null {
  if (soonOn === null) return null;
  const text = `An important ${noun.one} is due ${aheadWords(soonOn, board.date)}`;
  return reason('soon', text, Weight.soon - Weight.soonDay * (daysBetween(board.date, soonOn) - 1));
}

function streakAtRisk({ widget: { streakAtRisk: length } }: Subject): Reason | null {
  if (length === 0) return null;
  const weight = Weight.streak + Math.min(Weight.streakMost, Weight.streakDay * length);
  return reason('streak_at_risk', `A streak of ${length} ends unless you go on today`, weight);
}

function frequency({ widget, cadence, board }: Subject): Reason | null {
  if (!cadence.isWanted || cadence.isOwnDay !== null) return null;
  const often =
    widget.frequency === 'once' ? 'You want to see it once' : `You want to see it ${widget.frequency}`;
  const text =
    widget.frequency === 'daily' && cadence.periodsLate === 0
      ? 'You want to see it every day'
      : `${often}, and it was ${sinceText(widget, board.date)}`;
  return reason('frequency', text, Weight.frequencyWanted + Weight.frequencyLate * cadence.periodsLate);
}

function importance({ widget }: Subject): Reason {
  return reason('importance', IMPORTANCE[widget.importance] ?? '', Weight.importance * widget.importance);
}

function timeOfDay({ widget: { uses, usesInDaypart }, board: { daypart } }: Subject): Reason | null {
  if (uses < USES_NEEDED || usesInDaypart === 0) return null;
  const when = daypart === 'night' ? 'at night' : `in the ${daypart}`;
  const text = `You used it ${when} ${usesInDaypart} of the last ${counted(uses, 'time')}`;
  return reason('time_of_day', text, (Weight.timeOfDay * usesInDaypart) / uses);
}

function overdueText({ widget: { overdue: count }, noun }: Subject): string {
  return `${counted(count, noun.one, noun.many)} overdue`;
}

function dueText({ due: count }: WidgetState, noun: DueNoun): string {
  return `${counted(count, noun.one, noun.many)} ${noun.ahead}`;
}

function restingText({ widget, board }: Subject): string {
  if (widget.frequency === 'once') return 'You wanted to see it once, and it was shown';
  return `You want to see it ${widget.frequency}, and it was ${sinceText(widget, board.date)}`;
}

function sinceText({ lastShownOn }: WidgetState, date: LocalDate): string {
  if (lastShownOn === null) return 'not on your board yet';
  const days = daysBetween(lastShownOn, date);
  return days === 1 ? 'on your board yesterday' : `last on your board ${days} days ago`;
}
