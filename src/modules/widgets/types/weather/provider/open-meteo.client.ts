import { Injectable } from '@nestjs/common';
import { Config } from '../../../../../config/config.js';
import { HttpClient } from '../../../../../platform/http-client/http-client.js';
import type { OutboundResponse } from '../../../../../platform/http-client/http-client.contract.js';
import {
  OutboundError,
  type OutboundErrorCode,
} from '../../../../../platform/http-client/http-client.errors.js';
import type { Cell, Forecast, FoundPlace } from '../weather.contract.js';
import { CURRENT_FIELDS, forecastIn, HOURLY_FIELDS } from './forecast-answer.js';
import { WeatherProviderFailed, type WeatherFailure } from './open-meteo.errors.js';
import { placesIn } from './places-answer.js';

const DEADLINE_MS = 6_000;
const MAX_ANSWER_BYTES = 500_000;
const MOST_RETRY_AFTER_SECONDS = 86_400;

const FAILURES: Partial<Record<OutboundErrorCode, WeatherFailure>> = {
  upstream_timeout: 'weather_timeout',
  upstream_cancelled: 'weather_timeout',
  upstream_invalid: 'weather_garbage',
  upstream_too_large: 'weather_too_large',
  upstream_overloaded: 'weather_resting',
  upstream_unavailable: 'weather_resting',
};

interface Question<T> {
  readonly provider: string;
  readonly url: string;
  readonly read: (answer: unknown) => T | null;
  readonly signal?: AbortSignal;
}

/** Asks Open-Meteo, or whoever speaks as it does. */
@Injectable()
export class OpenMeteoClient {
  private readonly urls: Config['weather'];

  constructor(
    private readonly http: HttpClient,
    config: Config,
  ) {
    this.urls = config.weather;
  }

  /**
   * The weather of a place from two days ago on, so that every zone's today is in it, and its next seven days; throws
   * WeatherProviderFailed.
   */
  forecast({ north, east }: Cell, signal?: AbortSignal): Promise<Forecast> {
    const query = new URLSearchParams({
      latitude: (north / 100).toFixed(2),
      longitude: (east / 100).toFixed(2),
      current: CURRENT_FIELDS,
      hourly: HOURLY_FIELDS,
      timezone: 'GMT',
      timeformat: 'unixtime',
      past_days: '2',
      forecast_days: '10',
    });
    return this.ask({
      provider: 'open-meteo',
      url: `${this.urls.url}/v1/forecast?${query.toString()}`,
      read: forecastIn,
      ...(signal ? { signal } : {}),
    });
  }

  /** Places of this name, the best known first, named in the language (ISO 639) where it can; throws WeatherProviderFailed. */
  places(name: string, language: string): Promise<FoundPlace[]> {
    const query = new URLSearchParams({ name, count: '10', language, format: 'json' });
    return this.ask({
      provider: 'open-meteo-geocoding',
      url: `${this.urls.geocodingUrl}/v1/search?${query.toString()}`,
      read: placesIn,
    });
  }

  private async ask<T>({ read, ...request }: Question<T>): Promise<T> {
    const response = await this.send({ ...request, read });
    if (response.status === 429) throw new WeatherProviderFailed('weather_busy', retryAfterOf(response));
    const answer = response.status === 200 ? parsed(response, read) : null;
    if (answer === null) throw new WeatherProviderFailed('weather_failed', retryAfterOf(response));
    return answer;
  }

  private async send<T>({ read, ...request }: Question<T>): Promise<OutboundResponse> {
    try {
      return await this.http.request({
        ...request,
        deadlineMs: DEADLINE_MS,
        maxBytes: MAX_ANSWER_BYTES,
        trusted: true,
        isUsable: (response) => response.status !== 200 || parsed(response, read) !== null,
      });
    } catch (error) {
      if (!(error instanceof OutboundError)) throw error;
      const { retryAfter } = error;
      throw new WeatherProviderFailed(FAILURES[error.code] ?? 'weather_unreachable', {
        cause: error,
        ...(retryAfter === undefined ? {} : { retryAfter }),
      });
    }
  }
}

function parsed<T>({ body }: OutboundResponse, read: (answer: unknown) => T | null): T | null {
  try {
    return read(JSON.parse(body.toString('utf8')));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function retryAfterOf({ headers }: OutboundResponse): { retryAfter?: number } {
  const seconds = Number(headers['retry-after']);
  return seconds > 0 ? { retryAfter: Math.min(Math.ceil(seconds), MOST_RETRY_AFTER_SECONDS) } : {};
}
