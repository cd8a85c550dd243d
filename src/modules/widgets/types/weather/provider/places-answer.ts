import type { FoundPlace } from '../weather.contract.js';
import { lineOf, numberOf, objectOf } from './json.js';

const MOST_CHARACTERS = 200;

/** The places of an answer, those without a name or coordinates left out; null where it is no answer of its kind. */
export function placesIn(answer: unknown): FoundPlace[] | null {
  const body = objectOf(answer);
  // Nothing found is an answer without a list.
  const results = body?.results ?? (body && 'generationtime_ms' in body ? [] : null);
  if (!Array.isArray(results)) return null;
  return results.map(placeOf).filter((place) => place !== null);
}

function placeOf(result: unknown): FoundPlace | null {
  const found = objectOf(result) ?? {};
  const name = lineOf(found.name, MOST_CHARACTERS);
  const latitude = numberOf(found.latitude, -90, 90);
  const longitude = numberOf(found.longitude, -180, 180);
  if (name === null || latitude === null || longitude === null) return null;
  return {
    name,
    region: lineOf(found.admin1, MOST_CHARACTERS),
    country: lineOf(found.country, MOST_CHARACTERS),
    latitude,
    longitude,
    timeZone: lineOf(found.timezone, MOST_CHARACTERS),
    countryCode: lineOf(found.country_code, MOST_CHARACTERS),
    population: numberOf(found.population, 0, 1e11),
  };
}
