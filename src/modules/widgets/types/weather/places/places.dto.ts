import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsAloneWithout } from '../../../../../common/validation/alone.js';
import { IfGiven } from '../../../../../common/validation/if-given.js';
import { IsText } from '../../../../../common/validation/text.js';

/** Which place is looked for. */
export class PlacesQuery {
  /**
   * A part of its name, or its postal code; without one, nothing is found.
   * @example "Berlin"
   */
  @IfGiven()
  @IsText({ min: 2, max: 100 })
  search?: string;

  @ApiPropertyOptional({ deprecated: true, description: 'Use `search` instead.', example: 'Berlin' })
  @IfGiven()
  @IsText({ min: 2, max: 100 })
  @IsAloneWithout('search')
  query?: string;
}

/** A place, with what a weather widget's settings need. */
export class WeatherPlaceResponse {
  /** @example "Berlin" */
  name: string;
  /** @example "State of Berlin" */
  region: string | null;
  /** @example "Germany" */
  country: string | null;
  /** @example 52.52437 */
  latitude: number;
  /** @example 13.41053 */
  longitude: number;
  /** @example "Europe/Berlin" */
  timeZone: string | null;
  /** @example "DE" */
  countryCode: string | null;
  /** @example 3426354 */
  population: number | null;
}
