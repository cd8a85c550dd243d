import { describe, expect, it } from '@jest/globals';
import { at, buildTask } from '../../../../../test/factories/tasks.js';
import { InvalidError } from '../../../../common/errors/app-error.js';
import { changedFields, newFields, type TaskFields } from './task-fields.js';

const NOON = at('2026-03-02T11:00:00Z');
const fields = (given: Partial<TaskFields> = {}): TaskFields => ({
  content: 'Write',
  priority: 3,
  labels: [],
  repeatFrom: 'schedule',
  ...given,
});

function fieldOf(work: () => unknown): string | undefined {
  try {
    work();
  } catch (error) {
    if (error instanceof InvalidError) return error.details[0]?.field;
  }
  return undefined;
}

describe('the fields of a new task', () => {
  it('are nothing where nothing was said', () => {
    expect(newFields(fields(), NOON)).toEqual({
      content: 'Write',
      notes: null,
      priority: 3,
      category: null,
      labels: [],
      dueDate: null,
      dueTime: null,
      timeZone: null,
      rrule: null,
      repeatFrom: 'schedule',
    });
  });

  it('let a series begin on the day of its user', () => {
    const late = at('2026-03-02T23:30:00Z');
    const given = fields({ rrule: 'FREQ=DAILY', dueTime: '08:00' });

    expect(newFields(given, late)).toMatchObject({ dueDate: '2026-03-03', dueTime: '08:00' });
    expect(newFields({ ...given, dueDate: '2026-01-31' }, late).dueDate).toBe('2026-01-31');
  });

  it.each([
    [{ dueTime: '08:00' }, 'dueTime'],
    [{ rrule: 'FREQ=HOURLY' }, 'rrule'],
    [{ rrule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }, 'rrule'],
    [{ rrule: 'FREQ=DAILY;UNTIL=20260101' }, 'rrule'],
  ])('are refused where they say nothing together: %j', (given, field) => {
    expect(fieldOf(() => newFields(fields(given), NOON))).toBe(field);
  });
});

describe('changed fields', () => {
  const daily = buildTask({ rrule: 'FREQ=DAILY', dueDate: '2026-03-01', dueTime: '08:00' }, NOON);

  it('leave what was not given', () => {
    const task = buildTask({ dueDate: '2026-03-04', dueTime: '08:00', category: 'work' });
    const changes = { content: 'Read', notes: undefined } as never;

    expect(changedFields(task, changes, NOON)).toEqual({ ...task, content: 'Read' });
  });

  it('take the time away with the date', () => {
    const task = buildTask({ dueDate: '2026-03-04', dueTime: '08:00' });

    expect(changedFields(task, { dueDate: null }, NOON)).toMatchObject({ dueDate: null, dueTime: null });
    expect(fieldOf(() => changedFields(task, { dueDate: null, dueTime: '09:00' }, NOON))).toBe('dueTime');
  });

  it('leave the occurrence that is due where the rule is taken away', () => {
    expect(changedFields(daily, { rrule: null }, NOON)).toMatchObject({ rrule: null, dueDate: '2026-03-02' });
    expect(changedFields(daily, { rrule: null, dueDate: null }, NOON).dueDate).toBeNull();
    const over = { ...daily, upcoming: null, upcomingDueOn: null };
    expect(changedFields(over, { rrule: null }, NOON).dueDate).toBe('2026-03-01');
  });

  it('begin a series at the date that there is, or else today', () => {
    expect(changedFields(buildTask({ dueDate: '2026-03-09' }), { rrule: 'FREQ=DAILY' }, NOON).dueDate).toBe(
      '2026-03-09',
    );
    expect(changedFields(buildTask(), { rrule: 'FREQ=DAILY' }, NOON).dueDate).toBe('2026-03-02');
  });

  it.each([
    [{ dueDate: null }, 'dueDate'],
    [{ rrule: 'FREQ=DAILY', dueDate: null }, 'dueDate'],
    [{ rrule: 'FREQ=DAILY;BYHOUR=1' }, 'rrule'],
  ])('are refused where a recurring task would lose what it needs: %j', (changes, field) => {
    expect(fieldOf(() => changedFields(daily, changes, NOON))).toBe(field);
  });
});
