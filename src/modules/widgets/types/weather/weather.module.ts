import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { HttpClientModule } from '../../../../platform/http-client/http-client.module.js';
import { UsersModule } from '../../../users/users.module.js';
import { WeatherPlacesController } from './places/places.controller.js';
import { PlaceResolver } from './places/place-resolver.js';
import { PlacesService } from './places/places.service.js';
import { OpenMeteoClient } from './provider/open-meteo.client.js';
import { RefreshPlaceJob } from './refresh/refresh-place.job.js';
import { RefreshWeatherJob } from './refresh/refresh-weather.job.js';
import { WeatherRepository } from './refresh/weather.repository.js';
import { WeatherService } from './refresh/weather.service.js';
import { WeatherSubscriber } from './refresh/weather.subscriber.js';
import { WeatherPlace } from './weather-place.entity.js';
import { WeatherWidgetPlace } from './weather-widget.entity.js';
import { WeatherWidget } from './weather.widget.js';

/** The weather of places. */
@Module({
  imports: [HttpClientModule, UsersModule, TypeOrmModule.forFeature([WeatherPlace, WeatherWidgetPlace])],
  controllers: [WeatherPlacesController],
  providers: [
    WeatherWidget,
    OpenMeteoClient,
    PlacesService,
    PlaceResolver,
    WeatherRepository,
    WeatherService,
    RefreshPlaceJob,
    RefreshWeatherJob,
    WeatherSubscriber,
  ],
})
export class WeatherModule {}
