import { daysBetween } from '../../../../common/time/local-date.js';
import type { Reason } from '../board-state.js';
import type { BoardState, WidgetState } from './rules-1.state.js';
import { reason } from '../ranking.js';
import { cadenceOn } from './cadence.js';

/** What each term of `rules-1` weighs; one table, so that they can be read against each other. */
export const Weight = {
  pinned: 20,
  shownByYou: 20,
  mustShow: 10,
  importance: 0.5,
  frequencyDue: 1.5,
  frequencyLate: 1.5,
  overdue: 1.5,
  overdueMore: 0.25,
  overdueMost: 1.5,
  due: 1,
  dueMore: 0.2,
  dueMost: 1,
  priority: 0.25,
  streak: 0.75,
  streakDay: 0.05,
  streakMost: 1.25,
  timeOfDay: 1,
  category: 0.5,
} as const;

// Fewer uses say nothing about when a widget is used.
const USES_NEEDED = 3;

type Term = (widget: WidgetState, state: BoardState) => Reason | null;

/** The terms that depend on the widget alone; each is a fact that its text states. */
export const TERMS: readonly Term[] = [
  pinned,
  shownByYou,
  mustShow,
  overdue,
  due,
  priority,
  streakAtRisk,
  frequency,
  importance,
  timeOfDay,
];

function pinned({ isPinned }: WidgetState): Reason | null {
  return isPinned ? reason('pinned', 'You pinned it', Weight.pinned) : null;
}

function shownByYou({ override }: WidgetState): Reason | null {
  return override === 'show' ? reason('shown_by_you', 'You asked for it today', Weight.shownByYou) : null;
}

function mustShow({ mustShow: must }: WidgetState): Reason | null {
  return must ? reason('must_show', 'It has something for this very day', Weight.mustShow) : null;
}

function importance({ importance: given }: WidgetState): Reason {
  return reason('importance', `You gave it importance ${given} of 5`, Weight.importance * given);
}

function overdue({ overdue: count }: WidgetState): Reason | null {
  if (count === 0) return null;
  const more = Math.min(Weight.overdueMost, Weight.overdueMore * (count - 1));
  return reason('overdue', `${counted(count, 'thing')} overdue`, Weight.overdue + more);
}

function due({ due: count }: WidgetState): Reason | null {
  if (count === 0) return null;
  const more = Math.min(Weight.dueMost, Weight.dueMore * (count - 1));
  return reason('due', `${counted(count, 'thing')} due today`, Weight.due + more);
}

function priority({ topPriority }: WidgetState): Reason | null {
  if (topPriority === null || topPriority > 2) return null;
  return reason(
    'priority',
    `The most urgent of it has priority ${topPriority}`,
    Weight.priority * (3 - topPriority),
  );
}

function streakAtRisk({ streakAtRisk: length }: WidgetState): Reason | null {
  if (length === 0) return null;
  const weight = Weight.streak + Math.min(Weight.streakMost, Weight.streakDay * length);
  return reason('streak_at_risk', `A streak of ${length} ends unless you go on today`, weight);
}

function frequency(widget: WidgetState, { date }: BoardState): Reason | null {
  const cadence = cadenceOn(widget, date);
  if (cadence === null) return null;
  const late = Math.min(1, cadence.daysLate / cadence.period);
  return reason('frequency', frequencyText(widget, date), Weight.frequencyDue + Weight.frequencyLate * late);
}

function frequencyText({ frequency: name, lastShownOn }: WidgetState, date: BoardState['date']): string {
  const often =
    name === 'custom'
      ? 'By its rule'
      : name === 'once'
        ? 'Once'
        : `${name[0]?.toUpperCase() ?? ''}${name.slice(1)}`;
  if (lastShownOn === null) return `${often}, and not on a board yet`;
  return `${often}, and last on your board ${counted(daysBetween(lastShownOn, date), 'day')} ago`;
}

function timeOfDay({ uses, usesInDaypart }: WidgetState, { daypart }: BoardState): Reason | null {
  if (uses < USES_NEEDED || usesInDaypart === 0) return null;
  const text = `${usesInDaypart} of the last ${counted(uses, 'time')} you used it at this part of the day (${daypart})`;
  return reason('time_of_day', text, (Weight.timeOfDay * usesInDaypart) / uses);
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
