import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { strictCalendar } from '../../../../../../test/support/strict-calendar.js';
import { dateOf, parseLocalDateTime } from '../../../../../common/time/local-date-time.js';
import { parseLocalDate, type LocalDate } from '../../../../../common/time/local-date.js';
import { Budget } from '../../../../../common/time/recurrence/search.js';
import { calendarText } from '../../../feed/ics/calendar-text.js';
import { readCalendarFile } from '../ics/read-calendar.js';
import type { EventSchedule, EventTexts, EventTime, FollowingChange } from '../series/calendar-series.js';
import { expand } from '../series/expand.js';
import { eventEntry, type KnownEvent } from './event-entry.js';

const ZONE = 'Europe/Berlin';
const FROM = Date.UTC(2026, 1, 20) / 1_000;
const BEFORE = Date.UTC(2026, 11, 20) / 1_000;
const TEXTS: EventTexts = { title: 'Choir', description: null, location: null };

/** What an event shows, with the calendar's own expansion. */
function shown(event: EventTexts & { schedule: EventSchedule }): string[] {
  return expand(event, { from: FROM, before: BEFORE, timeZone: ZONE, limit: 2_000 }).occurrences.map(
    ({ startsAt, endsAt, isAllDay, title }) =>
      `${new Date(startsAt * 1_000).toISOString()} ${endsAt - startsAt} ${isAllDay} ${title}`,
  );
}

/** The same after the event went out into a file, and in again. */
async function shownAgain(event: KnownEvent): Promise<string[]> {
  const since = parseLocalDate('2025-03-01');
  const entry = eventEntry(event, { timeZone: ZONE, since, budget: new Budget() });
  if (entry === null) return [];
  const entries = [{ ...entry, uid: 'a@b' }];
  const text = await calendarText({ name: 'Test', timeZone: ZONE, entries, taskForm: 'events', year: 2026 });
  strictCalendar(text);
  const { events, skipped } = await readCalendarFile(Buffer.from(text), ZONE);
  expect(skipped).toEqual([]);
  expect(events).toHaveLength(1);
  return shown({ ...events[0]!.texts, schedule: events[0]!.schedule });
}

const day = fc
  .integer({ min: 0, max: 60 })
  .map((days): LocalDate => parseLocalDate(new Date(Date.UTC(2026, 2, 1 + days)).toISOString().slice(0, 10)));
const midnight = day.map((date) => parseLocalDateTime(date));
const local = fc
  .tuple(day, fc.constantFrom('00:00', '02:30', '09:15', '23:30'))
  .map(([date, clock]) => parseLocalDateTime(`${date}T${clock}`));
const zone = fc.constantFrom(null, 'UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe');
const length = fc.constantFrom(
  { days: 0, seconds: 0 },
  { days: 0, seconds: 5_400 },
  { days: 0, seconds: 90_000 },
  { days: 1, seconds: 3_600 },
  { days: 2, seconds: 0 },
);
const wholeDays = fc.constantFrom({ days: 1, seconds: 0 }, { days: 3, seconds: 0 });
const rules = fc
  .uniqueArray(
    fc.constantFrom(
      'FREQ=DAILY',
      'FREQ=DAILY;INTERVAL=3;COUNT=9',
      'FREQ=WEEKLY;BYDAY=MO,TH;UNTIL=20260510',
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=SA,SU;WKST=SU',
      'FREQ=MONTHLY;BYDAY=-1FR',
      'FREQ=MONTHLY;BYMONTHDAY=31',
      'FREQ=YEARLY;BYMONTH=4;BYDAY=1SU;COUNT=2',
      'FREQ=DAILY;UNTIL=20260401T120000Z',
    ),
    { maxLength: 2 },
  )
  // A day cannot say at which moment it is over.
  .map((chosen) => ({ timed: chosen, ofDays: chosen.map((rule) => rule.replace('T120000Z', '')) }));
const exrules = fc.constantFrom([], ['FREQ=WEEKLY;BYDAY=TH']);

