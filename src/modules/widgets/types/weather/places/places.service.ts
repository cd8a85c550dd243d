import { Injectable } from '@nestjs/common';
import { SharedCache } from '../../../../../platform/cache/shared-cache.js';
import { OpenMeteoClient } from '../provider/open-meteo.client.js';
import type { FoundPlace } from '../weather.contract.js';

// Places stay where they are.
const LIFETIME = { freshMs: 24 * 3_600_000, staleMs: 6 * 24 * 3_600_000 };

/** Finds places by their names. */
@Injectable()
export class PlacesService {
  constructor(
    private readonly provider: OpenMeteoClient,
    private readonly cache: SharedCache,
  ) {}

  /** At most ten places, the best known first; equal searches share one call. Throws WeatherProviderFailed. */
  async find(query = ''): Promise<FoundPlace[]> {
    const name = query.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase();
    if (name === '') return [];
    return this.cache.remember(`weather:places:${encodeURIComponent(name)}`, LIFETIME, () =>
      this.provider.places(name),
    );
  }
}
