import { findIana, WINDOWS_TO_IANA_MAP } from 'windows-iana';
import { isTimeZone } from '../../../../../common/time/zone.js';

const WORLD = '001';
const WINDOWS_NAMES = new Map(
  WINDOWS_TO_IANA_MAP.map(({ windowsName }) => [windowsName.toLowerCase(), windowsName]),
);

/** The IANA names of the zones that Windows knows, each once, those of many countries first. */
export const ZONES_OF_WINDOWS: readonly string[] = [
  ...new Set(
    WINDOWS_TO_IANA_MAP.filter(({ territory }) => territory === WORLD)
      .map(({ windowsName, iana }) => ({ iana, size: sizeOf(windowsName) }))
      .sort((a, b) => b.size - a.size)
      .flatMap(({ iana }) => iana),
  ),
].filter(isTimeZone);

/** The IANA name of a zone by its Windows name, in whatever case; null for other names. */
export function zoneOfWindows(name: string): string | null {
  const windowsName = WINDOWS_NAMES.get(name.toLowerCase());
  return windowsName === undefined ? null : (findIana(windowsName).find(isTimeZone) ?? null);
}

function sizeOf(windowsName: string): number {
  return WINDOWS_TO_IANA_MAP.filter((entry) => entry.windowsName === windowsName).length;
}