const becomes = fc.oneof(
  fc.constant(null),
  fc.record({ starts: local, isAllDay: fc.constant(false), timeZone: zone, length }),
  fc.record({
    starts: midnight,
    isAllDay: fc.constant(true),
    timeZone: fc.constant(null),
    length: wholeDays,
  }),
);
const changesOf = (recurrenceId: fc.Arbitrary<string>): fc.Arbitrary<EventSchedule['changed']> =>
  fc.uniqueArray(
    fc.record({
      recurrenceId,
      becomes: becomes.map((time) => time && { ...TEXTS, title: 'Changed', ...time }),
    }),
    { maxLength: 3, selector: (change) => change.recurrenceId },
  );

/** Changes of all following occurrences: none, mostly, or some from one to the next. */
const followingOf = (
  recurrenceId: fc.Arbitrary<string>,
  time: fc.Arbitrary<Pick<EventTime, 'starts' | 'isAllDay' | 'timeZone' | 'length'>>,
): fc.Arbitrary<readonly FollowingChange[]> =>
  fc
    .uniqueArray(fc.record({ recurrenceId, time: fc.option(time) }), {
      maxLength: 2,
      selector: (change) => change.recurrenceId,
    })
    .map((changes) =>
      changes
        .map((change) => ({
          recurrenceId: change.recurrenceId,
          becomes: change.time && { ...TEXTS, title: 'From here on', ...change.time },
        }))
        .sort((a, b) => (a.recurrenceId < b.recurrenceId ? -1 : 1)),
    );

const timed = fc.record({
  starts: local,
  isAllDay: fc.constant(false),
  timeZone: zone,
  length,
  rrules: rules.map((chosen) => chosen.timed),
  exrules,
  rdates: fc.array(fc.record({ starts: local, length: fc.option(length) }), { maxLength: 3 }),
  exdates: fc.array(fc.oneof(local, day), { maxLength: 3 }),
  changed: changesOf(local),
  following: followingOf(
    local,
    fc.record({ starts: local, isAllDay: fc.constant(false), timeZone: fc.constant(null), length }),
  ),
});
const ofDays = fc.record({
  starts: midnight,
  isAllDay: fc.constant(true),
  timeZone: fc.constant(null),
  length: wholeDays,
  rrules: rules.map((chosen) => chosen.ofDays),
  exrules,
  rdates: fc.array(fc.record({ starts: midnight, length: fc.option(wholeDays) }), { maxLength: 3 }),
  exdates: fc.array(day, { maxLength: 3 }),
  changed: changesOf(midnight.map(dateOf)),
  following: followingOf(
    midnight.map(dateOf),
    fc.record({
      starts: midnight,
      isAllDay: fc.constant(true),
      timeZone: fc.constant(null),
      length: wholeDays,
    }),
  ),
});

/** A change as it is stored: on the clock of its series. */
function onClockOf({ timeZone }: EventSchedule, { becomes, ...change }: FollowingChange): FollowingChange {
  return { ...change, becomes: becomes && { ...becomes, timeZone } };
}

/**
 * The changes of occurrences that the series has. Where occurrences are moved together, a file can't say whether another
 * change is of what was moved there.
 */
function changesOfOwn(schedule: EventSchedule): EventSchedule['changed'] {
  const series = { ...TEXTS, schedule: { ...schedule, changed: [], following: [] } };
  const { occurrences } = expand(series, { from: FROM, before: BEFORE, timeZone: ZONE, limit: 2_000 });
  const own = new Set(occurrences.map(({ recurrenceId }) => recurrenceId));
  return schedule.changed.filter(({ recurrenceId }) => own.has(recurrenceId));
}

describe('an event that went out into a file', () => {
  it.each([
    ['at times', timed],
    ['of whole days', ofDays],
  ])('shows the same when it comes in again: %s', async (_, schedules) => {
    await fc.assert(
      fc.asyncProperty(schedules, async (given: EventSchedule) => {
        const following = given.following?.map((change) => onClockOf(given, change)) ?? [];
        const changed = following.length === 0 ? given.changed : changesOfOwn(given);
        const schedule = { ...given, changed, following };
        const moment = new Date('2026-03-02T08:00:00Z');
        const event = { ...TEXTS, id: '1', schedule, createdAt: moment, updatedAt: moment };

        expect(await shownAgain(event)).toEqual(shown(event));
      }),
    );
  });
});
