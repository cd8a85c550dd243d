import { IsIn, IsNumber, Max, Min, ValidateIf } from 'class-validator';
import { IfGiven } from '../../../../common/validation/if-given.js';
import { IsText } from '../../../../common/validation/text.js';

/** Key of the type, as it is stored. */
export const WEATHER = 'weather';

/** Units that weather is shown in. */
const UNITS = ['metric', 'imperial'] as const;

/** One of the two goes with the other. */
function IfPlaced(): PropertyDecorator {
  return ValidateIf(
    ({ latitude, longitude }: WeatherSettings) => latitude !== undefined || longitude !== undefined,
  );
}

/** Which weather a widget shows; without a place it shows none. A place without coordinates is looked up. */
export class WeatherSettings {
  /** Name of the place, such as `Berlin` or `Paris, Texas`; without coordinates it is looked up. */
  @IfGiven()
  @IsText({ max: 200 })
  place?: string;

  /** Degrees north; together with `longitude`. */
  @IfPlaced()
  @IsNumber()
  @Min(-90)
  @Max(90)
  latitude?: number;

  /** Degrees east; together with `latitude`. */
  @IfPlaced()
  @IsNumber()
  @Min(-180)
  @Max(180)
  longitude?: number;

  /** System of units. */
  @IsIn(UNITS)
  units: (typeof UNITS)[number] = 'metric';
}
