import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsAloneWithout } from '../../../../../common/validation/alone.js';
import { IfGiven } from '../../../../../common/validation/if-given.js';
import { IsText } from '../../../../../common/validation/text.js';

/** Which place is looked for. */
export class PlacesQuery {
  /**
   * Name of the place or a part of it, or a postal code.
   * @example "Berlin"
   */
  @IfGiven()
  @IsText({ min: 2, max: 100 })
  search?: string;

  /** Search query. */
  @ApiPropertyOptional({ deprecated: true, description: 'Use `search` instead.', example: 'Berlin' })
  @IfGiven()
  @IsText({ min: 2, max: 100 })
  @IsAloneWithout('search')
  query?: string;
}

/** A place, with what a weather widget's settings need. */
export class WeatherPlaceResponse {
  /**
   * Name of the place.
   * @example "Berlin"
   */
  name: string;
  /**
   * Region or state.
   * @example "State of Berlin"
   */
  region: string | null;
  /**
   * Country.
   * @example "Germany"
   */
  country: string | null;
  /**
   * Degrees north.
   * @example 52.52437
   */
  latitude: number;
  /**
   * Degrees east.
   * @example 13.41053
   */
  longitude: number;
  /**
   * IANA time zone of the place.
   * @example "Europe/Berlin"
   */
  timeZone: string | null;
  /**
   * Country code (ISO 3166-1).
   * @example "DE"
   */
  countryCode: string | null;
  /**
   * Population, if known.
   * @example 3426354
   */
  population: number | null;
}
