import type { Reason } from '../policy/board-state.js';
import { MAX_DESCRIPTION, MAX_TITLE, type PlaceFacts } from './facts.js';
import { oneLine } from './one-line.js';

/** A title of a widget longer than this would leave no room for what is said about it. */
const MAX_NAME = 40;
const MAX_NOUNS = 3;
/** They are in the reasons of nearly every widget, so they say least about this one. */
const COMMON_REASONS: readonly string[] = ['importance', 'category_variety'];

/** One line about a day, from what is on its board: what is late, what is due, which streak is at risk. */
export function titleByTemplate(places: readonly PlaceFacts[]): string {
  const [first] = places;
  if (!first) return 'Your board is empty: add a widget, or show one for today';
  const parts = [overdueOf(places), dueOf(places), streakOf(places)].filter((part) => part !== null);
  if (parts.length === 0) return `Nothing is due today; ${named(first)} comes first`;

  while (parts.length > 1 && listed(parts).length > MAX_TITLE) parts.pop();
  return oneLine(capitalised(listed(parts)), MAX_TITLE);
}

/** One line about why a widget matters today. */
export function descriptionByTemplate(place: PlaceFacts): string {
  const parts = [
    place.overdue > 0 ? `${counted(place.overdue, place)} overdue` : null,
    place.due > 0 ? `${counted(place.due, place)} due today` : null,
    place.isStreakAtRisk ? 'a streak ends unless you go on today' : null,
  ].filter((part) => part !== null);
  const text = parts.length > 0 ? capitalised(listed(parts)) : strongestOf(place.reasons);
  return oneLine(text, MAX_DESCRIPTION) || 'On your board today';
}

function overdueOf(places: readonly PlaceFacts[]): string | null {
  const late = places.filter(({ overdue }) => overdue > 0);
  const things = thingsOf(late.map((place) => ({ place, count: place.overdue })));
  return things && `${things.text} ${things.count === 1 ? 'is' : 'are'} overdue`;
}

function dueOf(places: readonly PlaceFacts[]): string | null {
  const waiting = places.filter(({ due }) => due > 0);
  const things = thingsOf(waiting.map((place) => ({ place, count: place.due })));
  return things && `${things.text} ${things.count === 1 ? 'is' : 'are'} due today`;
}

function streakOf(places: readonly PlaceFacts[]): string | null {
  const [first, ...others] = places.filter(({ isStreakAtRisk }) => isStreakAtRisk);
  if (!first) return null;
  if (others.length === 0) return `your streak in ${named(first)} is at risk`;
  return `your streaks in ${others.length + 1} widgets are at risk`;
}

/** `3 tasks and 1 alarm`; where too many kinds come together, `12 things`. */
function thingsOf(
  counts: readonly { place: PlaceFacts; count: number }[],
): { text: string; count: number } | null {
  const kinds = new Map<string, { place: PlaceFacts; count: number }>();
  for (const { place, count } of counts)
    kinds.set(place.noun.one, { place, count: count + (kinds.get(place.noun.one)?.count ?? 0) });
  if (kinds.size === 0) return null;

  const count = counts.reduce((sum, counted) => sum + counted.count, 0);
  if (kinds.size > MAX_NOUNS) return { text: `${count} things`, count };
  return { text: listed([...kinds.values()].map((kind) => counted(kind.count, kind.place))), count };
}

function strongestOf(reasons: readonly Reason[]): string {
  const special = reasons.filter(({ code }) => !COMMON_REASONS.includes(code));
  const [strongest] = [...(special.length > 0 ? special : reasons)].sort((a, b) => b.weight - a.weight);
  return strongest?.text ?? '';
}

/** A widget's title is what the user wrote: shown as a name, so that it can't pass for words of ours. */
function named({ title }: PlaceFacts): string {
  return `“${oneLine(title.replaceAll(/[“”]/g, "'"), MAX_NAME) || 'Untitled'}”`;
}

function counted(count: number, { noun }: PlaceFacts): string {
  return `${count} ${count === 1 ? noun.one : noun.many}`;
}

/** `a`, `a and b`, `a, b and c`. */
function listed(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${last}` : last;
}

function capitalised(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
