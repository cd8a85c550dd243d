import { createHash } from 'node:crypto';
import { AppError } from '../../../../../common/errors/app-error.js';
import { dateOf, toLocalSeconds, type LocalDateTime } from '../../../../../common/time/local-date-time.js';
import type { LocalDate } from '../../../../../common/time/local-date.js';
import { formatRule } from '../../../../../common/time/recurrence/format.js';
import { parseDateRule, parseRule } from '../../../../../common/time/recurrence/parse.js';
import { toEpochDay } from '../../../../../common/time/local-date.js';
import type { EventLength, EventSchedule, EventTexts, ExtraTime } from '../series/calendar-series.js';
import { MOST_TIMES, TEXT_LENGTHS } from '../calendar.settings.js';
import type { IcsComponent, IcsProperty } from './components.js';
import { daysFrom, type PlacedTime, type TimeReader } from './time-reader.js';
import { readDuration, readText, readTime } from './values.js';

/** A VEVENT that can be taken: an event, or one occurrence of an event that was changed. */
export interface ReadEvent {
  readonly line: number;
  readonly uid: string;
  readonly sequence: number;
  /** When it was written, in epoch seconds. */
  readonly stamp: number;
  readonly isCancelled: boolean;
  readonly texts: EventTexts;
  /** Whether the file says what it is about. */
  readonly hasTitle: boolean;
  readonly schedule: EventSchedule;
  /** Which occurrence it changes, as the file's time; null for an event. */
  readonly changes: PlacedTime | null;
}

/** A VEVENT that cannot be taken, and the line that is to blame. */
export class UnreadableEvent extends Error {
  constructor(
    readonly line: number,
    reason: string,
  ) {
    super(reason);
  }
}

/** Reads one VEVENT; `note` is told of what is taken otherwise than it is written. Throws UnreadableEvent. */
export function readEvent(
  component: IcsComponent,
  times: TimeReader,
  note: (line: number, reason: string) => void,
): ReadEvent {
  return new EventReader(component, times, note).read();
}

class EventReader {
  private readonly properties = new Map<string, IcsProperty[]>();

  constructor(
    private readonly component: IcsComponent,
    private readonly times: TimeReader,
    private readonly note: (line: number, reason: string) => void,
  ) {
    for (const property of component.properties) {
      const same = this.properties.get(property.name);
      if (same) same.push(property);
      else this.properties.set(property.name, [property]);
    }
  }

  read(): ReadEvent {
    const start = this.start();
    const recurrenceId = this.one('RECURRENCE-ID');
    if (recurrenceId?.params.range !== undefined)
      throw new UnreadableEvent(
        recurrenceId.line,
        'a change of this and all later occurrences is not taken: split the series in two',
      );

    const texts = this.texts();
    const schedule = this.schedule(start);
    return {
      line: this.component.line,
      uid: this.uid(texts, schedule),
      sequence: Math.min(Number.parseInt(this.one('SEQUENCE')?.value ?? '0', 10) || 0, 2_147_483_647),
      stamp: this.stamp(),
      isCancelled: this.one('STATUS')?.value.trim().toUpperCase() === 'CANCELLED',
      texts,
      hasTitle: this.one('SUMMARY') !== undefined,
      schedule,
      changes: recurrenceId ? this.placed(recurrenceId, recurrenceId.value) : null,
    };
  }

  private all(name: string): readonly IcsProperty[] {
    return this.properties.get(name) ?? [];
  }

  private one(name: string): IcsProperty | undefined {
    return this.all(name)[0];
  }

  private start(): PlacedTime {
    const [property, second] = this.all('DTSTART');
    if (!property) throw new UnreadableEvent(this.component.line, 'the event has no DTSTART');
    if (second) this.note(second.line, 'DTSTART is given twice: the first one was taken');
    return this.placed(property, property.value);
  }

  private placed(property: IcsProperty, value: string): PlacedTime {
    const time = readTime(value);
    if (!time)
      throw new UnreadableEvent(property.line, `${property.name} is not a date or a time that exists`);
    return this.times.place(time, property);
  }

  private uid(texts: EventTexts, schedule: EventSchedule): string {
    const uid = readText(this.one('UID')?.value ?? '');
    if (uid !== '' && uid.length <= TEXT_LENGTHS.uid) return uid;
    // The same event has to be found again when the file comes a second time.
    const facts = uid === '' ? JSON.stringify([texts, schedule]) : uid;
    return `digest:${createHash('sha256').update(facts).digest('hex')}`;
  }

  private stamp(): number {
    const written = this.one('LAST-MODIFIED') ?? this.one('DTSTAMP');
    const time = written && readTime(written.value);
    return time ? toLocalSeconds(time.local) : 0;
  }

  private texts(): EventTexts {
    return {
      title: this.text('SUMMARY', TEXT_LENGTHS.title)?.replace(/\s+/g, ' ') ?? 'Untitled',
      description: this.text('DESCRIPTION', TEXT_LENGTHS.description),
      location: this.text('LOCATION', TEXT_LENGTHS.location)?.replace(/\s+/g, ' ') ?? null,
    };
  }

  private text(name: string, most: number): string | null {
    const property = this.one(name);
    const characters = Array.from(readText(property?.value ?? ''));
    if (property && characters.length > most)
      this.note(property.line, `${name} was cut to ${most} characters`);
    return characters.slice(0, most).join('') || null;
  }

