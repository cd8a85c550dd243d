import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../../../common/auth/actor.js';
import { CurrentActor } from '../../../../../common/auth/decorators.js';
import { WeatherProviderFailed } from '../provider/open-meteo.errors.js';
import { Endpoint } from '../../../../../common/http/endpoint.js';
import type { FoundPlace } from '../weather.contract.js';
import { WeatherPlaceResponse, PlacesQuery } from './places.dto.js';
import { PlacesService } from './places.service.js';

/** Places whose weather widgets can show. */
@ApiTags('weather')
@ApiBearerAuth()
@Controller('weather')
export class WeatherPlacesController {
  constructor(private readonly places: PlacesService) {}

  @Get('places')
  @Endpoint({
    id: 'findPlaces',
    limit: 'expensive',
    summary: 'Find places by name',
    description:
      'At most ten, the best known first, named in the language of your `locale` if the provider knows it. `latitude` and `longitude` go into the settings of a weather widget.',
    message: 'Places',
    returns: [WeatherPlaceResponse],
    failures: [
      new WeatherProviderFailed('weather_timeout'),
      new WeatherProviderFailed('weather_unreachable'),
      new WeatherProviderFailed('weather_garbage'),
      new WeatherProviderFailed('weather_too_large'),
      new WeatherProviderFailed('weather_busy'),
      new WeatherProviderFailed('weather_failed'),
      new WeatherProviderFailed('weather_resting'),
    ],
  })
  find(@CurrentActor() actor: Actor, @Query() { search, query }: PlacesQuery): Promise<FoundPlace[]> {
    return this.places.find(actor, search ?? query);
  }
}
