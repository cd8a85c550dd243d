import { named } from '../../../../common/text/caption.js';
import { oneLine } from '../../../../common/text/one-line.js';

const MAX_PLACE = 40;

/** What captions of the weather are about. */
export interface WeatherFacts {
  readonly place: string | null;
  readonly isPlaced: boolean;
  readonly hasFailed: boolean;
  readonly temperature: number | null;
  /** `°C` or `°F`. */
  readonly unit: string;
  readonly condition: string | null;
}

/** What a weather widget is about now. */
export function describeWeather({
  place,
  isPlaced,
  hasFailed,
  temperature,
  unit,
  condition,
}: WeatherFacts): string {
  if (!isPlaced) return place === null ? 'Set a place' : `${named(place)} is being looked up`;
  const where = place === null ? '' : ` in ${oneLine(place, MAX_PLACE)}`;
  if (temperature === null)
    return hasFailed ? `The weather${where} is not available right now` : `The weather${where} is on its way`;
  const sky = condition === null ? '' : ` and ${condition.replaceAll('_', ' ')}`;
  return `${temperature} ${unit}${sky}${where}`;
}
