import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../../../common/auth/actor.js';
import { CurrentActor } from '../../../../../common/auth/decorators.js';
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
    summary: 'Find a place by its name',
    description:
      'At most ten, the best known first, with names in the language of your `locale` where the service knows them; ' +
      '`latitude` and `longitude` are for the settings of a widget.',
    message: 'Places',
    returns: [WeatherPlaceResponse],
    failures: {
      503: 'weather_timeout, weather_unreachable, weather_garbage, weather_too_large, weather_busy, weather_failed, weather_resting',
    },
  })
  find(@CurrentActor() actor: Actor, @Query() { search, query }: PlacesQuery): Promise<FoundPlace[]> {
    return this.places.find(actor, search ?? query);
  }
}
