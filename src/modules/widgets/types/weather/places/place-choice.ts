import { fold } from '../../../../../common/text/fold.js';
import type { FoundPlace } from '../weather.contract.js';

/** What a name stands for: one place, several that could be meant, or none. */
export type PlaceChoice =
  | { readonly kind: 'one'; readonly place: FoundPlace }
  | { readonly kind: 'several'; readonly places: readonly FoundPlace[] }
  | { readonly kind: 'none' };

/** A place with so many times the people of the next one is what is meant by its name alone. */
const CLEARLY_LARGER = 10;

/**
 * Which place a name means: the only one, or the one with at least ten times as many people as any other. What follows a
 * comma has to be part of its region or country: `Paris, Texas`.
 */
export function choosePlace(typed: string, found: readonly FoundPlace[]): PlaceChoice {
  const { qualifiers } = partsOf(typed);
  const places = found
    .filter((place) => qualifiers.every((qualifier) => belongsTo(place, qualifier)))
    .sort((a, b) => (b.population ?? 0) - (a.population ?? 0));
  const [first, second] = places;
  if (!first) return { kind: 'none' };
  const isClear = !second || (first.population ?? 0) > CLEARLY_LARGER * (second.population ?? 0);
  return isClear ? { kind: 'one', place: first } : { kind: 'several', places };
}

/** The name to look for, and what is said of where it is. */
export function partsOf(typed: string): { readonly name: string; readonly qualifiers: readonly string[] } {
  const [name = '', ...qualifiers] = typed
    .split(/[,，、]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return { name, qualifiers };
}

function belongsTo({ region, country, countryCode }: FoundPlace, qualifier: string): boolean {
  const wanted = fold(qualifier);
  if (countryCode !== null && fold(countryCode) === wanted) return true;
  return [region, country].some((whole) => whole !== null && fold(whole).includes(wanted));
}
