import type { CurrentWeather, Forecast, Hourly } from '../weather.contract.js';
import { numberOf, objectOf, type JsonObject } from './json.js';

/** What is asked of each moment, and what it becomes. */
export const CURRENT_FIELDS =
  'temperature_2m,apparent_temperature,relative_humidity_2m,wind_speed_10m,wind_direction_10m,weather_code,is_day';
/** What is asked of each hour. */
export const HOURLY_FIELDS = 'temperature_2m,precipitation,precipitation_probability,weather_code';

const MOST_HOURS = 24 * 16;
const LATEST = 8.64e12;

/** A forecast out of an answer, with nothing in it that no weather on Earth could be; null where there is none. */
export function forecastIn(answer: unknown): Forecast | null {
  const { current, hourly } = objectOf(answer) ?? {};
  const now = objectOf(current);
  const hours = objectOf(hourly);
  if (!now || !hours) return null;

  const currentWeather = currentIn(now);
  const hoursFrom = fromOf(hours.time);
  const temperatures = hourlyOf(hours.temperature_2m, -100, 70);
  if (!currentWeather || !hoursFrom || temperatures.length === 0) return null;
  return {
    current: currentWeather,
    hoursFrom,
    temperatures,
    precipitations: hourlyOf(hours.precipitation, 0, 1_000),
    probabilities: hourlyOf(hours.precipitation_probability, 0, 100).map(wholeOf),
    codes: hourlyOf(hours.weather_code, 0, 99).map(wholeOf),
  };
}

function currentIn(now: JsonObject): CurrentWeather | null {
  const temperature = numberOf(now.temperature_2m, -100, 70);
  const time = numberOf(now.time, 0, LATEST / 1_000);
  if (temperature === null || time === null) return null;
  return {
    observedAt: new Date(time * 1_000).toISOString(),
    temperature,
    feelsLike: numberOf(now.apparent_temperature, -150, 100),
    humidity: numberOf(now.relative_humidity_2m, 0, 100),
    windSpeed: numberOf(now.wind_speed_10m, 0, 500),
    windDirection: numberOf(now.wind_direction_10m, 0, 360),
    code: wholeOf(numberOf(now.weather_code, 0, 99)),
    isDay: now.is_day !== 0,
  };
}

/** The first hour of a list without gaps, in which every hour has its place by counting. */
function fromOf(times: unknown): Date | null {
  if (!Array.isArray(times)) return null;
  const from = numberOf(times[0], 0, LATEST / 1_000);
  const isSteady = times.every((time, i) => from !== null && time === from + i * 3_600);
  return from !== null && isSteady ? new Date(from * 1_000) : null;
}

function hourlyOf(values: unknown, min: number, max: number): Hourly {
  if (!Array.isArray(values)) return [];
  return values.slice(0, MOST_HOURS).map((value) => numberOf(value, min, max));
}

function wholeOf(value: number | null): number | null {
  return value === null ? null : Math.round(value);
}
