import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseLocalDateTime } from '../../../../../common/time/local-date-time.js';
import type { CalendarEvent } from '../calendar-event.entity.js';
import type { EventSchedule } from '../series/calendar-series.js';
import { eventRange, keyOf, type RangeKey, type RangeOccurrence } from './event-range.js';

const at = parseLocalDateTime;
const MARCH = {
  from: Date.UTC(2026, 2, 1) / 1_000,
  before: Date.UTC(2026, 3, 1) / 1_000,
  timeZone: 'Europe/Berlin',
};

let count = 0;
function eventOf(given: Partial<EventSchedule>): CalendarEvent {
  count += 1;
  const id = `01980c3e-7a10-7cc3-98a5-${String(count).padStart(12, '0')}`;
  const now = new Date('2026-03-01T08:00:00Z');
  return {
    ...{ id, userId: 'a', widgetId: 'b', uid: id, title: 'Choir', description: null, location: null },
    schedule: {
      ...{ starts: at('2026-03-02T19:30'), isAllDay: false, timeZone: null, length: { days: 0, seconds: 0 } },
      ...{ rrules: [], exrules: [], rdates: [], exdates: [], changed: [] },
      ...given,
    },
    ...{
      firstDay: '2026-01-01' as CalendarEvent['firstDay'],
      lastDay: '9999-12-31' as CalendarEvent['lastDay'],
    },
    ...{ sequence: 0, stamp: 0, sourceDigest: null, version: 1, createdAt: now, updatedAt: now },
  };
}

const shown = (found: readonly RangeOccurrence[]): string[] =>
  found.map((each) => Object.values(keyOf(each)).join(' '));

/** All pages of so many, one behind the other. */
async function paged(events: readonly CalendarEvent[], limit: number): Promise<string[]> {
  const pages: string[] = [];
  let after: RangeKey | null = null;
  for (;;) {
    const page = await eventRange(events, { ...MARCH, limit }, after);
    pages.push(...shown(page.occurrences));
    const last = page.occurrences.at(-1);
    if (!page.hasMore || last === undefined) return pages;
    after = keyOf(last);
  }
}

describe('the pages of a range', () => {
  const clock = fc
    .record({ day: fc.integer({ min: 1, max: 28 }), hour: fc.integer({ min: 0, max: 23 }) })
    .map(({ day, hour }) => [String(day).padStart(2, '0'), String(hour).padStart(2, '0')] as const);
  const schedules = fc.record({
    starts: clock.map(([day, hour]) => at(`2026-02-${day}T${hour}:00`)),
    length: fc.constantFrom(
      { days: 0, seconds: 0 },
      { days: 0, seconds: 3_600 },
      { days: 3, seconds: 60 },
      { days: 40, seconds: 0 },
    ),
    rrules: fc.constantFrom([], ['FREQ=DAILY'], ['FREQ=HOURLY;INTERVAL=7'], ['FREQ=WEEKLY', 'FREQ=MONTHLY']),
    rdates: fc.array(
      clock.map(([day, hour]) => ({ starts: at(`2026-03-${day}T${hour}:00`), length: null })),
      { maxLength: 3 },
    ),
    exrules: fc.constantFrom([], ['FREQ=DAILY;INTERVAL=2']),
  });
  const ofDays = schedules.map(({ starts, ...rest }) => ({
    ...rest,
    starts: at(starts.slice(0, 10)),
    isAllDay: true,
    length: { days: Math.max(1, rest.length.days), seconds: 0 },
    rrules: rest.rrules.filter((rule) => !rule.includes('HOURLY')),
    rdates: rest.rdates.map((extra) => ({ ...extra, starts: at(extra.starts.slice(0, 10)) })),
  }));

  it('have together what the range has, each occurrence once, whatever their length', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(schedules, ofDays), { maxLength: 6 }),
        fc.integer({ min: 1, max: 9 }),
        async (given, limit) => {
          const events = given.map(eventOf);
          const whole = await eventRange(events, { ...MARCH, limit: 5_000 });

          expect(whole).toMatchObject({ hasMore: false, isCutShort: false });
          expect(await paged(events, limit)).toEqual(shown(whole.occurrences));
        },
      ),
      { numRuns: 50 },
    );
  });

  it('of one begin with what is there, also where the days before are over', async () => {
    const daily = eventOf({
      starts: at('2026-01-01'),
      isAllDay: true,
      length: { days: 1, seconds: 0 },
      rrules: ['FREQ=DAILY'],
    });

    const page = await eventRange([daily], { ...MARCH, limit: 1 });

    expect(page.occurrences.map(({ occurrence }) => occurrence.recurrenceId)).toEqual(['2026-03-01']);
    expect(page.hasMore).toBe(true);
  });

  it('go on to the end of what begins at one moment', async () => {
    const events = Array.from({ length: 7 }, () => eventOf({}));

    expect(await paged(events, 2)).toEqual(events.map(({ id }) => `1772476200 ${id} 2026-03-02T19:30`));
  });

  it('are cut short by rules that take too many steps, and say so', async () => {
    const rrules = ['FREQ=SECONDLY;BYDAY=MO;COUNT=999999999'];
    const never = eventOf({ starts: at('1970-01-01T00:00'), rrules });
    const once = eventOf({});

    const one = await eventRange([never, once], { ...MARCH, limit: 10 });
    const many = await eventRange([...Array.from({ length: 20 }, () => never), once], {
      ...MARCH,
      limit: 10,
    });

    expect([one.occurrences.length, one.isCutShort, one.hasMore]).toEqual([1, true, false]);
    expect([many.occurrences.length, many.isCutShort]).toEqual([0, true]);
  });
});
