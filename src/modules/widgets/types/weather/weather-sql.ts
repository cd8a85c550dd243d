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
