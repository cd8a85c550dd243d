import { AppError } from '../../../../../common/errors/app-error.js';
import { dateOf, type LocalDateTime } from '../../../../../common/time/local-date-time.js';
import { toEpochDay, type LocalDate } from '../../../../../common/time/local-date.js';
import { formatRule } from '../../../../../common/time/recurrence/format.js';
import { parseDateRule, parseRule } from '../../../../../common/time/recurrence/parse.js';
import { MOST_TIMES } from '../calendar.settings.js';
import type { EventSchedule, ExtraTime } from '../series/calendar-series.js';
import { mayBeOf } from '../series/following-changes.js';
import type { IcsProperty } from './components.js';
import { UnreadableEvent, type EventProperties } from './event-properties.js';
import { checkedLength, lengthTo } from './read-length.js';
import type { PlacedTime } from './calendar-clocks.js';
import { readDuration } from './values.js';

/** How an event recurs, in the words of its file. */
export type FileSeries = Pick<EventSchedule, 'rrules' | 'exrules' | 'rdates' | 'exdates'>;

/** Reads how an event recurs that begins at this time; throws UnreadableEvent. */
export function readSeries(event: EventProperties, start: PlacedTime): FileSeries {
  const exrules = rulesOf(event, 'EXRULE', start);
  const rrules = rulesOf(event, 'RRULE', start);
  const rdates = event.values('RDATE').map(([property, value]) => extraOf(event, property, value, start));
  return {
    // A rule that an equal one excludes names nothing, whatever it costs to find that out.
    rrules: rrules.filter((rule) => !exrules.includes(rule)),
    exrules: exrules.filter((rule) => !rrules.includes(rule)),
    rdates,
    exdates: exdatesOf(event, start, { rrules, rdates }),
  };
}

function rulesOf(event: EventProperties, name: string, start: PlacedTime): string[] {
  const rules = event.all(name).map(({ line, value }) => {
    try {
      return ruleOf(event, value.trim(), start);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      throw new UnreadableEvent(line, `${name} cannot be read: ${error.message}`);
    }
  });
  if (rules.length > MOST_TIMES.rules)
    throw new UnreadableEvent(event.component.line, `an event may have at most ${MOST_TIMES.rules} rules`);
  return [...new Set(rules)];
}

function ruleOf({ times }: EventProperties, text: string, start: PlacedTime): string {
  if (!start.isDate) return formatRule(parseRule(text));
  const rule = parseDateRule(text);
  if (rule.until?.kind !== 'utc') return formatRule(rule);
  const epochDay = toEpochDay(times.lastDayUntil(rule.until.epochSeconds));
  return formatRule({ ...rule, until: { kind: 'date', epochDay } });
}

function extraOf(event: EventProperties, property: IcsProperty, value: string, start: PlacedTime): ExtraTime {
  const [from = '', to] = value.split('/');
  const placed = event.placed(property, from);
  const starts = start.isDate
    ? event.times.onClockOf({ ...start, isDate: false }, { ...placed, isDate: true })
    : event.times.onClockOf(start, placed);
  if (to === undefined) return { starts, length: null };

  const length = /^[+-]?P/i.test(to.trim())
    ? checkedLength(event, start, readDuration(to), property)
    : lengthTo(event, placed, event.placed(property, to), property);
  return { starts, length };
}

type SeriesTimes = Pick<EventSchedule, 'rrules' | 'rdates'>;

function exdatesOf(
  event: EventProperties,
  start: PlacedTime,
  series: SeriesTimes,
): (LocalDateTime | LocalDate)[] {
  const times = event.values('EXDATE').map(([property, value]) => {
    const placed = event.placed(property, value);
    if (start.isDate) return event.times.dayOf(placed);
    if (placed.isDate) return dateOf(placed.local);
    const time = event.times.onClockOf(start, placed);
    if (mayBeOf({ ...series, starts: start.local }, time)) return time;
    // It may name an occurrence by where a change of all following ones moved it.
    if (event.hasFollowingChanges) return time;
    return exdateBeside(event, property, placed, start) ?? time;
  });
  return [...new Set(times)];
}

/** Programs that lose the zone of an EXDATE keep its day at least. */
function exdateBeside(
  event: EventProperties,
  property: IcsProperty,
  placed: PlacedTime,
  start: PlacedTime,
): LocalDate | null {
  const isZoneLost = placed.timeZone === null && start.timeZone !== null;
  const outcome = isZoneLost
    ? 'without a zone: all of its day was left out'
    : 'so that it leaves out nothing';
  event.note(property.line, `EXDATE is at no time of the series, ${outcome}`);
  return isZoneLost ? dateOf(placed.local) : null;
}
