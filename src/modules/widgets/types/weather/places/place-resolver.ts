import { Injectable } from '@nestjs/common';
import { InvalidError } from '../../../../../common/errors/app-error.js';
import type { SettingsContext } from '../../../prepares-settings.contract.js';
import type { FoundPlace } from '../weather.contract.js';
import type { WeatherSettings } from '../weather.settings.js';
import { WeatherProviderFailed } from '../provider/open-meteo.errors.js';
import { choosePlace, partsOf } from './place-choice.js';
import { PlacesService } from './places.service.js';

const FIELD = 'settings.place';
const RETRY_SECONDS = 30;

/** Finds the coordinates of a place that settings only name. */
@Injectable()
export class PlaceResolver {
  constructor(private readonly places: PlacesService) {}

  /** The settings with coordinates and the place's own name; throws InvalidError, WeatherProviderFailed. */
  async resolve(
    settings: WeatherSettings,
    { actor, given, before }: SettingsContext,
  ): Promise<WeatherSettings> {
    const { place } = settings;
    if (place === undefined || !isNamedOnly(settings, given, before)) return settings;
    const found = await this.find(actor, place);
    const choice = choosePlace(place, found);
    if (choice.kind === 'none') throw InvalidError.field(FIELD, NOT_FOUND);
    if (choice.kind === 'several') throw ambiguous(choice.places);
    const { name, latitude, longitude } = choice.place;
    return { ...settings, place: name, latitude, longitude };
  }

  private async find(actor: SettingsContext['actor'], place: string): Promise<FoundPlace[]> {
    try {
      return await this.places.find(actor, partsOf(place).name);
    } catch (error) {
      if (!(error instanceof WeatherProviderFailed)) throw error;
      const { code, retryAfter = RETRY_SECONDS } = error;
      throw new WeatherProviderFailed(code, { cause: error, retryAfter });
    }
  }
}

const NOT_FOUND =
  'was not found: check its spelling, or give its latitude and longitude, with which you can name it as you like';

/** Coordinates of before belong to the place of before. */
function isNamedOnly({ latitude }: WeatherSettings, given: object, before: object): boolean {
  if (!('place' in given)) return false;
  if (latitude === undefined) return true;
  return !('latitude' in given) && given.place !== Reflect.get(before, 'place');
}

function ambiguous(places: readonly FoundPlace[]): InvalidError {
  const choices = places.map(({ name, region, country, latitude, longitude }) => ({
    name,
    region,
    country,
    latitude,
    longitude,
  }));
  const names = choices
    .slice(0, 3)
    .map((choice) => [choice.name, choice.region, choice.country].filter(Boolean).join(', '));
  const message = `could be ${names.join('; or ')}${choices.length > 3 ? '; or others' : ''}: give one of these, or latitude and longitude`;
  return new InvalidError('validation_failed', `${FIELD} ${message}`, {
    details: [{ field: FIELD, message, choices }],
  });
}
