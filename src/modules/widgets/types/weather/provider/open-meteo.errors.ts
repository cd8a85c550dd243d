import { UpstreamError } from '../../../../../common/errors/app-error.js';

const REASONS = {
  weather_timeout: 'the weather service did not answer in time',
  weather_unreachable: 'the weather service could not be reached',
  weather_garbage: 'the weather service gave an answer that could not be understood',
  weather_too_large: 'the weather service gave a larger answer than is read',
  weather_busy: 'the weather service is asked too often at the moment',
  weather_failed: 'the weather service failed',
  weather_resting: 'the weather service failed repeatedly or asked for a rest, and is left alone for a while',
} as const;

/** Why there is no answer about the weather. */
export type WeatherFailure = keyof typeof REASONS;

/** The weather service has no answer that could be used. */
export class WeatherProviderFailed extends UpstreamError {
  declare readonly code: WeatherFailure;

  constructor(code: WeatherFailure, options: { cause?: unknown; retryAfter?: number } = {}) {
    super(code, REASONS[code], options);
  }
}
