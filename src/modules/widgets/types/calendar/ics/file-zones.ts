import { toLocalSeconds, type LocalDateTime } from '../../../../../common/time/local-date-time.js';
import { SECONDS_PER_DAY } from '../../../../../common/time/civil.js';
import { isTimeZone, offsetAt } from '../../../../../common/time/zone.js';
import { readOffset } from '../../../../../common/time/zone-offsets.js';
import type { IcsComponent } from './components.js';
import { FileZone } from './vtimezone.js';
import { zoneOfWindows, ZONES_OF_WINDOWS } from './windows-zones.js';

/** What became of a file's zone: an IANA name, or the offset that it has at the time in question. */
export type FoundZone =
  | { readonly kind: 'named'; readonly name: string }
  | { readonly kind: 'offset'; readonly seconds: number }
  | { readonly kind: 'unknown' };

const UNKNOWN: FoundZone = { kind: 'unknown' };
const HOURS = 3_600;
// Comparing one with every zone takes some 50 ms, and a file can have an event in each month of a thousand years.
const MOST_SEARCHES = 12;
const QUARTER_HOUR = 900;
const LONGEST_NAME = 200;
// The days on which two zones are compared: two in each month of the two years around an event.
const COMPARED_DAYS = Array.from({ length: 48 }, (_, index) => (index - 24) * 15);

/** The zones that a file names, with those that it describes itself, before or after it uses them. */
export class FileZones {
  private readonly described = new Map<string, FileZone>();
  private readonly found = new Map<string, FoundZone>();
  private readonly likened = new Map<string, string>();
  private searches = 0;

  constructor(calendars: readonly IcsComponent[]) {
    for (const component of calendars.flatMap(({ children }) => children)) {
      const id = component.properties.find(({ name }) => name === 'TZID')?.value;
      const zone = component.name === 'VTIMEZONE' && id !== undefined ? FileZone.of(component) : null;
      if (zone && id !== undefined) this.described.set(nameOf(id), zone);
    }
  }

  /** The first zone that the file describes and that is not UTC, as the IANA name; null where there is none. */
  get home(): string | null {
    for (const id of this.described.keys()) {
      const zone = this.find(id, A_DAY);
      if (zone.kind === 'named' && offsetAt(zone.name, toLocalSeconds(A_DAY)) !== 0) return zone.name;
    }
    return null;
  }

  /** The zone of this name, for an event at about this time. */
  find(id: string, around: LocalDateTime): FoundZone {
    const key = `${nameOf(id)}\n${around.slice(0, 7)}`;
    const found = this.found.get(key) ?? this.search(nameOf(id), toLocalSeconds(around));
    this.found.set(key, found);
    // An offset holds for one time only.
    return found.kind === 'offset' ? this.offsetOf(nameOf(id), around) : found;
  }

  private search(id: string, local: number): FoundZone {
    const named = isTimeZone(id) ? id : zoneOfWindows(id);
    if (named !== null) return { kind: 'named', name: named };
    const zone = this.described.get(id);
    if (!zone) return UNKNOWN;
    const alike = this.likeOf(zone, id, local);
    return alike === null
      ? { kind: 'offset', seconds: zone.offsetOf(local) }
      : { kind: 'named', name: alike };
  }

  /** What was found for another time mostly does for this one, and what the name hints at is soon compared. */
  private likeOf(zone: FileZone, id: string, local: number): string | null {
    const offsets = offsetsAround(zone, local);
    const known = this.likened.get(id);
    const likely = [...(known === undefined ? [] : [known]), ...hintsIn(id), etcZone(offsets)];
    let found = firstAlike(likely, offsets);
    if (found === null && offsets.now % QUARTER_HOUR === 0 && this.searches < MOST_SEARCHES) {
      this.searches += 1;
      found = firstAlike(ZONES_OF_WINDOWS, offsets);
    }
    if (found !== null) this.likened.set(id, found);
    return found;
  }

  private offsetOf(id: string, around: LocalDateTime): FoundZone {
    const zone = this.described.get(id);
    return zone ? { kind: 'offset', seconds: zone.offsetOf(toLocalSeconds(around)) } : UNKNOWN;
  }
}

const A_DAY = '2026-01-15T12:00' as LocalDateTime;

/** Programs put the name in quotes, before a path of their own, or write its parameter twice. */
function nameOf(id: string): string {
  return id
    .slice(0, LONGEST_NAME)
    .trim()
    .replace(/^"|"$/g, '')
    .replace(/^TZID=/i, '')
    .replace(/^\/[^/]+\/[^/]+\/(?=[A-Z])/, '');
}

/** The offsets that a zone of a file has around a time. */
interface Offsets {
  readonly local: number;
  readonly now: number;
  readonly wanted: readonly { readonly time: number; readonly offset: number }[];
}

function offsetsAround(zone: FileZone, local: number): Offsets {
  const times = COMPARED_DAYS.map((days) => local + days * SECONDS_PER_DAY);
  const wanted = times.map((time) => ({ time, offset: zone.offsetOf(time) }));
  return { local, now: zone.offsetOf(local), wanted };
}

/** The first zone of IANA with the same offsets around a time. */
function firstAlike(candidates: readonly string[], { local, now, wanted }: Offsets): string | null {
  const found = candidates.find(
    (candidate) =>
      isTimeZone(candidate) &&
      // Cheap, and mostly enough to see that it is another one.
      readOffset(candidate, local - now) === now &&
      wanted.every(({ time, offset }) => offsetAt(candidate, time - offset) === offset),
  );
  return found ?? null;
}

/** Names that may be meant by a text such as `Zone of America/New_York (mine)`, the longest first. */
function hintsIn(id: string): string[] {
  const [text = ''] = /[A-Z][A-Za-z]+\/[A-Za-z_/-]+/.exec(id) ?? [];
  const parts = text.split(/(?=[_/-])/);
  return parts.map((_, index) => parts.slice(0, parts.length - index).join(''));
}

/** The zone that has this offset all year, whose name has the sign the other way round; an empty name for others. */
function etcZone({ now, wanted }: Offsets): string {
  if (now % HOURS !== 0 || wanted.some(({ offset }) => offset !== now)) return '';
  if (now === 0) return 'UTC';
  return `Etc/GMT${now < 0 ? '+' : '-'}${Math.abs(now) / HOURS}`;
}
