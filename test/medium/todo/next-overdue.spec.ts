import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { TODO_ATTENTION } from '../../../src/modules/widgets/types/todo/todo-sql.js';
import { addTask } from '../../factories/tasks.js';
import { signUp, type Person } from '../../factories/users.js';
import { addWidget } from '../../factories/widgets.js';
import { FakeClock } from '../../support/fake-clock.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

let app: TestApp;
let person: Person;
let widgetId: string;

beforeAll(async () => {
  app = await startTestApp({ clock: new FakeClock('2026-03-02T00:00:00Z'), env: { ROLE: 'api' } });
  person = await signUp(app, { timeZone: 'Europe/Berlin' });
  widgetId = (await addWidget(person)).id;
  const add = (given: Record<string, unknown>): Promise<{ id: string }> => addTask(person, widgetId, given);
  await add({ dueDate: '2026-03-02' });
  await add({ dueDate: '2026-02-27', dueTime: '10:00' });
  await add({ dueDate: '2026-02-28', dueTime: '11:00', rrule: 'FREQ=DAILY' });
  await add({ dueDate: '2026-03-02', dueTime: '20:00', timeZone: 'Asia/Tokyo' });
  await add({ dueDate: '2026-03-03', dueTime: '00:30' });
  const done = await add({ dueDate: '2026-03-02', dueTime: '09:00' });
  await person.api.post(`/tasks/${done.id}/complete`);
});

afterAll(() => app.close());

it.each([
  ['2026-03-02T05:00:00Z', '2026-03-02T10:00:00Z'],
  ['2026-03-02T09:59:59Z', '2026-03-02T10:00:00Z'],
  ['2026-03-02T10:00:00Z', '2026-03-02T11:00:00Z'],
  ['2026-03-02T11:00:00Z', null],
])('the next task to become overdue within the day does so, seen at %s, at %s', async (now, expected) => {
  const [row] = await app.app.get(DataSource).query<{ at: Date | null }[]>(
    `WITH day (date, starts_at, ends_at, now) AS (
       SELECT '2026-03-02'::date, '2026-03-01T23:00:00Z'::timestamptz, '2026-03-02T23:00:00Z'::timestamptz, $2::timestamptz
     ), asked (widget_id, type, settings) AS (SELECT id, type, settings FROM widgets WHERE id = $1)
     SELECT changes_at AS at FROM (${TODO_ATTENTION}) attention`,
    [widgetId, now],
  );

  expect(row?.at).toEqual(expected && new Date(expected));
});
