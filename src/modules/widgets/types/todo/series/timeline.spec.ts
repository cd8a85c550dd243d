import { describe, expect, it } from '@jest/globals';
import { KeptTask } from '../../../../../../test/factories/kept-task.js';
import { at, buildTask, day } from '../../../../../../test/factories/tasks.js';
import type { PlanContext } from './plan.js';
import { timelineOf } from './timeline.js';

const MONDAY = at('2026-03-02T08:00:00Z');
const TUESDAY = at('2026-03-03T08:00:00Z');
const THURSDAY = at('2026-03-05T08:00:00Z');

function statesOf(
  { task, rows, history }: KeptTask,
  context: PlanContext,
  { from = '2026-03-01', before = '2026-03-08', limit = 100 } = {},
): { states: string[]; truncated: boolean } {
  const window = { from: day(from), before: day(before), limit };
  const settled = rows
    .filter(({ occurrence }) => occurrence >= window.from && occurrence < window.before)
    .sort((a, b) => (a.occurrence < b.occurrence ? -1 : 1));
  const { entries, truncated } = timelineOf(task, { history, settled }, { window, context });
  return { states: entries.map(({ date, state }) => `${date.slice(-2)} ${state}`), truncated };
}

const kept = (given: Parameters<typeof buildTask>[0]): KeptTask => new KeptTask(buildTask(given, MONDAY));
const daily = { rrule: 'FREQ=DAILY', dueDate: '2026-03-02' };

describe('the timeline of a recurring task', () => {
  it('tells what was done, skipped and missed, and what is open', () => {
    const task = kept(daily).take('done', MONDAY).take('skipped', TUESDAY);

    expect(statesOf(task, THURSDAY).states).toEqual([
      '02 done',
      '03 skipped',
      '04 missed',
      '05 open',
      '06 open',
      '07 open',
    ]);
  });

  it('has what was passed over as missed once a later one was done', () => {
    const task = kept(daily).take('done', THURSDAY);

    expect(statesOf(task, THURSDAY).states.slice(0, 4)).toEqual([
      '02 missed',
      '03 missed',
      '04 missed',
      '05 done',
    ]);
  });

  it('keeps what was done by a rule that the task has no more', () => {
    const done = kept(daily).take('done', MONDAY).take('done', TUESDAY);
    const changed = new KeptTask({ ...done.task, rrule: 'FREQ=WEEKLY;BYDAY=FR' }, done.rows);

    expect(statesOf(changed, THURSDAY).states).toEqual(['02 done', '03 done', '06 open']);
  });

  it('says when there is more than was asked for', () => {
    expect(statesOf(kept(daily), MONDAY, { limit: 2 })).toEqual({
      states: ['02 open', '03 open'],
      truncated: true,
    });
    const ahead = kept({ ...daily, rrule: 'FREQ=DAILY;COUNT=1' }).take('done', MONDAY);
    const more = new KeptTask(ahead.task, [
      ...ahead.rows,
      { ...ahead.rows[0]!, occurrence: day('2026-03-04') },
    ]);
    expect(statesOf(more, MONDAY, { limit: 1 })).toEqual({ states: ['02 done'], truncated: true });
  });

  it('knows of a task that is counted from its completions only the one that is open', () => {
    const task = kept({ ...daily, repeatFrom: 'completion' }).take('done', MONDAY);

    expect(statesOf(task, TUESDAY).states).toEqual(['02 done', '03 open']);
    expect(statesOf(task, TUESDAY, { from: '2026-03-04' }).states).toEqual([]);
  });
});

describe('the timeline of a task that does not recur', () => {
  it('is its date, open or done', () => {
    const task = kept({ dueDate: '2026-03-04' });

    expect(statesOf(task, MONDAY)).toEqual({ states: ['04 open'], truncated: false });
    expect(statesOf(task.take('done', MONDAY), MONDAY).states).toEqual(['04 done']);
    expect(statesOf(task, MONDAY, { before: '2026-03-04' }).states).toEqual([]);
  });

  it('is empty without a date', () => {
    expect(statesOf(kept({}), MONDAY).states).toEqual([]);
  });
});
