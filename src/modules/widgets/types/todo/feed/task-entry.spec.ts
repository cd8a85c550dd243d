import { describe, expect, it } from '@jest/globals';
import { buildTask, day } from '../../../../../../test/factories/tasks.js';
import type { LocalTime } from '../../../../../common/time/local-time.js';
import type { LocalDate } from '../../../../../common/time/local-date.js';
import { Budget } from '../../../../../common/time/recurrence/search.js';
import { taskEntry, type DatedTask } from './task-entry.js';

type Given = Parameters<typeof buildTask>[0] & {
  readonly firstOpen?: string | null;
  readonly settledAhead?: readonly string[];
  readonly moved?: readonly { date: string; dueDate: string; dueTime?: string }[];
};

const ZONE = 'Europe/Berlin';

const entryOf = (task: DatedTask, budget = new Budget()): ReturnType<typeof taskEntry> =>
  taskEntry(task, ZONE, budget);

/** A task of 2 March, but for what the test is about. */
function dated({ firstOpen = null, settledAhead = [], moved = [], ...given }: Given): DatedTask {
  const task = buildTask({ dueDate: '2026-03-02', ...given });
  return {
    ...task,
    dueDate: task.dueDate!,
    completedAt: given.completedAt ?? null,
    firstOpen: firstOpen as LocalDate | null,
    settledAhead: settledAhead.map(day),
    moved: moved.map(({ date, dueDate, dueTime }) => ({
      date: day(date),
      dueDate: day(dueDate),
      dueTime: (dueTime ?? null) as LocalTime | null,
    })),
  };
}

describe('a task in a calendar', () => {
  it('says what it is, on its day', () => {
    const entry = entryOf(dated({ notes: 'All of it', category: 'work', labels: ['q1'], priority: 2 }));

    expect(entry).toMatchObject({
      title: 'Write the report',
      description: 'All of it',
      location: null,
      categories: ['work', 'q1'],
      time: { isAllDay: true, starts: '2026-03-02', days: 1 },
      series: null,
      task: { priority: 2, completedAt: null },
      isBusy: false,
    });
    expect(entryOf(dated({ labels: ['q1'] })).categories).toEqual(['q1']);
  });

  it('is at its time on its own clock, or on the user’s', () => {
    const length = { days: 0, seconds: 0 };

    expect(entryOf(dated({ dueTime: '09:00' })).time).toEqual({
      isAllDay: false,
      starts: '2026-03-02T09:00',
      timeZone: ZONE,
      length,
    });
    expect(entryOf(dated({ dueTime: '09:00', timeZone: 'Asia/Tokyo' })).time).toMatchObject({
      timeZone: 'Asia/Tokyo',
    });
  });

  it('that recurs goes on from its first open occurrence, without what was settled ahead', () => {
    const { time, series } = entryOf(
      dated({
        rrule: 'FREQ=WEEKLY',
        dueTime: '09:00',
        firstOpen: '2026-03-09',
        settledAhead: ['2026-03-23'],
      }),
    );

    expect(time.starts).toBe('2026-03-09T09:00');
    expect(series).toEqual({
      rrules: ['FREQ=WEEKLY'],
      rdates: [],
      exdates: ['2026-03-23T09:00'],
      changes: [],
    });
  });

  it('that was moved is a change of its series, on its new day', () => {
    const given = { rrule: 'FREQ=WEEKLY', dueTime: '09:00' };
    const moved = [{ date: '2026-03-09', dueDate: '2026-03-11', dueTime: '15:00' }];
    const { time, series } = entryOf(dated({ ...given, firstOpen: '2026-03-02', moved }));

    expect(time.starts).toBe('2026-03-02T09:00');
    expect(series).toMatchObject({
      exdates: [],
      changes: [
        {
          title: 'Write the report',
          recurrenceId: '2026-03-09T09:00',
          time: { starts: '2026-03-11T15:00', timeZone: ZONE },
        },
      ],
    });
  });

  it('that was moved past others begins the series, without those that are open no more', () => {
    const moved = [{ date: '2026-03-09', dueDate: '2026-06-01' }];
    const { time, series } = entryOf(dated({ rrule: 'FREQ=WEEKLY', firstOpen: '2026-03-30', moved }));

    expect(time.starts).toBe('2026-03-09');
    expect(series?.exdates).toEqual(['2026-03-16', '2026-03-23']);
    expect(series?.changes).toMatchObject([{ recurrenceId: '2026-03-09', time: { starts: '2026-06-01' } }]);
  });

  it('that is counted from when it is done is on the day that it was moved to', () => {
    const moved = [{ date: '2026-03-04', dueDate: '2026-03-06' }];
    const entry = entryOf(dated({ rrule: 'FREQ=DAILY', repeatFrom: 'completion', moved }));

    expect(entry).toMatchObject({ time: { starts: '2026-03-06' }, series: null });
  });

  it('that is counted has as many left as there are', () => {
    const rule = (given: Given): string | undefined => entryOf(dated(given)).series?.rrules[0];

    expect(rule({ rrule: 'FREQ=DAILY;COUNT=10', firstOpen: '2026-03-05' })).toBe('FREQ=DAILY;COUNT=7');
    expect(rule({ rrule: 'FREQ=DAILY;COUNT=10', firstOpen: '2026-03-02' })).toBe('FREQ=DAILY;COUNT=10');
    expect(rule({ rrule: 'FREQ=DAILY;COUNT=90000', firstOpen: '2066-03-05' })).toBe('FREQ=DAILY');
  });

  it('that is counted goes on without its end where nobody can afford to count', () => {
    const task = dated({ rrule: 'FREQ=DAILY;COUNT=300', firstOpen: '2026-05-05' });

    expect(entryOf(task, new Budget(10)).series?.rrules).toEqual(['FREQ=DAILY']);
  });

  it('that is over has no more occurrences', () => {
    const completedAt = new Date('2026-03-02T10:00:00Z');
    const entry = entryOf(dated({ rrule: 'FREQ=DAILY;COUNT=1', completedAt }));

    expect(entry).toMatchObject({ time: { starts: '2026-03-02' }, series: null, task: { completedAt } });
  });

  it('that is counted from when it is done has only its next occurrence', () => {
    const entry = entryOf(dated({ rrule: 'FREQ=DAILY', repeatFrom: 'completion', firstOpen: '2026-03-04' }));

    expect(entry).toMatchObject({ time: { starts: '2026-03-04' }, series: null });
  });
});
