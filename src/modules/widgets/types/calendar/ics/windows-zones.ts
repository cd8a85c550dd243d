import { findIana, WINDOWS_TO_IANA_MAP } from 'windows-iana';
import { isTimeZone, offsetAt } from '../../../../../common/time/zone.js';

const DISPLAY_NAME = /^\((?:UTC|GMT)(?:([+-])(\d{2}):?(\d{2}))?\)\s*(.+)$/i;
// The winter of the north; zones of the south are on summer time then, and are found by their names.
const A_WINTER_DAY = Date.UTC(2026, 0, 15) / 1_000;

/** The IANA names of the zones that Windows knows, each once. */
export const ZONES_OF_WINDOWS: readonly string[] = [
  ...new Set(WINDOWS_TO_IANA_MAP.filter(({ territory }) => territory === '001').flatMap(({ iana }) => iana)),
].filter(isTimeZone);

/** The IANA name of a zone by its Windows name, or by what Windows shows people; null where it is neither. */
export function zoneOfWindows(name: string): string | null {
  const known = ianaOf(name);
  if (known !== null) return known;

  const [, sign, hours, minutes, shown] = DISPLAY_NAME.exec(name) ?? [];
  if (shown === undefined) return null;
  const [phrase = ''] = shown.split(' (');
  const named = ianaOf(phrase.replace(/ Time$/, ' Standard Time'));
  if (named !== null) return named;

  const offset = (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 3_600 + Number(minutes ?? 0) * 60);
  const cities = shown.split(',').map((city) => city.trim().replaceAll(' ', '_').toLowerCase());
  const found = ZONES_OF_WINDOWS.find((zone) =>
    cities.includes(zone.slice(zone.lastIndexOf('/') + 1).toLowerCase()),
  );
  if (found !== undefined) return found;
  return (
    ZONES_OF_WINDOWS.find((zone) => offsetAt(zone, A_WINTER_DAY) === offset && sign !== undefined) ?? null
  );
}

function ianaOf(name: string): string | null {
  return findIana(name).find(isTimeZone) ?? null;
}
