import { describe, expect, it } from '@jest/globals';
import { KeptTask } from '../../../../../../test/factories/kept-task.js';
import { at, buildTask, day } from '../../../../../../test/factories/tasks.js';
import { addDays } from '../../../../../common/time/local-date.js';
import { History } from './history.js';
import { planned } from './plan.js';
import { OccurrenceSuperseded, OccurrenceUnknown, TaskNotRecurring, TooFarAhead } from '../tasks.errors.js';

const weekly = { rrule: 'FREQ=WEEKLY;BYDAY=MO', dueDate: '2026-03-02' };
const daily = { rrule: 'FREQ=DAILY', dueDate: '2026-03-02' };
const MONDAY = at('2026-03-02T08:00:00Z');
const TUESDAY = at('2026-03-03T08:00:00Z');
const THURSDAY = at('2026-03-05T08:00:00Z');
const kept = (given: Parameters<typeof buildTask>[0], context = MONDAY): KeptTask =>
  new KeptTask(buildTask(given, context));

describe('a task that does not recur', () => {
  it('is done and open again, each once', () => {
    const task = kept({ dueDate: '2026-03-04' });
    const done = task.take('done', MONDAY);

    expect(done.task).toMatchObject({
      isDone: true,
      completedAt: MONDAY.now,
      nextDueOn: 'infinity',
      version: 2,
    });
    expect(done.step('done', TUESDAY)).toBeNull();
    expect(done.take('reopen', TUESDAY).task).toMatchObject({
      isDone: false,
      completedAt: null,
      nextDueOn: '2026-03-04',
    });
    expect(task.step('reopen', MONDAY)).toBeNull();
  });

  it('knows only its own date, and nothing to skip to', () => {
    const task = kept({ dueDate: '2026-03-04' });

    expect(task.take('done', MONDAY, day('2026-03-04')).task.isDone).toBe(true);
    expect(() => task.step('done', MONDAY, day('2026-03-05'))).toThrow(OccurrenceUnknown);
    expect(() => task.step('reopen', MONDAY, day('2026-03-05'))).toThrow(OccurrenceUnknown);
    expect(() => task.step('skipped', MONDAY)).toThrow(TaskNotRecurring);
  });
});

