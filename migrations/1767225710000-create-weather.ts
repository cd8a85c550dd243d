import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The weather of places, shared by all whose widgets show them. */
export class CreateWeather1767225710000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE weather_places (
        north integer NOT NULL,
        east integer NOT NULL,
        version integer NOT NULL,
        next_refresh_at timestamptz NOT NULL,
        fetched_at timestamptz,
        current jsonb,
        hours_from timestamptz,
        temperatures real[],
        precipitations real[],
        probabilities smallint[],
        codes smallint[],
        failures integer NOT NULL,
        stale_since timestamptz,
        error jsonb,
        PRIMARY KEY (north, east),
        CONSTRAINT weather_places_north_check CHECK (north BETWEEN -9000 AND 9000),
        CONSTRAINT weather_places_east_check CHECK (east BETWEEN -18000 AND 18000)
      )
    `);
    await runner.query(`
      CREATE INDEX weather_places_next_refresh_at_idx ON weather_places (next_refresh_at)
    `);
    await runner.query(`
      CREATE TABLE weather_widgets (
        widget_id uuid PRIMARY KEY REFERENCES widgets (id) ON DELETE CASCADE,
        north integer NOT NULL,
        east integer NOT NULL,
        told_version integer NOT NULL
      )
    `);
    await runner.query(`
      CREATE INDEX weather_widgets_north_east_idx ON weather_widgets (north, east)
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE weather_widgets`);
    await runner.query(`DROP TABLE weather_places`);
  }
}
