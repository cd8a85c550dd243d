import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { strictCalendar, summarized, valueOf } from '../../../../../test/support/strict-calendar.js';
import { parseLocalDateTime } from '../../../../common/time/local-date-time.js';
import { parseLocalDate } from '../../../../common/time/local-date.js';
import type { ClockTime, EntrySeries, EntryTime } from '../../calendar-source.contract.js';
import { calendarText } from './calendar-text.js';
import type { NamedEntry } from './entry-component.js';

const at = parseLocalDateTime;
const MOMENT = new Date('2026-03-02T08:00:00.500Z');
const clockTime = (starts: string, given: Partial<ClockTime> = {}): ClockTime => ({
  isAllDay: false,
  starts: at(starts),
  timeZone: 'Europe/Berlin',
  length: { days: 0, seconds: 3_600 },
  ...given,
});
const SERIES: EntrySeries = { rrules: [], rdates: [], exdates: [], changes: [] };

const entryOf = (given: Partial<NamedEntry> & { time: EntryTime }): NamedEntry => ({
  id: '1',
  uid: 'event-1@brainboard',
  title: 'Choir',
  description: null,
  location: null,
  categories: [],
  series: null,
  task: null,
  isBusy: true,
  createdAt: MOMENT,
  changedAt: MOMENT,
  ...given,
});

async function feed(...entries: NamedEntry[]): Promise<ReturnType<typeof strictCalendar>['lines']> {
  const contents = { name: 'Name, of; it', timeZone: 'Europe/Berlin', year: 2026 };
  return strictCalendar(await calendarText({ ...contents, entries, taskForm: 'events' })).lines;
}

const line = async (entry: NamedEntry, name: string): Promise<string | undefined> =>
  valueOf(summarized(await feed(entry), 'Choir'), name);

describe('a calendar as text', () => {
  it('says all of an entry', async () => {
    const entry = entryOf({
      time: clockTime('2026-03-02T19:30'),
      description: 'Bring\nnotes',
      location: 'Church; nave',
      categories: ['music'],
    });

    expect(
      summarized(await feed(entry), 'Choir').properties.map(({ name, value }) => `${name} ${value}`),
    ).toEqual([
      'UID event-1@brainboard',
      'DTSTAMP 20260302T080000Z',
      'CREATED 20260302T080000Z',
      'LAST-MODIFIED 20260302T080000Z',
      'SUMMARY Choir',
      'DESCRIPTION Bring\\nnotes',
      'LOCATION Church\\; nave',
      'CATEGORIES music',
      'TRANSP OPAQUE',
      'DTSTART 20260302T193000',
      'DTEND 20260302T203000',
    ]);
  });

  it('ends what has no length where it begins, and days as days of the clock', async () => {
    const lasting = (days: number, seconds: number): NamedEntry =>
      entryOf({ time: clockTime('2026-03-02T19:30', { length: { days, seconds } }) });

    expect(await line(lasting(0, 0), 'DTEND')).toBeUndefined();
    expect(await line(lasting(2, 0), 'DURATION')).toBe('P2D');
    expect(await line(lasting(1, 90), 'DURATION')).toBe('P1DT90S');
    // The clock is put forward in between.
    expect(await line(entryOf({ time: clockTime('2026-03-29T01:30') }), 'DTEND')).toBe(
      'TZID=Europe/Berlin:20260329T033000',
    );
  });

  it('writes UTC as such, and describes no zone for it', async () => {
    const lines = await feed(
      entryOf({
        time: clockTime('2026-03-02T19:30:15', { timeZone: 'UTC' }),
        series: { ...SERIES, rrules: ['FREQ=DAILY'], exdates: [at('2026-03-03T19:30:15')] },
      }),
    );

    expect(lines.children.map(({ name }) => name)).toEqual(['VEVENT']);
    expect(valueOf(lines.children[0]!, 'DTSTART')).toBe('20260302T193015Z');
    expect(valueOf(lines.children[0]!, 'EXDATE')).toBe('20260303T193015Z');
  });

  it('describes each zone once, also those of changed occurrences alone', async () => {
    const change = {
      recurrenceId: at('2026-03-09T19:30'),
      ...{ title: 'Tour', description: null, location: null },
      time: clockTime('2026-03-09T20:00', { timeZone: 'Asia/Tokyo' }),
    };
    const entry = entryOf({
      time: clockTime('2026-03-02T19:30'),
      series: { ...SERIES, rrules: ['FREQ=WEEKLY'], changes: [change] },
    });
    const other = { ...entry, uid: 'event-2@brainboard', series: null };

    expect((await feed(entry, other)).children.map((child) => valueOf(child, 'TZID') ?? child.name)).toEqual([
      'Europe/Berlin',
      'Asia/Tokyo',
      'VEVENT',
      'VEVENT',
      'VEVENT',
    ]);
  });

  it('describes zones from the year before the first time on, within a life', async () => {
    const beginOf = async (starts: string, rdate = starts): Promise<string | undefined> => {
      const series = { ...SERIES, rdates: [at(rdate)] };
      const [zone] = (await feed(entryOf({ time: clockTime(starts), series }))).children;
      return valueOf(zone!.children[0]!, 'DTSTART');
    };

    expect(await beginOf('2026-03-02T19:30')).toBe('20250101T000000');
    expect(await beginOf('2031-03-02T19:30')).toBe('20260101T000000');
    expect(await beginOf('2026-03-02T19:30', '2019-03-02T19:30')).toBe('20180101T000000');
    expect(await beginOf('1700-03-02T19:30')).toBe('19660101T000000');
    expect(await beginOf('9990-03-02T19:30')).toBe('20260101T000000');
  });

  it('knows days without a zone', async () => {
    const time = { isAllDay: true, starts: parseLocalDate('2026-12-31'), days: 2 } as const;
    const lines = await feed(
      entryOf({ time, series: { ...SERIES, rdates: [parseLocalDate('2027-05-01')] } }),
    );

    expect(lines.children).toHaveLength(1);
    expect(valueOf(lines.children[0]!, 'DTEND')).toBe('VALUE=DATE:20270102');
    expect(valueOf(lines.children[0]!, 'RDATE')).toBe('VALUE=DATE:20270501');
  });
});

describe('writing a long calendar', () => {
  it('lets others have their turns', async () => {
    const entries = Array.from({ length: 3_000 }, (_, i) =>
      entryOf({
        uid: `event-${i}@brainboard`,
        time: clockTime('2026-03-02T19:30'),
        description: 'Zeile\n'.repeat(200),
      }),
    );
    const text = calendarText({ name: 'Long', timeZone: 'UTC', year: 2026, entries, taskForm: 'events' });
    const done = new AbortController();
    const written = text.finally(() => {
      done.abort();
    });
    let turns = 0;

    for (; !done.signal.aborted; turns += 1) await nextTurn();

    expect((await written).match(/^UID:/gm)).toHaveLength(3_000);
    expect(turns).toBeGreaterThan(2);
  });
});
