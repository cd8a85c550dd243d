import { SECONDS_PER_DAY } from '../../../../../common/time/civil.js';
import {
  parseLocalDateTime,
  toLocalSeconds,
  type LocalDateTime,
} from '../../../../../common/time/local-date-time.js';
import { Budget } from '../../../../../common/time/recurrence/search.js';
import { readOffset } from '../../../../../common/time/zone-offsets.js';
import { formatZoneRules, isZoneRules } from '../../../../../common/time/zone-rules.js';
import { isTimeZone, offsetAt, offsetChanges, toInstant } from '../../../../../common/time/zone.js';
import type { IcsComponent } from './components.js';
import { fixedZone, guessedZone, hintsIn, wellKnownZone, type GuessedZone } from './named-zones.js';
import { readFileZone, type FileZone } from './vtimezone.js';
import { ZONES_OF_WINDOWS } from './windows-zones.js';
import { zoneIdOf, zoneIdsLike } from './zone-ids.js';

/** What became of a file's zone: an IANA name, a guessed one, its definition as a name, or nothing. */
export type FoundZone =
  | { readonly kind: 'named' | 'defined'; readonly zone: string }
  | ({ readonly kind: 'guessed' } & GuessedZone)
  | { readonly kind: 'unknown' };

/** A VTIMEZONE, read when it is first asked for. */
interface Definition {
  readonly id: string;
  readonly component: IcsComponent;
  /** What the program that wrote it calls the place (`X-LIC-LOCATION`). */
  readonly location: string;
  /** Undefined until it is read. */
  zone?: DefinedZone | null;
}

interface DefinedZone extends FileZone {
  /** The definition as the name of a zone. */
  readonly name: string;
}

const UNKNOWN: FoundZone = { kind: 'unknown' };
// Comparing one with every zone takes some 50 ms, and a file can have an event in each of a thousand years.
const MOST_SEARCHES = 12;
const MOST_COMPARED = 500;
const MOST_READ = 200;
const MOST_STEPS = 200_000;
const MOST_HOMES = 20;
const QUARTER_HOUR = 900;
// The year of an event, and one to both sides.
const AROUND = 549 * SECONDS_PER_DAY;
const MOST_ERAS = 10;
const COMPARED_EVERY = 15 * SECONDS_PER_DAY;
// Programs write the moment of a change in round hours, or a second early.
const TOLERANCE = 3 * 3_600;

/** The zones that a file names, with those that it defines itself, before or after it uses them. */
export class FileZones {
  private readonly definitions = new Map<string, Definition>();
  private readonly found = new Map<string, FoundZone>();
  private readonly likened = new Map<string, string>();
  private readonly budget = new Budget(MOST_STEPS);
  private searches = 0;
  private read = 0;

  /** @param note is told of offsets that are not as they should be */
  constructor(
    calendars: readonly IcsComponent[],
    private readonly note: (line: number, reason: string) => void,
  ) {
    for (const component of calendars.flatMap(({ children }) => children)) {
      const written = valueOf(component, 'TZID');
      if (component.name !== 'VTIMEZONE' || written === undefined) continue;
      const id = zoneIdOf(written);
      const definition = { id, component, location: zoneIdOf(valueOf(component, 'X-LIC-LOCATION') ?? '') };
      // A spelling that another one has exactly is not meant by this one.
      this.definitions.set(id, definition);
      for (const like of zoneIdsLike(id))
        if (!this.definitions.has(like)) this.definitions.set(like, definition);
    }
  }

  /** The first zone that the file defines and that is not UTC; null if there is none. */
  get home(): string | null {
    const ids = [...this.definitions.keys()].slice(0, MOST_HOMES);
    for (const id of ids) {
      const zone = this.zoneOf(id);
      if (zone !== null && offsetAt(zone, toLocalSeconds(A_DAY)) !== 0) return zone;
    }
    return null;
  }

  /** The zone of this name today; null for a name that nobody knows. */
  zoneOf(written: string): string | null {
    const found = written === '' ? UNKNOWN : this.find(written, A_DAY);
    return found.kind === 'unknown' ? null : found.zone;
  }

  /** The zone of this name, for an event in this year. */
  find(written: string, around: LocalDateTime): FoundZone {
    const id = zoneIdOf(written);
    const year = around.slice(0, 4);
    const key = `${id}\n${year}`;
    const found = this.found.get(key) ?? this.search(id, toLocalSeconds(parseLocalDateTime(`${year}-07-01`)));
    this.found.set(key, found);
    return found;
  }

