/** Weather, in one word. */
type Condition =
  'clear' | 'partly_cloudy' | 'overcast' | 'fog' | 'drizzle' | 'rain' | 'snow' | 'thunderstorm';

/** The place of a weather widget. */
export class WeatherPlace {
  /**
   * Name of the place.
   * @example "Berlin"
   */
  name: string | null;
  /**
   * Degrees north.
   * @example 52.52
   */
  latitude: number;
  /**
   * Degrees east.
   * @example 13.41
   */
  longitude: number;
}

/** Units of the values. */
export class WeatherUnits {
  /**
   * System of units, as in the settings.
   * @example "metric"
   */
  system: 'metric' | 'imperial';
  /**
   * Unit of temperatures.
   * @example "°C"
   */
  temperature: '°C' | '°F';
  /**
   * Unit of speeds.
   * @example "km/h"
   */
  speed: 'km/h' | 'mph';
  /**
   * Unit of precipitation.
   * @example "mm"
   */
  precipitation: 'mm' | 'in';
}

/** Why the latest forecast could not be loaded. */
export class WeatherError {
  /**
   * Error code.
   * @example "weather_timeout"
   */
  code: string;
  /**
   * What happened.
   * @example "the weather service did not answer in time"
   */
  message: string;
}

/** Current conditions. */
export class CurrentConditions {
  /**
   * Air temperature.
   * @example 7.5
   */
  temperature: number;
  /**
   * Apparent temperature.
   * @example 5.5
   */
  feelsLike: number | null;
  /**
   * Relative humidity in percent.
   * @example 72
   */
  humidity: number | null;
  /**
   * Wind speed.
   * @example 14.5
   */
  windSpeed: number | null;
  /**
   * Direction that the wind comes from, in degrees from north.
   * @example 250
   */
  windDirection: number | null;
  /**
   * Weather condition.
   * @example "rain"
   */
  condition: Condition | null;
  /**
   * Whether it is daytime at the place.
   * @example true
   */
  isDay: boolean;
}

/** Forecast of an hour. */
export class HourForecast {
  /**
   * Start of the hour.
   * @example "2026-03-01T08:00:00.000Z"
   */
  at: string;
  /**
   * Air temperature.
   * @example 7.5
   */
  temperature: number | null;
  /**
   * Precipitation within the hour.
   * @example 0.5
   */
  precipitation: number | null;
  /**
   * Probability of precipitation in percent.
   * @example 40
   */
  precipitationProbability: number | null;
  /**
   * Weather condition.
   * @example "drizzle"
   */
  condition: Condition | null;
}

/** Forecast of a day. */
export class DaySummary {
  /**
   * Lowest temperature.
   * @example 3.5
   */
  lowest: number | null;
  /**
   * Highest temperature.
   * @example 9.5
   */
  highest: number | null;
  /**
   * Precipitation in total.
   * @example 2.5
   */
  precipitation: number | null;
  /**
   * Highest probability of precipitation of any hour, in percent.
   * @example 60
   */
  precipitationProbability: number | null;
  /**
   * Most severe condition of any hour.
   * @example "rain"
   */
  condition: Condition | null;
}

/** Forecast of the user's day. */
export class TodayForecast extends DaySummary {
  /** The hours of the day that are known. */
  hours: HourForecast[];
}

/** Forecast of a day to come. */
export class DayForecast extends DaySummary {
  /**
   * Local date.
   * @example "2026-03-02"
   */
  date: string;
}

/** What a weather widget shows: the weather of its place now, today and in the days to come. */
export class WeatherData {
  /** The place; null if none is set. */
  place: WeatherPlace | null;
  /** Units of all values below. */
  units: WeatherUnits;
  /**
   * `no_place` until one is set, `pending` until the first forecast is loaded, `failed` if it could not be, `stale` if it
   * could not be refreshed.
   * @example "ready"
   */
  state: 'no_place' | 'pending' | 'failed' | 'stale' | 'ready';
  /**
   * When the current conditions were observed.
   * @example "2026-03-01T08:00:00.000Z"
   */
  observedAt: string | null;
  /**
   * When the forecast was loaded.
   * @example "2026-03-01T08:05:00.000Z"
   */
  fetchedAt: string | null;
  /**
   * Since when refreshing it has failed.
   * @example null
   */
  staleSince: string | null;
  /** Why it could not be refreshed. */
  error: WeatherError | null;
  /** Current conditions. */
  current: CurrentConditions | null;
  /** The user's day. */
  today: TodayForecast | null;
  /** The days to come whose hours are all known, at most 7. */
  daily: DayForecast[];
}
