/** A place by its grid cell: hundredths of a degree, north and east positive. */
export interface Cell {
  readonly north: number;
  readonly east: number;
}

/** The weather of a moment, in metric units. */
export interface CurrentWeather {
  /** When it was so, RFC 3339 in UTC. */
  readonly observedAt: string;
  /** Degrees Celsius, as the one below. */
  readonly temperature: number;
  readonly feelsLike: number | null;
  /** Per cent. */
  readonly humidity: number | null;
  /** Kilometres an hour. */
  readonly windSpeed: number | null;
  /** Degrees from north, where it comes from. */
  readonly windDirection: number | null;
  /** WMO 4677. */
  readonly code: number | null;
  readonly isDay: boolean;
}

/** A list with one element for each hour; null where the provider knows none. */
export type Hourly = readonly (number | null)[];

/** What a provider says of a place. */
export interface Forecast {
  readonly current: CurrentWeather;
  readonly hoursFrom: Date;
  readonly temperatures: Hourly;
  readonly precipitations: Hourly;
  readonly probabilities: Hourly;
  readonly codes: Hourly;
}

/** A place that was found by its name. */
export interface FoundPlace {
  readonly name: string;
  readonly region: string | null;
  readonly country: string | null;
  readonly latitude: number;
  readonly longitude: number;
  readonly timeZone: string | null;
  /** ISO 3166-1, two letters. */
  readonly countryCode: string | null;
  readonly population: number | null;
}
