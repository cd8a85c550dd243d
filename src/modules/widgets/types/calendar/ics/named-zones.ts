import { formatZoneRules } from '../../../../../common/time/zone-rules.js';
import { isTimeZone, offsetAt } from '../../../../../common/time/zone.js';
import { ZONES_OF_WINDOWS, zoneOfWindows } from './windows-zones.js';

/** A zone that a name only hints at, and why it is this one. */
export interface GuessedZone {
  readonly zone: string;
  readonly why: string;
}

const HOURS = 3_600;
const LARGEST_OFFSET = 14 * HOURS;
const MICROSOFT_UTC = 'tzone://microsoft/utc';
const DISPLAY_NAME = /^\((?:UTC|GMT)(?:\s*([+\-\u2212])(\d{1,2})(?::?(\d{2}))?)?\)\s*(.+)$/i;
const OFFSET_NAME = /^(?:UTC|GMT)?\s*([+\-\u2212])(\d{1,2})(?::?(\d{2}))?$/i;
// The winter of the north; zones of the south are on summer time then, and are found by their names.
const A_WINTER_DAY = Date.UTC(2026, 0, 15) / 1_000;

const PROPER_NAMES = new Map(
  [...Intl.supportedValuesOf('timeZone'), ...ZONES_OF_WINDOWS].map((zone) => [zone.toLowerCase(), zone]),
);
const BY_CITY = new Map(Intl.supportedValuesOf('timeZone').map((zone) => [cityOf(zone), zone]));
const BY_CITY_OF_WINDOWS = new Map(ZONES_OF_WINDOWS.map((zone) => [cityOf(zone), zone]));

/** The zone of a name that is known everywhere: that of IANA, also below a path, or that of Windows. */
export function wellKnownZone(id: string): string | null {
  return ianaZone(id) ?? zoneOfWindows(id) ?? zoneBelow(id);
}

/** The zone that a name hints at, such as what Windows shows people; null if it hints at none. */
export function guessedZone(id: string): GuessedZone | null {
  const [, sign, hours, minutes, phrase = id] = DISPLAY_NAME.exec(id) ?? [];
  const offset = hours === undefined ? null : offsetOf(sign, hours, minutes);
  return (
    byWindowsPhrase(phrase) ?? byHint(id) ?? byCity(phrase, offset) ?? byOffset(offset) ?? byOffsetName(id)
  );
}

/** Names that may be meant by a text such as `Zone of America/New_York (mine)`, the longest first. */
export function hintsIn(id: string): string[] {
  const [text = ''] = /[A-Z][A-Za-z]+\/[A-Za-z_/-]+/.exec(id) ?? [];
  const parts = text.split(/(?=[_/-])/);
  return parts.map((_, index) => parts.slice(0, parts.length - index).join(''));
}

/** The zone that has this offset all year, whose name has the sign the other way round; null for parts of hours. */
export function fixedZone(offset: number): string | null {
  if (offset % HOURS !== 0 || Math.abs(offset) > LARGEST_OFFSET) return null;
  if (offset === 0) return 'UTC';
  const name = `Etc/GMT${offset < 0 ? '+' : '-'}${Math.abs(offset) / HOURS}`;
  return isTimeZone(name) ? name : null;
}

function ianaZone(id: string): string | null {
  if (id.toLowerCase() === MICROSOFT_UTC) return 'UTC';
  const name = id.includes('/') ? id.replaceAll(' ', '_') : id;
  if (!isTimeZone(name)) return null;
  return PROPER_NAMES.get(name.toLowerCase()) ?? (name.length <= 3 ? name.toUpperCase() : name);
}

/** Programs put the name below a path of their own, or a slash before it. */
function zoneBelow(id: string): string | null {
  const parts = id.split('/');
  if (parts.length < 2) return null;
  const found = [3, 2, 1].map((count) => {
    const isShorter = count < parts.length;
    return isShorter && (count > 1 || id.startsWith('/')) ? ianaZone(parts.slice(-count).join('/')) : null;
  });
  return found.find((zone) => zone !== null) ?? null;
}

/** `Eastern Time (US & Canada)` and `Eastern Daylight Time` are `Eastern Standard Time`, as is `Eastern`. */
function byWindowsPhrase(phrase: string): GuessedZone | null {
  const [words = ''] = phrase.split(' (');
  const name = words.replace(/ (?:(?:Daylight|Summer|Standard) )?Time$/i, '');
  const zone = zoneOfWindows(`${name} Standard Time`);
  return zone === null ? null : { zone, why: `its name is like that of “${name} Standard Time” of Windows` };
}

function byHint(id: string): GuessedZone | null {
  const zone = hintsIn(id).find((hint) => hint.includes('/') && isTimeZone(hint));
  return zone === undefined ? null : { zone, why: 'its name has that of this zone in it' };
}

function byCity(phrase: string, offset: number | null): GuessedZone | null {
  const cities = phrase.split(',').map((city) => cityOf(city.trim()));
  // Those that Windows has stand for the others that it names beside them.
  const zones = [BY_CITY_OF_WINDOWS, BY_CITY].flatMap((known) =>
    cities.flatMap((city) => known.get(city) ?? []),
  );
  const zone = zones.find((each) => offset === null || offsetAt(each, A_WINTER_DAY) === offset) ?? zones[0];
  return zone === undefined ? null : { zone, why: 'its name has a city of this zone in it' };
}

function byOffset(offset: number | null): GuessedZone | null {
  const zone = ZONES_OF_WINDOWS.find((each) => offsetAt(each, A_WINTER_DAY) === offset);
  return zone === undefined
    ? null
    : { zone, why: 'of the zones with the offset in its name it is that of most countries' };
}

function byOffsetName(id: string): GuessedZone | null {
  const [, sign, hours, minutes] = OFFSET_NAME.exec(id) ?? [];
  const offset = hours === undefined ? Infinity : offsetOf(sign, hours, minutes);
  if (Math.abs(offset) > LARGEST_OFFSET) return null;
  const zone = fixedZone(offset) ?? formatZoneRules({ name: id, offset, once: [], yearly: [] });
  return { zone, why: 'an offset alone holds all year' };
}

function offsetOf(sign: string | undefined, hours: string, minutes = '0'): number {
  const size = Number(hours) * HOURS + Number(minutes) * 60;
  return sign === '+' ? size : -size;
}

function cityOf(zone: string): string {
  return zone
    .slice(zone.lastIndexOf('/') + 1)
    .replaceAll('_', ' ')
    .toLowerCase();
}
