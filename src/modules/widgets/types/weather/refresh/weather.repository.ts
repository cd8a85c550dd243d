import { Injectable } from '@nestjs/common';
import { Database, statement } from '../../../../../platform/database/database.js';
import type { WeatherFailure } from '../provider/open-meteo.errors.js';
import { EAST, NORTH } from '../weather-sql.js';
import type { Cell, Forecast } from '../weather.contract.js';
import { WEATHER } from '../weather.settings.js';

const IS_SHOWN = `EXISTS (
  SELECT FROM weather_widgets l JOIN widgets w ON w.id = l.widget_id JOIN users u ON u.id = w.user_id
  WHERE l.north = p.north AND l.east = p.east AND w.deleted_at IS NULL AND w.is_active AND u.is_active)`;

// The widget's present settings count, not those of the event, so events may come twice and in any order.
const FOLLOW = statement(
  'weather.follow',
  `WITH widget AS (
     SELECT w.id, ${NORTH('w.settings')} AS north, ${EAST('w.settings')} AS east
     FROM widgets w WHERE w.id = $1 AND w.type = '${WEATHER}' AND w.deleted_at IS NULL
   ), left_behind AS (
     DELETE FROM weather_widgets l USING widget WHERE l.widget_id = widget.id AND widget.north IS NULL
   ), place AS (
     INSERT INTO weather_places (north, east, version, next_refresh_at, failures)
     SELECT north, east, 1, $2, 0 FROM widget WHERE north IS NOT NULL
     ON CONFLICT (north, east) DO NOTHING
   )
   INSERT INTO weather_widgets AS l (widget_id, north, east, told_version)
   SELECT id, north, east, 0 FROM widget WHERE north IS NOT NULL
   ON CONFLICT (widget_id) DO UPDATE SET north = excluded.north, east = excluded.east,
     told_version = CASE WHEN l.north = excluded.north AND l.east = excluded.east THEN l.told_version ELSE 0 END
   RETURNING north, east`,
);

const DUE = statement(
  'weather.due',
  `SELECT north, east FROM weather_places p WHERE next_refresh_at <= $1 AND ${IS_SHOWN}
   ORDER BY next_refresh_at LIMIT $2`,
);

const CLAIM = statement(
  'weather.claim',
  `UPDATE weather_places SET next_refresh_at = $4 WHERE north = $1 AND east = $2 AND next_refresh_at <= $3
   RETURNING failures`,
);

const SAVE = statement(
  'weather.save',
  `UPDATE weather_places SET version = version + 1, next_refresh_at = $4, fetched_at = $3, current = $5,
     hours_from = $6, temperatures = $7, precipitations = $8, probabilities = $9, codes = $10,
     failures = 0, stale_since = NULL, error = NULL
   WHERE north = $1 AND east = $2`,
);

// What is said is moved only where it differs, so that a long failure does not wake everybody again and again.
const SAVE_FAILURE = statement(
  'weather.save_failure',
  `UPDATE weather_places SET
     version = version + CASE WHEN error IS DISTINCT FROM $5::jsonb THEN 1 ELSE 0 END,
     next_refresh_at = $4, failures = failures + 1, stale_since = coalesce(stale_since, $3), error = $5
   WHERE north = $1 AND east = $2`,
);

const TAKE_UNTOLD = statement(
  'weather.take_untold',
  `WITH untold AS (
     SELECT l.widget_id, p.version, w.user_id
     FROM weather_widgets l
     JOIN weather_places p ON p.north = l.north AND p.east = l.east AND p.version > l.told_version
     JOIN widgets w ON w.id = l.widget_id AND w.deleted_at IS NULL
     WHERE l.north = $1 AND l.east = $2
     ORDER BY l.widget_id LIMIT $3 FOR UPDATE OF l SKIP LOCKED
   )
   UPDATE weather_widgets l SET told_version = untold.version FROM untold WHERE l.widget_id = untold.widget_id
   RETURNING l.widget_id AS "widgetId", untold.user_id AS "userId"`,
);

const UNTOLD_PLACES = statement(
  'weather.untold_places',
  `SELECT DISTINCT l.north, l.east
   FROM weather_widgets l
   JOIN weather_places p ON p.north = l.north AND p.east = l.east AND p.version > l.told_version
   JOIN widgets w ON w.id = l.widget_id AND w.deleted_at IS NULL
   LIMIT $1`,
);

/** A failure as widgets tell it. */
export interface ToldFailure {
  readonly code: WeatherFailure;
  readonly message: string;
}

/** A widget whose user has not heard of its place's last change. */
export interface UntoldWidget {
  readonly widgetId: string;
  readonly userId: string;
}

/** The weather of places, and which widgets show it: every query of it. */
@Injectable()
export class WeatherRepository {
  constructor(private readonly database: Database) {}

  /** Writes down which place a widget shows now, and gives it; undefined where it shows none. */
  follow(widgetId: string, now: Date): Promise<Cell | undefined> {
    return this.database.one<Cell>(FOLLOW, [widgetId, now]);
  }

  /** Places that somebody sees and that are to be refreshed, the longest overdue first. */
  due(now: Date, limit: number): Promise<Cell[]> {
    return this.database.query<Cell>(DUE, [now, limit]);
  }

  /** Takes a place that is due until a moment; undefined where it is not due, or taken. */
  claim({ north, east }: Cell, now: Date, until: Date): Promise<{ failures: number } | undefined> {
    return this.database.one<{ failures: number }>(CLAIM, [north, east, now, until]);
  }

  async save({ north, east }: Cell, forecast: Forecast, now: Date, nextRefreshAt: Date): Promise<void> {
    const { current, hoursFrom, temperatures, precipitations, probabilities, codes } = forecast;
    const hours = [hoursFrom, temperatures, precipitations, probabilities, codes];
    await this.database.query(SAVE, [north, east, now, nextRefreshAt, JSON.stringify(current), ...hours]);
  }

  async saveFailure(
    { north, east }: Cell,
    error: ToldFailure,
    now: Date,
    nextRefreshAt: Date,
  ): Promise<void> {
    await this.database.query(SAVE_FAILURE, [north, east, now, nextRefreshAt, JSON.stringify(error)]);
  }

  /** Marks widgets of a place as told and gives them; to be told in the same unit of work. */
  takeUntold({ north, east }: Cell, limit: number): Promise<UntoldWidget[]> {
    return this.database.query<UntoldWidget>(TAKE_UNTOLD, [north, east, limit]);
  }

  /** Places whose telling was broken off. */
  untoldPlaces(limit: number): Promise<Cell[]> {
    return this.database.query<Cell>(UNTOLD_PLACES, [limit]);
  }
}