describe('a task by its schedule', () => {
  it('keeps its time on the wall clock over a change of the clock', () => {
    const saturday = at('2026-10-24T06:00:00Z');
    const task = kept({ ...daily, dueDate: '2026-10-24', dueTime: '06:45' }, saturday);

    expect(task.task.upcoming?.[0]?.at).toBe('2026-10-24T04:45:00.000Z');
    expect(task.take('done', saturday).task.upcoming?.[0]?.at).toBe('2026-10-25T05:45:00.000Z');
  });

  it('has one open successor, the same each time it is done and opened again', () => {
    const done = kept(daily).take('done', MONDAY);
    const again = done.take('reopen', MONDAY).take('done', MONDAY);

    expect(again.task.upcoming).toEqual(done.task.upcoming);
    expect(again.rows).toHaveLength(1);
  });

  it('is due for the newest occurrence only, and what passed before is missed', () => {
    const task = kept(daily);

    expect(task.on('2026-03-05')).toBe('2026-03-05');
    const done = task.take('done', THURSDAY);
    expect(done.rows.map(({ occurrence }) => occurrence)).toEqual(['2026-03-05']);
    expect(done.on('2026-03-05')).toBe('2026-03-06');
  });

  it('stays due for an occurrence until the next one is', () => {
    const task = kept(weekly);

    expect(task.on('2026-03-08')).toBe('2026-03-02');
    expect(task.on('2026-03-09')).toBe('2026-03-09');
  });

  it('takes a second request of the same day for the first one, sent again', () => {
    const done = kept(daily).take('done', MONDAY);

    expect(done.step('done', MONDAY)).toBeNull();
    expect(done.step('skipped', MONDAY)).toBeNull();
    expect(done.take('done', TUESDAY).on('2026-03-03')).toBe('2026-03-04');
  });

  it('is done early, but for one occurrence a day', () => {
    const friday = kept({ rrule: 'FREQ=WEEKLY', dueDate: '2026-03-06' });
    const done = friday.take('done', THURSDAY);

    expect(done.on('2026-03-06')).toBe('2026-03-13');
    expect(done.step('done', THURSDAY)).toBeNull();
  });

  it('is done ahead by date, and stays due for what was open before', () => {
    const ahead = kept(daily).take('done', MONDAY, day('2026-03-03'));

    expect(ahead.on('2026-03-02')).toBe('2026-03-02');
    expect(ahead.on('2026-03-03')).toBe('2026-03-02');
    expect(ahead.take('done', MONDAY).on('2026-03-03')).toBe('2026-03-04');
  });

  it('is opened again once without a date, then only by date', () => {
    const both = kept(daily).take('done', MONDAY).take('done', TUESDAY);
    const opened = both.take('reopen', TUESDAY);

    expect(opened.on('2026-03-03')).toBe('2026-03-03');
    expect(opened.step('reopen', TUESDAY)).toBeNull();
    const earlier = opened.take('reopen', TUESDAY, day('2026-03-02'));
    expect(earlier.rows).toHaveLength(0);
    expect(earlier.on('2026-03-03')).toBe('2026-03-03');
  });

  it('opens by date without losing sight of what was done last', () => {
    const both = kept(daily).take('done', MONDAY).take('done', TUESDAY);
    const opened = both.take('reopen', TUESDAY, day('2026-03-02'));

    expect(opened.task.lastSettled).toBe('2026-03-03');
    expect(opened.step('reopen', TUESDAY, day('2026-03-02'))).toBeNull();
    expect(opened.take('reopen', TUESDAY).rows).toHaveLength(0);
  });

  it('logs late what was missed', () => {
    const late = kept(daily).take('done', THURSDAY, day('2026-03-03'));

    expect(late.on('2026-03-05')).toBe('2026-03-05');
    expect(late.take('done', THURSDAY).on('2026-03-05')).toBe('2026-03-06');
  });

  it('turns what was skipped into done, and the reverse', () => {
    const skipped = kept(daily).take('skipped', MONDAY);
    const done = skipped.take('done', MONDAY, day('2026-03-02'));

    expect(skipped.task.lastCompletedAt).toBeNull();
    expect(done.task.lastCompletedAt).toEqual(MONDAY.now);
    expect(done.rows).toMatchObject([{ occurrence: '2026-03-02', state: 'done' }]);
    expect(done.take('skipped', MONDAY, day('2026-03-02')).task.lastCompletedAt).toBeNull();
  });

  it.each(['2026-03-03', '2026-02-23', '2026-03-17'])('knows no occurrence on %s', (date) => {
    expect(() => kept(weekly).step('done', MONDAY, day(date))).toThrow(OccurrenceUnknown);
    expect(() => kept(weekly).step('reopen', MONDAY, day(date))).toThrow(OccurrenceUnknown);
  });

  it('is done as a whole when nothing is left, since the last was done', () => {
    const once = kept({ ...daily, rrule: 'FREQ=DAILY;COUNT=2' }).take('done', MONDAY);
    const all = once.take('done', TUESDAY);

    expect(once.task.isDone).toBe(false);
    expect(all.task).toMatchObject({ isDone: true, completedAt: TUESDAY.now, upcoming: null });
    expect(all.step('done', THURSDAY)).toBeNull();
    expect(all.take('reopen', THURSDAY).task).toMatchObject({ isDone: false, completedAt: null });
  });

  it('is at its end where another zone puts its only occurrence behind that', () => {
    const berlin = buildTask(
      { ...daily, rrule: 'FREQ=DAILY;UNTIL=20260302T223000Z', dueTime: '23:30' },
      MONDAY,
    );
    const west = at('2026-03-02T08:00:00Z', { timeZone: 'America/Los_Angeles' });

    expect(berlin.isDone).toBe(false);
    expect(planned(berlin, History.EMPTY, west)).toMatchObject({ isDone: true, completedAt: west.now });
  });

  it('is settled at most a year of days ahead', () => {
    const [first] = kept(daily).take('skipped', MONDAY, day('2026-03-03')).rows;
    const ahead = Array.from({ length: 366 }, (_, i) => addDays(day('2026-03-03'), i));
    const task = new KeptTask(
      buildTask(daily, MONDAY),
      ahead.map((occurrence, i) => ({ ...first!, occurrence, taskVersion: i + 2 })),
    );

    expect(() => task.step('done', MONDAY, day('2027-05-01'))).toThrow(TooFarAhead);
    expect(task.take('done', MONDAY).on('2026-03-02')).toBe('2027-03-04');
  });
});

