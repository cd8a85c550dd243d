import { describe, expect, it } from '@jest/globals';
import ICAL from 'ical.js';
import { epochDayOf, SECONDS_PER_DAY } from '../../../../common/time/civil.js';
import { fromLocalSeconds } from '../../../../common/time/local-date-time.js';
import { offsetChanges, toInstant } from '../../../../common/time/zone.js';
import { serialize } from './content-line.js';
import { zoneComponent } from './zone-component.js';

const HOUR = 3_600;
const startOf = (year: number): number => epochDayOf(year, 1, 1) * SECONDS_PER_DAY;

const textOf = (zone: string, first = 2025, last = 2036): string =>
  serialize(zoneComponent(zone, { first, last }));
const linesOf = (text: string, name: string): string[] =>
  text.split('\r\n').filter((line) => line.startsWith(name));

/** What a program that knows the description alone takes a reading of the clock for. */
function readerOf(zone: string, first?: number, last?: number): (local: number) => number {
  const timezone = new ICAL.Timezone(new ICAL.Component(ICAL.parse(textOf(zone, first, last)) as unknown[]));
  return (local) => {
    const time = ICAL.Time.fromDateTimeString(fromLocalSeconds(local).padEnd(19, ':00'));
    return local - timezone.utcOffset(time);
  };
}

/** Readings of the clock around its changes, and between; none that the clock skipped or showed twice. */
function readings(zone: string, first: number, last: number): number[] {
  const changes = offsetChanges(zone, startOf(first), startOf(last + 1)).flatMap(({ at, before, after }) => {
    const [low, high] = [Math.min(before, after), Math.max(before, after)];
    return [at + low - HOUR, at + low - 60, at + high, at + high + HOUR];
  });
  const regular = Array.from(
    { length: (last + 1 - first) * 24 },
    (_, i) => startOf(first) + i * 15 * SECONDS_PER_DAY + 12 * HOUR,
  );
  return [...changes, ...regular].filter((local) => toInstant(zone, local).note === null);
}

describe('the description of a zone', () => {
  it('has the rules that hold for ever', () => {
    const text = textOf('Europe/Berlin');

    expect(text.split('\r\n')).toEqual([
      'BEGIN:VTIMEZONE',
      'TZID:Europe/Berlin',
      'BEGIN:STANDARD',
      'DTSTART:20250101T000000',
      'TZOFFSETFROM:+0100',
      'TZOFFSETTO:+0100',
      'END:STANDARD',
      'BEGIN:DAYLIGHT',
      'DTSTART:20250330T020000',
      'TZOFFSETFROM:+0100',
      'TZOFFSETTO:+0200',
      'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
      'END:DAYLIGHT',
      'BEGIN:STANDARD',
      'DTSTART:20251026T030000',
      'TZOFFSETFROM:+0200',
      'TZOFFSETTO:+0100',
      'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
      'END:STANDARD',
      'END:VTIMEZONE',
      '',
    ]);
  });

  it.each([
    ['America/New_York', ['BYMONTH=3;BYDAY=2SU', 'BYMONTH=11;BYDAY=1SU']],
    ['Australia/Lord_Howe', ['BYMONTH=4;BYDAY=1SU', 'BYMONTH=10;BYDAY=1SU']],
    ['America/Santiago', ['BYMONTH=4;BYMONTHDAY=2,3,4,5,6,7,8;BYDAY=SU']],
  ])('says of %s what its law says', (zone, rules) => {
    const rrules = linesOf(textOf(zone).replaceAll('\r\n ', ''), 'RRULE');

    for (const rule of rules) expect(rrules).toContain(`RRULE:FREQ=YEARLY;${rule}`);
  });

  it('that keeps one offset has no more than that', () => {
    expect(linesOf(textOf('Asia/Tokyo'), 'DTSTART')).toEqual(['DTSTART:20250101T000000']);
    expect(linesOf(textOf('Asia/Tokyo'), 'TZOFFSET')).toEqual(['TZOFFSETFROM:+0900', 'TZOFFSETTO:+0900']);
  });

  it('lists changes that follow no rule, such as those around Ramadan, for its years', () => {
    const text = textOf('Africa/Casablanca', 2025, 2034);

    expect(linesOf(text, 'RRULE')).toEqual([]);
    const changes = offsetChanges('Africa/Casablanca', startOf(2025), startOf(2035));
    expect(linesOf(text, 'DTSTART')).toHaveLength(1 + changes.length);
  });

  it('writes offsets of seconds as they are', () => {
    expect(linesOf(textOf('America/New_York', 1880, 1890), 'TZOFFSET')).toContain('TZOFFSETFROM:-045602');
  });

  it.each([
    'Europe/Berlin',
    'Europe/London',
    'Europe/Dublin',
    'America/New_York',
    'America/Sao_Paulo',
    'America/St_Johns',
    'America/Nuuk',
    'America/Santiago',
    'Australia/Lord_Howe',
    'Pacific/Auckland',
    'Pacific/Chatham',
    'Pacific/Apia',
    'Asia/Kathmandu',
    'Asia/Tehran',
    'Asia/Gaza',
    'Africa/Cairo',
    'Africa/Casablanca',
    'Europe/Istanbul',
    'Antarctica/Troll',
    'Etc/GMT+5',
  ])('of %s is right for a program that knows nothing else, in all its years', (zone) => {
    const [first, last] = [2008, 2036];
    const read = readerOf(zone, first, last);
    const wrong = readings(zone, first + 1, last).filter(
      (local) => read(local) !== toInstant(zone, local).at,
    );

    expect(wrong.map(fromLocalSeconds)).toEqual([]);
  });

  it('of a zone with a rule is right long after its years', () => {
    const read = readerOf('Europe/Berlin', 2025, 2026);
    const wrong = readings('Europe/Berlin', 2050, 2070).filter(
      (local) => read(local) !== toInstant('Europe/Berlin', local).at,
    );

    expect(wrong).toEqual([]);
  });
});