  /** A file's own definition comes before a well-known name, and both before a guess. */
  private search(id: string, local: number): FoundZone {
    const spellings = [id, ...zoneIdsLike(id)];
    const definition = firstOf(spellings, (each) => this.definitions.get(each) ?? null);
    const names = definition?.location ? [...spellings, definition.location] : spellings;
    const zone = definition && this.definedZone(definition);
    if (zone) return this.likeOf(zone, names, local);

    const named = firstOf(names, wellKnownZone);
    if (named !== null) return { kind: 'named', zone: named };
    const guess = firstOf(names, guessedZone);
    return guess === null ? UNKNOWN : { kind: 'guessed', ...guess };
  }

  private definedZone(definition: Definition): DefinedZone | null {
    if (definition.zone === undefined) definition.zone = this.readOnce(definition);
    return definition.zone;
  }

  private readOnce({ id, component }: Definition): DefinedZone | null {
    this.read += 1;
    const zone = this.read > MOST_READ ? null : readFileZone(id, component, this.budget);
    if (zone?.unsigned)
      this.note(
        zone.unsigned.line,
        `${zone.unsigned.name} of the time zone ${id.slice(0, 80)} has no sign: it was taken as +`,
      );
    return zone && { ...zone, name: formatZoneRules(zone.rules) };
  }

  /** The IANA zone that a definition is, as its name has it, or as was found for another time, or any; else the definition. */
  private likeOf(zone: DefinedZone, names: readonly string[], local: number): FoundZone {
    const { name } = zone;
    if (this.found.size > MOST_COMPARED) return { kind: 'defined', zone: name };
    const wanted = wantedOf(zone, local);
    const likely = [
      firstOf(names, wellKnownZone),
      this.likened.get(name),
      ...names.flatMap(hintsIn),
      firstOf(names, guessedZone)?.zone,
      isFixed(wanted) ? fixedZone(wanted.now) : null,
    ].flatMap((candidate) => candidate ?? []);
    let found = firstAlike(likely, wanted);
    if (found === null && wanted.now % QUARTER_HOUR === 0 && this.searches < MOST_SEARCHES) {
      this.searches += 1;
      found = firstAlike(ZONES_OF_WINDOWS, wanted);
    }
    if (found === null) return { kind: 'defined', zone: name };
    this.likened.set(name, found);
    return { kind: 'named', zone: found };
  }
}

const A_DAY = '2026-01-15T12:00' as LocalDateTime;

function valueOf({ properties }: IcsComponent, wanted: string): string | undefined {
  return properties.find(({ name }) => name === wanted)?.value;
}

function firstOf<T>(spellings: readonly string[], find: (id: string) => T | null): T | null {
  for (const id of spellings) {
    const found = find(id);
    if (found !== null) return found;
  }
  return null;
}

/** The offsets that a zone of a file has around a time, and whenever its rules are others than those before. */
interface Wanted {
  readonly at: number;
  readonly now: number;
  readonly moments: readonly { readonly at: number; readonly offset: number }[];
}

function wantedOf({ name, from, until, rules }: DefinedZone, local: number): Wanted {
  // What lies outside of the definition is like what it says last, or first.
  const at = Math.min(Math.max(toInstant(name, local).at, from), until);
  const eras = [
    ...rules.once.map((change) => change.local),
    ...rules.yearly.flatMap(({ first, last }) => [first, last ?? first]),
  ]
    .filter((era) => era > at + AROUND)
    .slice(0, MOST_ERAS);
  const isWithin = (moment: number): boolean => moment >= from && moment <= until;
  const moments = [at, ...eras].flatMap((around) => momentsAround(name, around).filter(isWithin));
  return {
    at,
    now: offsetAt(name, at),
    moments: [...new Set(moments)].map((moment) => ({ at: moment, offset: offsetAt(name, moment) })),
  };
}

/** Two moments in each month of the three years around a time, and those beside the changes of the clock. */
function momentsAround(zone: string, around: number): number[] {
  const [begin, end] = [around - AROUND, around + AROUND];
  const count = Math.floor((end - begin) / COMPARED_EVERY);
  const regular = Array.from({ length: count }, (_, index) => begin + index * COMPARED_EVERY);
  const changes = offsetChanges(zone, begin, end).map(({ at }) => at);
  const isNear = (moment: number): boolean => changes.some((at) => Math.abs(moment - at) < TOLERANCE);
  return [
    ...regular.filter((moment) => !isNear(moment)),
    ...changes.flatMap((at) => [at - TOLERANCE, at + TOLERANCE]),
  ];
}

function isFixed({ now, moments }: Wanted): boolean {
  return moments.every(({ offset }) => offset === now);
}

/** The first zone of IANA with the same offsets around a time. */
function firstAlike(candidates: readonly string[], { at, now, moments }: Wanted): string | null {
  const found = candidates.find(
    (candidate) =>
      !isZoneRules(candidate) &&
      isTimeZone(candidate) &&
      // Cheap, and mostly enough to see that it is another one.
      readOffset(candidate, at) === now &&
      moments.every((moment) => offsetAt(candidate, moment.at) === moment.offset),
  );
  return found ?? null;
}
