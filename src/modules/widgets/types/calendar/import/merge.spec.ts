import { describe, expect, it } from '@jest/globals';
import { Budget } from '../../../../../common/time/recurrence/search.js';
import type { CalendarEvent } from '../calendar-event.entity.js';
import { readPacked, unpacked, type ReadFileEvent } from '../ics/packed-calendar.js';
import { merge, type Merged } from './merge.js';

const CONTEXT = {
  ...{ userId: 'a', widgetId: 'b', now: new Date('2026-03-01T08:00:00Z') },
  ...{ usersZone: 'Europe/Berlin', budget: new Budget() },
};
const SERIES = ['SUMMARY:Choir', 'DTSTART;TZID=Europe/Berlin:20260302T193000', 'RRULE:FREQ=WEEKLY'];
const DAYS = ['SUMMARY:Fair', 'DTSTART;VALUE=DATE:20260302', 'RRULE:FREQ=WEEKLY'];

async function eventIn(...lines: string[]): Promise<ReadFileEvent> {
  const text = ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'UID:1', ...lines, 'END:VEVENT', 'END:VCALENDAR', ''].join(
    '\r\n',
  );
  const outcome = await readPacked({ bytes: Buffer.from(text), usersZone: 'Europe/Berlin' });
  if (outcome.kind !== 'read') throw new Error(outcome.kind);
  return unpacked(outcome.calendar.events[0]!);
}

function eventOf(merged: Merged): CalendarEvent {
  if (!('event' in merged)) throw new Error(`it is ${merged.kind}`);
  return merged.event;
}

const present = async (lines: readonly string[]): Promise<CalendarEvent> =>
  eventOf(merge(await eventIn(...lines), undefined, CONTEXT));

describe('a changed occurrence in a file of its own', () => {
  it.each([
    ['in UTC', SERIES, 'RECURRENCE-ID:20260309T183000Z', '2026-03-09T19:30'],
    ['in another zone', SERIES, 'RECURRENCE-ID;TZID=Asia/Tokyo:20260310T033000', '2026-03-09T19:30'],
    ['on the clock of its user', SERIES, 'RECURRENCE-ID:20260309T193000', '2026-03-09T19:30'],
    ['by its day alone', SERIES, 'RECURRENCE-ID;VALUE=DATE:20260309', '2026-03-09T19:30'],
    ['by its day, of whole days', DAYS, 'RECURRENCE-ID;VALUE=DATE:20260309', '2026-03-09'],
    ['by a midnight, of whole days', DAYS, 'RECURRENCE-ID;TZID=Asia/Tokyo:20260309T000000', '2026-03-09'],
  ])('is that of the series, whose clock it may not be named by: %s', async (_, series, id, recurrenceId) => {
    const choir = await present(series);
    const part = await eventIn('SUMMARY:In church', id, 'DTSTART;TZID=Europe/Berlin:20260310T200000');

    const { schedule } = eventOf(merge(part, choir, CONTEXT));

    expect(schedule.changed).toEqual([
      { recurrenceId, becomes: expect.objectContaining({ title: 'In church', starts: '2026-03-10T20:00' }) },
    ]);
  });

  it('changes nothing when it comes again', async () => {
    const part = await eventIn('RECURRENCE-ID:20260309T183000Z', 'DTSTART:20260310T190000Z');
    const changed = eventOf(merge(part, await present(SERIES), CONTEXT));

    expect(merge(part, changed, CONTEXT)).toEqual({ kind: 'unchanged' });
  });

  it('has the title of its series where it says none', async () => {
    const part = await eventIn('RECURRENCE-ID:20260309T183000Z', 'DTSTART:20260310T190000Z');

    const { schedule } = eventOf(merge(part, await present(SERIES), CONTEXT));

    expect(schedule.changed[0]?.becomes?.title).toBe('Choir');
  });

  it('is cancelled where the file says so', async () => {
    const part = await eventIn(
      'RECURRENCE-ID:20260309T183000Z',
      'DTSTART:20260309T183000Z',
      'STATUS:CANCELLED',
    );

    const { schedule } = eventOf(merge(part, await present(SERIES), CONTEXT));

    expect(schedule.changed).toEqual([{ recurrenceId: '2026-03-09T19:30', becomes: null }]);
  });
});

describe('an event that the calendar has', () => {
  it.each([
    ['is not taken by an older number', ['SEQUENCE:1'], 'skipped'],
    ['is not taken by an older stamp', ['SEQUENCE:2', 'DTSTAMP:20260101T000000Z'], 'skipped'],
    ['is taken by a newer number', ['SEQUENCE:3', 'DTSTAMP:20260101T000000Z'], 'updated'],
    ['is taken by a newer stamp', ['SEQUENCE:2', 'DTSTAMP:20260301T000000Z'], 'updated'],
    ['is cancelled by a newer one', ['SEQUENCE:3', 'STATUS:CANCELLED'], 'deleted'],
    ['is not cancelled by an older one', ['SEQUENCE:1', 'STATUS:CANCELLED'], 'skipped'],
  ])('%s', async (_, lines, kind) => {
    const choir = await present([...SERIES, 'SEQUENCE:2', 'DTSTAMP:20260201T000000Z']);

    expect(merge(await eventIn(...SERIES, ...lines), choir, CONTEXT).kind).toBe(kind);
  });

  it('stays as its user made it where the same file comes again', async () => {
    const choir = await present(SERIES);

    expect(merge(await eventIn(...SERIES), { ...choir, title: 'Mine' }, CONTEXT)).toEqual({
      kind: 'unchanged',
    });
  });
});
