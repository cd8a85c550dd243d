import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../../common/auth/actor.js';
import { SharedCache } from '../../../../../platform/cache/shared-cache.js';
import { UsersService } from '../../../../users/users.service.js';
import { OpenMeteoClient } from '../provider/open-meteo.client.js';
import type { FoundPlace } from '../weather.contract.js';

// Places stay where they are.
const LIFETIME = { freshMs: 24 * 3_600_000, staleMs: 6 * 24 * 3_600_000 };

/** Finds places by their names. */
@Injectable()
export class PlacesService {
  constructor(
    private readonly users: UsersService,
    private readonly provider: OpenMeteoClient,
    private readonly cache: SharedCache,
  ) {}

  /**
   * At most ten places, the best known first, named in the user's language; equal searches share one call. Throws
   * WeatherProviderFailed.
   */
  async find(actor: Actor, query = ''): Promise<FoundPlace[]> {
    const name = query.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase();
    if (name === '') return [];
    const { locale } = await this.users.dayContextOf(actor.id);
    // A locale may name no language at all; the likeliest one is English then.
    const { language } = new Intl.Locale(locale).maximize();
    return this.cache.remember(`weather:places-2:${language}:${encodeURIComponent(name)}`, LIFETIME, () =>
      this.provider.places(name, language),
    );
  }
}