describe('a task that is counted from its completions', () => {
  const everyThree = {
    rrule: 'FREQ=DAILY;INTERVAL=3',
    dueDate: '2026-03-02',
    repeatFrom: 'completion',
  } as const;

  it('comes again so many days after it was done, late or early', () => {
    const late = kept(everyThree).take('done', THURSDAY);

    expect(late.on('2026-03-05')).toBe('2026-03-08');
    expect(late.take('done', at('2026-03-06T08:00:00Z')).on('2026-03-06')).toBe('2026-03-09');
  });

  it('stays due, however long, for the one that is open', () => {
    expect(kept(everyThree).on('2026-06-01')).toBe('2026-03-02');
  });

  it('counts a skip from what was skipped, or from today if that is later', () => {
    const friday = kept({ ...everyThree, dueDate: '2026-03-06' });

    expect(friday.take('skipped', MONDAY).on('2026-03-02')).toBe('2026-03-09');
    expect(kept(everyThree).take('skipped', THURSDAY).on('2026-03-05')).toBe('2026-03-08');
  });

  it('counts from the day on its own clock where it has one', () => {
    const night = at('2026-03-03T03:00:00Z');
    const task = kept({ ...everyThree, dueTime: '20:00', timeZone: 'America/New_York' });

    expect(task.take('done', night).task.upcoming?.[0]?.date).toBe('2026-03-05');
  });

  it('passes over a date that was done early', () => {
    const daily3 = kept({ ...everyThree, rrule: 'FREQ=DAILY', dueDate: '2026-03-04' });
    const early = daily3.take('done', MONDAY);

    expect(early.on('2026-03-02')).toBe('2026-03-03');
    expect(early.take('done', TUESDAY).on('2026-03-03')).toBe('2026-03-05');
  });

  it('lets only its last occurrence change', () => {
    const both = kept(everyThree).take('done', MONDAY).take('done', THURSDAY);

    expect(() => both.step('reopen', THURSDAY, day('2026-03-02'))).toThrow(OccurrenceSuperseded);
    expect(() => both.step('skipped', THURSDAY, day('2026-03-02'))).toThrow(OccurrenceSuperseded);
    expect(both.take('reopen', THURSDAY).on('2026-03-05')).toBe('2026-03-05');
    expect(() => both.step('done', THURSDAY, day('2026-03-11'))).toThrow(OccurrenceUnknown);
  });

  it('ends by its count and by its end', () => {
    const counted = kept({ ...everyThree, rrule: 'FREQ=DAILY;INTERVAL=3;COUNT=2' });
    const until = kept({ ...everyThree, rrule: 'FREQ=DAILY;INTERVAL=3;UNTIL=20260304' });

    expect(counted.take('done', MONDAY).task.isDone).toBe(false);
    expect(counted.take('done', MONDAY).take('done', THURSDAY).task.isDone).toBe(true);
    expect(until.take('done', MONDAY).task.isDone).toBe(true);
  });
});
