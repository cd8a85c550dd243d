import { momentSql } from '../../../../platform/database/moment-sql.js';
import { WidgetTypeProvider, type Caption, type WidgetType } from '../../widget-type.contract.js';
import { describeWeather, type WeatherFacts } from './weather-caption.js';
import { WeatherData } from './weather-data.dto.js';
import type { PreparesSettings, SettingsContext } from '../../prepares-settings.contract.js';
import { PlaceResolver } from './places/place-resolver.js';
import {
  COMING_DAYS,
  conditionSql,
  EAST,
  NORTH,
  speedSql,
  temperatureSql,
  TODAY,
  UNITS_SQL,
} from './weather-sql.js';
import { WEATHER, WeatherSettings } from './weather.settings.js';

const current = (field: string): string => `(p.current ->> '${field}')::float8`;

/** The weather of a place, fetched in the background. */
@WidgetTypeProvider()
export class WeatherWidget
  implements WidgetType<WeatherSettings, WeatherFacts>, PreparesSettings<WeatherSettings>
{
  readonly key = WEATHER;
  readonly name = 'Weather';
  readonly about = 'The weather of a place now, today and on the days to come';
  readonly settings = WeatherSettings;
  readonly defaultSize = 'small';
  readonly limits = {};

  constructor(private readonly places: PlaceResolver) {}

  /** Looks a place up that is only named; throws InvalidError, WeatherProviderFailed. */
  prepareSettings(settings: WeatherSettings, context: SettingsContext): Promise<WeatherSettings> {
    return this.places.resolve(settings, context);
  }

  // The hours are moments, so that the user's own days can be cut out of them, wherever the place is.
  readonly data = `
    SELECT a.widget_id, json_build_object(
      'place', CASE WHEN ${NORTH('a.settings')} IS NULL THEN NULL ELSE json_build_object(
        'name', a.settings ->> 'place', 'latitude', a.settings -> 'latitude',
        'longitude', a.settings -> 'longitude') END,
      'units', ${UNITS_SQL},
      'state', CASE
        WHEN ${NORTH('a.settings')} IS NULL THEN 'no_place'
        WHEN p.fetched_at IS NULL AND p.error IS NULL THEN 'pending'
        WHEN p.fetched_at IS NULL THEN 'failed'
        WHEN p.error IS NOT NULL THEN 'stale'
        ELSE 'ready' END,
      'observedAt', p.current ->> 'observedAt',
      'fetchedAt', ${momentSql('p.fetched_at')},
      'staleSince', ${momentSql('p.stale_since')},
      'error', p.error,
      'current', CASE WHEN p.current IS NOT NULL THEN json_build_object(
        'temperature', ${temperatureSql(current('temperature'))},
        'feelsLike', ${temperatureSql(current('feelsLike'))},
        'humidity', round(${current('humidity')}),
        'windSpeed', ${speedSql(current('windSpeed'))},
        'windDirection', round(${current('windDirection')}),
        'condition', ${conditionSql(current('code'))},
        'isDay', p.current -> 'isDay') END,
      'today', today.data,
      'daily', coalesce(coming.list, '[]'::json)
    ) AS data
    FROM asked a CROSS JOIN day
    LEFT JOIN weather_places p ON p.north = ${NORTH('a.settings')} AND p.east = ${EAST('a.settings')}
    CROSS JOIN LATERAL (${TODAY}) today
    CROSS JOIN LATERAL (${COMING_DAYS}) coming
    WHERE a.type = '${WEATHER}'`;

  readonly dataResponse = WeatherData;

  readonly attention = `
    SELECT a.widget_id, p.current IS NULL AS is_empty, false AS is_over, false AS is_ahead, 0 AS due, 0 AS overdue,
      NULL::int AS top_priority, NULL::date AS soon_on, 0 AS streak_at_risk, p.fetched_at AS filled_at,
      NULL::timestamptz AS changes_at,
      json_build_object('place', a.settings ->> 'place', 'isPlaced', ${NORTH('a.settings')} IS NOT NULL,
        'hasFailed', p.error IS NOT NULL, 'temperature', round(${temperatureSql(current('temperature'))}),
        'unit', ${UNITS_SQL} ->> 'temperature', 'condition', ${conditionSql(current('code'))}) AS facts
    FROM asked a
    LEFT JOIN weather_places p ON p.north = ${NORTH('a.settings')} AND p.east = ${EAST('a.settings')}
    WHERE a.type = '${WEATHER}'`;

  describe(facts: WeatherFacts): Caption {
    return { description: describeWeather(facts) };
  }
}
