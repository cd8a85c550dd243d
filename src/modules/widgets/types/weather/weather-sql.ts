import { momentSql } from '../../../../platform/database/moment-sql.js';

/** Where a widget's settings say that it is: hundredths of a degree, null where they don't. */
export const NORTH = (settings: string): string =>
  `round((${settings} ->> 'latitude')::numeric * 100)::integer`;
export const EAST = (settings: string): string =>
  `round((${settings} ->> 'longitude')::numeric * 100)::integer`;

const IS_IMPERIAL = `a.settings ->> 'units' = 'imperial'`;

/** Degrees in the widget's unit, with one decimal. */
export function temperatureSql(celsius: string): string {
  return `round((CASE WHEN ${IS_IMPERIAL} THEN ${celsius} * 1.8 + 32 ELSE ${celsius} END)::numeric, 1)`;
}

/** Millimetres, or inches. */
export function precipitationSql(millimetres: string): string {
  return `CASE WHEN ${IS_IMPERIAL} THEN round((${millimetres} / 25.4)::numeric, 2) ELSE round(${millimetres}::numeric, 1) END`;
}

/** Kilometres an hour, or miles. */
export function speedSql(kilometres: string): string {
  return `round((CASE WHEN ${IS_IMPERIAL} THEN ${kilometres} / 1.609344 ELSE ${kilometres} END)::numeric, 1)`;
}

/** The units that the three above give. */
export const UNITS_SQL = `CASE WHEN ${IS_IMPERIAL}
  THEN json_build_object('system', 'imperial', 'temperature', '°F', 'speed', 'mph', 'precipitation', 'in')
  ELSE json_build_object('system', 'metric', 'temperature', '°C', 'speed', 'km/h', 'precipitation', 'mm') END`;

/** A word for a weather code of WMO 4677, of which the providers use these. */
export function conditionSql(code: string): string {
  return `CASE
    WHEN ${code} = 0 THEN 'clear' WHEN ${code} IN (1, 2) THEN 'partly_cloudy' WHEN ${code} = 3 THEN 'overcast'
    WHEN ${code} IN (45, 48) THEN 'fog' WHEN ${code} BETWEEN 51 AND 57 THEN 'drizzle'
    WHEN ${code} BETWEEN 61 AND 67 OR ${code} BETWEEN 80 AND 82 THEN 'rain'
    WHEN ${code} BETWEEN 71 AND 77 OR ${code} IN (85, 86) THEN 'snow'
    WHEN ${code} BETWEEN 95 AND 99 THEN 'thunderstorm' END`;
}

/** How many hours of a place `p` lie before a moment; null where none are known. */
const hoursBefore = (moment: string): string =>
  `ceil(extract(epoch FROM ${moment} - p.hours_from) / 3600)::int`;

/** The hours of a place `p` after the first so many, up to so many in all; only these are looked at. */
const hoursSql = (after: string, upTo: string): string =>
  ['temperatures', 'precipitations', 'probabilities', 'codes']
    .map((list) => `p.${list}[greatest(${after}, 0) + 1 : ${upTo}]`)
    .join(', ');

const HOUR = 'temperature, precipitation, probability, code';

/** What of some hours `h` a day is told by. */
const EXTREMES = `min(h.temperature) AS lowest, max(h.temperature) AS highest, sum(h.precipitation) AS precipitation,
  max(h.probability) AS probability, max(h.code) AS code`;

const summary = (day: string): string => `
  'lowest', ${temperatureSql(`${day}.lowest`)}, 'highest', ${temperatureSql(`${day}.highest`)},
  'precipitation', ${precipitationSql(`${day}.precipitation`)}, 'precipitationProbability', ${day}.probability,
  'condition', ${conditionSql(`${day}.code`)}`;

/** `today (data json)`: the weather of a place `p` on `day`, which begins and ends when the user's does. */
export const TODAY = `
  SELECT CASE WHEN t.hours IS NOT NULL THEN json_build_object(${summary('t')}, 'hours', t.hours) END AS data
  FROM (
    SELECT ${EXTREMES}, json_agg(json_build_object(
        'at', ${momentSql("(p.hours_from + (bounds.first + h.n - 1) * interval '1 hour')")},
        'temperature', ${temperatureSql('h.temperature')}, 'precipitation', ${precipitationSql('h.precipitation')},
        'precipitationProbability', h.probability, 'condition', ${conditionSql('h.code')}) ORDER BY h.n) AS hours
    FROM (SELECT greatest(${hoursBefore('day.starts_at')}, 0) AS first, ${hoursBefore('day.ends_at')} AS until) bounds
    CROSS JOIN LATERAL unnest(${hoursSql('bounds.first', 'bounds.until')}) WITH ORDINALITY AS h (${HOUR}, n)
  ) t`;

/** How many days the widget looks ahead; providers are asked for enough hours that they are known in every zone. */
const DAYS_AHEAD = 7;

/** `coming (list json)`: the days after `day`, of 23 to 25 hours, as far as all of their hours are known. */
export const COMING_DAYS = `
  SELECT json_agg(json_build_object('date', day.date + d.n, ${summary('d')}) ORDER BY d.n) AS list
  FROM (
    SELECT hours.n, ${EXTREMES}
    FROM (
      SELECT n, ${hoursBefore('day.day_starts[n + 1]')} AS first, ${hoursBefore('day.day_starts[n + 2]')} AS until
      FROM generate_series(1, ${DAYS_AHEAD}) AS n
    ) hours
    CROSS JOIN LATERAL unnest(${hoursSql('hours.first', 'hours.until')}) AS h (${HOUR})
    GROUP BY hours.n, hours.first, hours.until HAVING count(h.temperature) = hours.until - hours.first
  ) d`;
