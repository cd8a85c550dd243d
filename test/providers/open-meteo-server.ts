import type { ServerResponse } from 'node:http';
import { ProviderServer, type ReceivedRequest } from './provider-server.js';
import { json } from './replies.js';

const HOUR = 3_600;
const DAY = 24 * HOUR;

/** Speaks the protocols of Open-Meteo's forecasts and of its search for places. */
export class OpenMeteoServer extends ProviderServer {
  /** The provider's own present, in milliseconds since 1970. */
  now = Date.parse('2026-03-10T12:00:00Z');
  /** Degrees Celsius at an hour, in milliseconds since 1970. */
  temperatureAt: (at: number) => number = () => 10;
  /** WMO 4677, of now and of every hour. */
  code = 3;
  places: readonly object[] = [];

  /** The questions about weather; the others are about places. */
  get forecasts(): ReceivedRequest[] {
    return this.requests.filter(({ url }) => url.startsWith('/v1/forecast?'));
  }

  protected answer(request: ReceivedRequest, response: ServerResponse): void {
    const { pathname, searchParams } = new URL(request.url, this.url);
    if (pathname === '/v1/forecast') this.forecast(searchParams, request, response);
    else if (pathname === '/v1/search') this.search(request, response);
    else json({ reason: 'Not Found', error: true }, 404)(request, response);
  }

  private forecast(query: URLSearchParams, request: ReceivedRequest, response: ServerResponse): void {
    const latitude = Number(query.get('latitude'));
    if (!query.has('latitude') || Math.abs(latitude) > 90) {
      const reason = 'Latitude must be in range of -90 to 90°.';
      json({ reason, error: true }, 400)(request, response);
      return;
    }
    const seconds = this.now / 1_000;
    const midnight = Math.floor(seconds / DAY) * DAY;
    const from = midnight - Number(query.get('past_days') ?? 0) * DAY;
    const until = midnight + Number(query.get('forecast_days') ?? 7) * DAY;
    const time = Array.from({ length: (until - from) / HOUR }, (_, i) => from + i * HOUR);
    json({
      latitude,
      longitude: Number(query.get('longitude')),
      generationtime_ms: 0.05,
      utc_offset_seconds: 0,
      timezone: 'GMT',
      current: {
        time: Math.floor(seconds / 900) * 900,
        interval: 900,
        temperature_2m: this.temperatureAt(this.now),
        apparent_temperature: this.temperatureAt(this.now) - 2,
        relative_humidity_2m: 65,
        wind_speed_10m: 16.1,
        wind_direction_10m: 270,
        weather_code: this.code,
        is_day: 1,
      },
      hourly: {
        time,
        temperature_2m: time.map((at) => this.temperatureAt(at * 1_000)),
        precipitation: time.map(() => 0.1),
        precipitation_probability: time.map((_, i) => i % 24),
        weather_code: time.map(() => this.code),
      },
    })(request, response);
  }

  private search(request: ReceivedRequest, response: ServerResponse): void {
    const found = this.places.length > 0 ? { results: this.places } : {};
    json({ ...found, generationtime_ms: 0.4 })(request, response);
  }
}