  private schedule(start: PlacedTime): EventSchedule {
    const time = { starts: start.local, isAllDay: start.isDate, timeZone: start.timeZone };
    const exrules = this.rules('EXRULE', start);
    const rrules = this.rules('RRULE', start);
    const line = this.one('RRULE')?.line ?? this.component.line;
    if (start.isOfOffset && rrules.length > 0)
      throw new UnreadableEvent(line, 'a series cannot be kept in a zone that has the offsets of no place');
    const rdates = this.values('RDATE').map(([property, value]) => this.extra(property, value, start));
    return {
      ...time,
      length: this.length(start),
      // A rule that an equal one excludes names nothing, whatever it costs to find that out.
      rrules: rrules.filter((rule) => !exrules.includes(rule)),
      exrules: exrules.filter((rule) => !rrules.includes(rule)),
      rdates,
      exdates: this.exdates(start, { rrules, rdates }),
      changed: [],
    };
  }

  private length(start: PlacedTime): EventLength {
    const end = this.one('DTEND');
    if (end) return this.lengthTo(start, this.placed(end, end.value), end);
    const duration = this.one('DURATION');
    if (!duration) return start.isDate ? { days: 1, seconds: 0 } : { days: 0, seconds: 0 };
    return this.checkedLength(start, readDuration(duration.value), duration);
  }

  private lengthTo(start: PlacedTime, end: PlacedTime, property: IcsProperty): EventLength {
    const [first, last] = [dateOf(start.local), dateOf(end.local)];
    if (start.isDate && last >= first) return { days: daysFrom(first, last), seconds: 0 };
    const clock = end.isDate ? { ...end, timeZone: start.timeZone } : end;
    const seconds = (this.times.instantOf(clock).getTime() - this.times.instantOf(start).getTime()) / 1_000;
    return this.checkedLength(start, seconds < 0 ? null : { days: 0, seconds }, property);
  }

  private checkedLength(start: PlacedTime, length: EventLength | null, property: IcsProperty): EventLength {
    if (length === null || length.days > MOST_DAYS || length.seconds > MOST_DAYS * 86_400) {
      this.note(property.line, 'the event ends before it begins, or never: it was taken without a length');
      return start.isDate ? { days: 1, seconds: 0 } : { days: 0, seconds: 0 };
    }
    if (!start.isDate) return length;
    return { days: Math.max(1, length.days + Math.floor(length.seconds / 86_400)), seconds: 0 };
  }

  private rules(name: string, start: PlacedTime): string[] {
    const rules = this.all(name).map(({ line, value }) => {
      try {
        return this.rule(value.trim(), start);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        throw new UnreadableEvent(line, `${name} cannot be read: ${error.message}`);
      }
    });
    if (rules.length > MOST_TIMES.rules)
      throw new UnreadableEvent(this.component.line, `an event may have at most ${MOST_TIMES.rules} rules`);
    return [...new Set(rules)];
  }

  private rule(text: string, start: PlacedTime): string {
    if (!start.isDate) return formatRule(parseRule(text));
    const rule = parseDateRule(text);
    if (rule.until?.kind !== 'utc') return formatRule(rule);
    const epochDay = toEpochDay(this.times.lastDayUntil(rule.until.epochSeconds));
    return formatRule({ ...rule, until: { kind: 'date', epochDay } });
  }

  private values(name: string): [IcsProperty, string][] {
    const values = this.all(name).flatMap((property) =>
      property.value
        .split(',')
        .filter((value) => value.trim() !== '')
        .map((value): [IcsProperty, string] => [property, value]),
    );
    if (values.length > MOST_TIMES.dates)
      throw new UnreadableEvent(this.component.line, `${name} may have at most ${MOST_TIMES.dates} values`);
    return values;
  }

  private extra(property: IcsProperty, value: string, start: PlacedTime): ExtraTime {
    const [from = '', to] = value.split('/');
    const placed = this.placed(property, from);
    const starts = start.isDate
      ? this.times.onClockOf({ ...start, isDate: false }, { ...placed, isDate: true })
      : this.times.onClockOf(start, placed);
    if (to === undefined) return { starts, length: null };

    const length = /^[+-]?P/i.test(to.trim())
      ? this.checkedLength(start, readDuration(to), property)
      : this.lengthTo(placed, this.placed(property, to), property);
    return { starts, length };
  }

  private exdates(start: PlacedTime, series: SeriesTimes): (LocalDateTime | LocalDate)[] {
    const times = this.values('EXDATE').map(([property, value]) => {
      const placed = this.placed(property, value);
      if (start.isDate) return this.times.dayOf(placed);
      if (placed.isDate) return dateOf(placed.local);
      const time = this.times.onClockOf(start, placed);
      if (mayBeOf(series, start, time)) return time;
      return this.exdateBeside(property, placed, start) ?? time;
    });
    return [...new Set(times)];
  }

  /** Programs that lose the zone of an EXDATE keep its day at least. */
  private exdateBeside(property: IcsProperty, placed: PlacedTime, start: PlacedTime): LocalDate | null {
    const isZoneLost = placed.timeZone === null && start.timeZone !== null;
    const outcome = isZoneLost
      ? 'without a zone: all of its day was left out'
      : 'so that it leaves out nothing';
    this.note(property.line, `EXDATE is at no time of the series, ${outcome}`);
    return isZoneLost ? dateOf(placed.local) : null;
  }
}

const MOST_DAYS = 3_660;

type SeriesTimes = Pick<EventSchedule, 'rrules' | 'rdates'>;

const OTHER_TIMES = /FREQ=(HOURLY|MINUTELY|SECONDLY)|BYHOUR|BYMINUTE|BYSECOND/;

/** Whether a series can be at this time of the clock; most have one time of day only. */
function mayBeOf({ rrules, rdates }: SeriesTimes, start: PlacedTime, time: LocalDateTime): boolean {
  const isTimeOfStart = time.slice(11) === start.local.slice(11);
  return (
    isTimeOfStart ||
    rrules.some((rule) => OTHER_TIMES.test(rule)) ||
    rdates.some(({ starts }) => starts === time)
  );
}
