import { describe, expect, it } from '@jest/globals';
import { parseLocalDateTime } from '../../../../../common/time/local-date-time.js';
import { parseLocalDate } from '../../../../../common/time/local-date.js';
import { Budget } from '../../../../../common/time/recurrence/search.js';
import type { EventSchedule, EventTexts } from '../series/calendar-series.js';
import { eventEntry, type KnownEvent } from './event-entry.js';

const ZONE = 'Europe/Berlin';
const asked = (): Parameters<typeof eventEntry>[1] => ({
  timeZone: ZONE,
  since: parseLocalDate('2025-03-01'),
  budget: new Budget(),
});
const MOMENT = new Date('2026-03-02T08:00:00Z');
const TEXTS: EventTexts = { title: 'Choir', description: null, location: null };
const at = parseLocalDateTime;

const SCHEDULE: EventSchedule = {
  starts: at('2026-03-02T19:30'),
  isAllDay: false,
  timeZone: null,
  length: { days: 0, seconds: 5_400 },
  rrules: [],
  exrules: [],
  rdates: [],
  exdates: [],
  changed: [],
};

const eventOf = (given: Partial<EventSchedule>): KnownEvent => ({
  ...TEXTS,
  id: '01980c3e-7a10-7cc3-98a5-3f0c2b9d4e13',
  schedule: { ...SCHEDULE, ...given },
  createdAt: MOMENT,
  updatedAt: MOMENT,
});
const entryOf = (given: Partial<EventSchedule>): NonNullable<ReturnType<typeof eventEntry>> =>
  eventEntry(eventOf(given), asked())!;

