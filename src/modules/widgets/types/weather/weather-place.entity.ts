import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** The last weather that is known of a place, for all whose widgets show it. */
@Entity('weather_places')
@Index('weather_places_next_refresh_at_idx', ['nextRefreshAt'])
@Check('weather_places_north_check', 'north BETWEEN -9000 AND 9000')
@Check('weather_places_east_check', 'east BETWEEN -18000 AND 18000')
export class WeatherPlace {
  /** Hundredths of a degree: weather is the same within a kilometre, and nobody's home can be told from it. */
  @PrimaryColumn('integer')
  north: number;

  @PrimaryColumn('integer')
  east: number;

  /** Counts what widgets show: a new forecast, a first failure. */
  @Column('integer')
  version: number;

  @Column('timestamptz')
  nextRefreshAt: Date;

  @Column('timestamptz', { nullable: true })
  fetchedAt: Date | null;

  @Column('jsonb', { nullable: true })
  current: object | null;

  /** The moment of the first element of the four lists, each of which has one for every hour. */
  @Column('timestamptz', { nullable: true })
  hoursFrom: Date | null;

  /** Degrees Celsius. */
  @Column('real', { array: true, nullable: true })
  temperatures: (number | null)[] | null;

  /** Millimetres. */
  @Column('real', { array: true, nullable: true })
  precipitations: (number | null)[] | null;

  /** Per cent. */
  @Column('smallint', { array: true, nullable: true })
  probabilities: (number | null)[] | null;

  /** WMO 4677, as Open-Meteo uses it. */
  @Column('smallint', { array: true, nullable: true })
  codes: (number | null)[] | null;

  /** Tries in a row that failed. */
  @Column('integer')
  failures: number;

  @Column('timestamptz', { nullable: true })
  staleSince: Date | null;

  @Column('jsonb', { nullable: true })
  error: object | null;
}