describe('an event in a calendar', () => {
  it('is but once where nothing recurs, on the clock of its user where it has none', () => {
    expect(entryOf({})).toMatchObject({
      title: 'Choir',
      time: { isAllDay: false, starts: '2026-03-02T19:30', timeZone: ZONE, length: SCHEDULE.length },
      series: null,
      task: null,
      isBusy: true,
    });
  });

  it('of whole days takes up no time, and has a day at least', () => {
    const length = { days: 0, seconds: 0 };

    expect(entryOf({ isAllDay: true, starts: at('2026-03-02T00:00'), length })).toMatchObject({
      time: { isAllDay: true, starts: '2026-03-02', days: 1 },
      isBusy: false,
    });
  });

  it('begins with the first time that its rule names', () => {
    expect(entryOf({ rrules: ['FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;COUNT=3'] }).time.starts).toBe(
      '2026-03-03T19:30',
    );
    expect(
      entryOf({ isAllDay: true, starts: at('2026-03-02T00:00'), rrules: ['FREQ=MONTHLY;BYMONTHDAY=31'] }).time
        .starts,
    ).toBe('2026-03-31');
  });

  it('whose rule names nothing is none, unless it has other dates', () => {
    const rrules = ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30'];
    const rdates = [{ starts: at('2026-04-01T10:00'), length: null }];

    expect(eventEntry(eventOf({ rrules }), asked())).toBeNull();
    expect(entryOf({ rrules, rdates })).toMatchObject({
      time: { starts: '2026-04-01T10:00' },
      series: { rdates: ['2026-04-01T10:00'] },
    });
  });

  it('whose rule names nothing is what was moved of it', () => {
    const becomes = { ...TEXTS, title: 'Moved', ...SCHEDULE, starts: at('2026-04-02T10:00') };
    const rrules = ['FREQ=DAILY;UNTIL=20260301'];
    const changed = [
      { recurrenceId: '2026-03-01T19:30', becomes: null },
      { recurrenceId: '2026-04-01T19:30', becomes },
    ];

    expect(entryOf({ rrules, changed })).toMatchObject({
      time: { starts: '2026-04-01T19:30' },
      series: { rrules: [], exdates: ['2026-03-01T19:30'], changes: [{ title: 'Moved' }] },
    });
    expect(eventEntry(eventOf({ rrules, changed: changed.slice(0, 1) }), asked())).toBeNull();
  });

  it('that was taken out as a whole is none', () => {
    expect(eventEntry(eventOf({ exdates: [at('2026-03-02T19:30')] }), asked())).toBeNull();
    expect(eventEntry(eventOf({ exdates: [parseLocalDate('2026-03-02')] }), asked())).toBeNull();
    expect(entryOf({ exdates: [parseLocalDate('2026-03-03')] }).series?.exdates).toEqual([]);
  });

  it('leaves out the beginning that none of several rules names', () => {
    const rrules = ['FREQ=WEEKLY;BYDAY=TU;COUNT=3', 'FREQ=MONTHLY;BYMONTHDAY=15'];

    expect(entryOf({ rrules }).series).toMatchObject({
      rrules: ['FREQ=WEEKLY;UNTIL=20260317T183000Z;BYDAY=TU', 'FREQ=MONTHLY;BYMONTHDAY=15'],
      exdates: ['2026-03-02T19:30'],
    });
    expect(entryOf({ rrules: ['FREQ=WEEKLY', ...rrules] }).series?.exdates).toEqual([]);
  });

  it('keeps a count that is beyond counting, or names nothing', () => {
    const rrules = ['FREQ=WEEKLY;COUNT=3000', 'FREQ=YEARLY;COUNT=3;BYMONTH=2;BYMONTHDAY=30'];
    const starts = at('2026-03-02T00:00');

    expect(entryOf({ rrules }).series?.rrules).toEqual(rrules);
    expect(entryOf({ rrules, isAllDay: true, starts }).series?.rrules).toEqual(rrules);
    expect(
      entryOf({ rrules: ['FREQ=DAILY;COUNT=3', 'FREQ=WEEKLY'], isAllDay: true, starts }).series?.rrules[0],
    ).toBe('FREQ=DAILY;UNTIL=20260304');
  });

  it('writes a day that was taken out of times as its times', () => {
    const exdates = [parseLocalDate('2026-03-03'), at('2026-03-05T19:30')];

    expect(entryOf({ rrules: ['FREQ=DAILY;BYHOUR=7,19'], exdates }).series?.exdates).toEqual([
      '2026-03-03T07:30',
      '2026-03-03T19:30',
      '2026-03-05T19:30',
    ]);
  });

  it('writes what a rule takes out as times, as long as they matter', () => {
    const { exdates = [] } =
      entryOf({ rrules: ['FREQ=DAILY'], exrules: ['FREQ=WEEKLY;BYDAY=SU'] }).series ?? {};

    expect(exdates.slice(0, 2)).toEqual(['2026-03-08T19:30', '2026-03-15T19:30']);
    expect(exdates.length).toBe(260);
    const old = entryOf({ starts: at('2015-01-01T09:00'), rrules: ['FREQ=DAILY'], exrules: ['FREQ=WEEKLY'] });
    expect(old.series?.exdates[0]).toBe('2025-03-06T09:00');
  });

  it('tells cancelled occurrences from moved ones, and dates with a length of their own', () => {
    const { series } = entryOf({
      rrules: ['FREQ=WEEKLY'],
      rdates: [
        { starts: at('2026-03-04T10:00'), length: { days: 0, seconds: 600 } },
        { starts: at('2026-03-05T10:00'), length: { days: 0, seconds: 600 } },
      ],
      changed: [
        { recurrenceId: '2026-03-09T19:30', becomes: null },
        {
          recurrenceId: '2026-03-05T10:00',
          becomes: { ...TEXTS, title: 'Moved', ...SCHEDULE, starts: at('2026-03-06T10:00') },
        },
      ],
    });

    expect(series).toMatchObject({
      exdates: ['2026-03-09T19:30'],
      changes: [
        { recurrenceId: '2026-03-05T10:00', title: 'Moved', time: { starts: '2026-03-06T10:00' } },
        { recurrenceId: '2026-03-04T10:00', title: 'Choir', time: { length: { days: 0, seconds: 600 } } },
      ],
    });
  });
});
