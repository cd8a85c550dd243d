import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TaskView } from '../../src/modules/widgets/types/todo/tasks.contract.js';
import { addTask } from '../factories/tasks.js';
import { signUp, type Person } from '../factories/users.js';
import { addWidget } from '../factories/widgets.js';
import { eventsOf } from '../support/event-rows.js';
import { FakeClock } from '../support/fake-clock.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

// A Monday.
const MORNING = '2026-03-02T07:30:00Z';

let app: TestApp;
let person: Person;
let widgetId: string;

beforeAll(async () => {
  app = await startTestApp({ clock: new FakeClock(MORNING), env: { ROLE: 'api', JWT_ACCESS_TTL: '86400' } });
  person = await signUp(app);
  widgetId = (await addWidget(person)).id;
});

afterAll(() => app.close());

describe('adding a task', () => {
  it('fills in what is left out and says where it is', async () => {
    const { status, data, headers, meta } = await person.api.post<TaskView>(`/widgets/${widgetId}/tasks`, {
      content: 'Write the report',
    });

    expect(status).toBe(201);
    expect(data).toEqual({
      id: expect.any(String),
      widgetId,
      content: 'Write the report',
      notes: null,
      priority: 3,
      category: null,
      labels: [],
      dueDate: null,
      dueTime: null,
      timeZone: null,
      rrule: null,
      repeatFrom: 'schedule',
      isDone: false,
      isOverdue: false,
      completedAt: null,
      lastCompletedAt: null,
      lastCompleted: null,
      nextOccurrence: null,
      version: 1,
      createdAt: '2026-03-02T07:30:00.000Z',
      updatedAt: '2026-03-02T07:30:00.000Z',
    });
    expect(headers.get('location')).toBe(`/api/v1/tasks/${data.id}`);
    expect(headers.get('etag')).toBe('"1"');
    expect(meta.events).toHaveLength(1);
    expect((await person.api.get(`/tasks/${data.id}`)).data).toEqual(data);
  });

  it('keeps everything that was said', async () => {
    const said = {
      content: 'Wasser für die Blumen 🌱',
      notes: 'first line\nsecond line',
      priority: 1,
      category: 'home',
      labels: ['plants', 'daily'],
      dueDate: '2026-03-02',
      dueTime: '18:00',
      timeZone: 'America/New_York',
      rrule: 'FREQ=DAILY',
      repeatFrom: 'completion',
    };

    const { id } = await addTask(person, widgetId, said);

    expect((await person.api.get(`/tasks/${id}`)).data).toMatchObject({
      ...said,
      nextOccurrence: { date: '2026-03-02', local: '2026-03-02T18:00', at: '2026-03-02T23:00:00.000Z' },
    });
  });

  it("lets a series without a date begin on the user's day", async () => {
    expect(await addTask(person, widgetId, { rrule: 'FREQ=WEEKLY' })).toMatchObject({
      dueDate: '2026-03-02',
    });
  });

  it('takes an id that the client made, once, and says nothing of whose a taken one is', async () => {
    const other = await signUp(app);
    const elsewhere = await addWidget(other);
    const id = randomUUID();

    expect(await addTask(person, widgetId, { id: id.toUpperCase() })).toMatchObject({ id });
    expect(
      await other.api.refused('POST', `/widgets/${elsewhere.id}/tasks`, { body: { content: 'x', id } }),
    ).toMatchObject({ status: 409, code: 'id_taken' });
  });

  it.each([
    [{ content: '' }, 'content'],
    [{ content: '   ' }, 'content'],
    [{ content: 'two\nlines' }, 'content'],
    [{ content: 'a\u0000b' }, 'content'],
    [{ content: 'x'.repeat(501) }, 'content'],
    [{ notes: 'a\u0000b' }, 'notes'],
    [{ notes: 'x'.repeat(10_001) }, 'notes'],
    [{ priority: 0 }, 'priority'],
    [{ priority: 6 }, 'priority'],
    [{ priority: null }, 'priority'],
    [{ labels: ['a', 'a'] }, 'labels'],
    [{ labels: Array.from({ length: 21 }, (_, i) => `l${i}`) }, 'labels'],
    [{ labels: ['a\u0000'] }, 'labels[0]'],
    [{ labels: null }, 'labels'],
    [{ dueDate: '2026-02-30' }, 'dueDate'],
    [{ dueTime: '08:00' }, 'dueTime'],
    [{ dueDate: '2026-03-02', dueTime: '8:00' }, 'dueTime'],
    [{ dueDate: '2026-03-02', timeZone: 'Mars/Base' }, 'timeZone'],
    [{ rrule: 'FREQ=MONTHLY;INTERVAL=0' }, 'rrule'],
    [{ rrule: 'FREQ=SECONDLY' }, 'rrule'],
    [{ rrule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }, 'rrule'],
    [{ rrule: 'FREQ=YEARLY;BYWEEKNO=53;BYMONTH=3' }, 'rrule'],
    [{ rrule: 'FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR;COUNT=9000000', dueDate: '0001-01-01' }, 'rrule'],
    [{ repeatFrom: 'whenever' }, 'repeatFrom'],
    [{ isDone: true }, 'isDone'],
    [{ userId: randomUUID() }, 'userId'],
    [{ id: 'mine' }, 'id'],
    [{ id: null }, 'id'],
  ])('refuses %j and names the field', async (given, field) => {
    const { status, details } = await person.api.refused('POST', `/widgets/${widgetId}/tasks`, {
      body: { content: 'x', ...given },
    });

    expect(status).toBe(422);
    expect(details.map((detail) => detail.field)).toContain(field);
  });

  it('says of labels what each must be', async () => {
    const { details } = await person.api.refused('POST', `/widgets/${widgetId}/tasks`, {
      body: { content: 'x', labels: ['good', 'x'.repeat(51)] },
    });

    expect(details).toEqual([{ field: 'labels[1]', message: 'must be at most 50 characters long' }]);
  });

  it('is only for to-do widgets', async () => {
    const tracker = await addWidget(person, { type: 'tracker' });

    expect(
      await person.api.refused('POST', `/widgets/${tracker.id}/tasks`, { body: { content: 'x' } }),
    ).toMatchObject({ status: 409, code: 'widget_type_mismatch' });
  });
});

describe('changing a task', () => {
  it('changes what is given and leaves the rest, and tells of just that', async () => {
    const task = await addTask(person, widgetId, { category: 'work', labels: ['a'] });

    const { data, headers } = await person.api.patch<TaskView>(`/tasks/${task.id}`, {
      content: 'Read',
      category: null,
    });

    expect(data).toEqual({ ...task, content: 'Read', category: null, version: 2 });
    expect(headers.get('etag')).toBe('"2"');
    const [event] = await eventsOf(app, person.id, 'task.updated.v1');
    expect(event?.payload).toEqual({
      taskId: task.id,
      widgetId,
      before: { content: 'Write the report', category: 'work' },
      after: { content: 'Read', category: null },
    });
  });

  it('is no change when nothing differs', async () => {
    const task = await addTask(person, widgetId);

    const { data, meta } = await person.api.patch<TaskView>(`/tasks/${task.id}`, { content: task.content });

    expect(data).toEqual(task);
    expect(meta.events).toBeUndefined();
  });

  it('is refused for a version that is not the present one', async () => {
    const task = await addTask(person, widgetId);
    await person.api.patch(`/tasks/${task.id}`, { priority: 1 }, { headers: { 'if-match': '"1"' } });

    const stale = { body: { priority: 2 }, headers: { 'if-match': '"1"' } };
    expect(await person.api.refused('PATCH', `/tasks/${task.id}`, stale)).toMatchObject({ status: 412 });
    expect(
      await person.api.refused('DELETE', `/tasks/${task.id}`, { headers: { 'if-match': '"1"' } }),
    ).toMatchObject({ status: 412 });
    expect((await person.api.get<TaskView>(`/tasks/${task.id}`)).data.priority).toBe(1);
  });

  it('answers 304 for those who have the version', async () => {
    const task = await addTask(person, widgetId);

    const headers = { 'if-none-match': '"1"' };
    expect((await person.api.raw('GET', `/tasks/${task.id}`, { headers })).status).toBe(304);
  });

  it("moves it to another of the user's to-do widgets, and to no other", async () => {
    const task = await addTask(person, widgetId);
    const [mine, tracker, foreign] = [
      await addWidget(person),
      await addWidget(person, { type: 'tracker' }),
      await addWidget(await signUp(app)),
    ];

    expect((await person.api.patch<TaskView>(`/tasks/${task.id}`, { widgetId: mine.id })).data.widgetId).toBe(
      mine.id,
    );
    expect((await person.api.get<TaskView[]>(`/widgets/${mine.id}/tasks`)).data).toHaveLength(1);
    for (const [id, status] of [
      [tracker.id, 409],
      [foreign.id, 404],
    ] as const) {
      expect(
        await person.api.refused('PATCH', `/tasks/${task.id}`, { body: { widgetId: id } }),
      ).toMatchObject({ status });
    }
  });

  it.each([
    [{ content: null }, 'content'],
    [{ priority: 9 }, 'priority'],
    [{ dueTime: '08:00' }, 'dueTime'],
    [{ rrule: 'FREQ=DAILY', dueDate: null }, 'dueDate'],
    [{ rrule: 'FREQ=HOURLY' }, 'rrule'],
    [{ widgetId: null }, 'widgetId'],
    [{ version: 7 }, 'version'],
  ])('refuses %j and names the field', async (body, field) => {
    const task = await addTask(person, widgetId);

    const { status, details } = await person.api.refused('PATCH', `/tasks/${task.id}`, { body });

    expect(status).toBe(422);
    expect(details.map((detail) => detail.field)).toContain(field);
  });
});

describe('a rule that is put on a task, changed or taken away', () => {
  it('begins anew where the date is changed', async () => {
    const task = await addTask(person, widgetId, { rrule: 'FREQ=WEEKLY', dueDate: '2026-03-02' });
    await person.api.post(`/tasks/${task.id}/complete`);

    const { data } = await person.api.patch<TaskView>(`/tasks/${task.id}`, { dueDate: '2026-03-05' });

    expect(data).toMatchObject({ dueDate: '2026-03-05', nextOccurrence: { date: '2026-03-05' } });
  });

  it('counts a task that was done already as its own first occurrence', async () => {
    const task = await addTask(person, widgetId, { dueDate: '2026-03-02' });
    await person.api.post(`/tasks/${task.id}/complete`);

    const { data } = await person.api.patch<TaskView>(`/tasks/${task.id}`, { rrule: 'FREQ=WEEKLY' });

    expect(data).toMatchObject({
      isDone: false,
      completedAt: null,
      lastCompletedAt: '2026-03-02T07:30:00.000Z',
      nextOccurrence: { date: '2026-03-09' },
    });
    expect((await person.api.post<TaskView>(`/tasks/${task.id}/reopen`)).data.nextOccurrence?.date).toBe(
      '2026-03-02',
    );
  });

  it('leaves the occurrence that comes next where it is taken away', async () => {
    const task = await addTask(person, widgetId, { rrule: 'FREQ=DAILY', dueDate: '2026-02-01' });
    await person.api.post(`/tasks/${task.id}/complete`);

    const { data } = await person.api.patch<TaskView>(`/tasks/${task.id}`, { rrule: null });

    expect(data).toMatchObject({ rrule: null, dueDate: '2026-03-03', isDone: false });
    expect((await person.api.post<TaskView>(`/tasks/${task.id}/complete`)).data.isDone).toBe(true);
  });

  it('goes on where its end is moved', async () => {
    const task = await addTask(person, widgetId, { rrule: 'FREQ=DAILY;COUNT=1', dueDate: '2026-03-02' });
    expect((await person.api.post<TaskView>(`/tasks/${task.id}/complete`)).data.isDone).toBe(true);

    const { data } = await person.api.patch<TaskView>(`/tasks/${task.id}`, { rrule: 'FREQ=DAILY;COUNT=2' });

    expect(data).toMatchObject({ isDone: false, nextOccurrence: { date: '2026-03-03' } });
  });
});

describe('deleting', () => {
  it('removes a task and tells what it was', async () => {
    const task = await addTask(person, widgetId);

    expect(await person.api.delete(`/tasks/${task.id}`)).toMatchObject({ status: 200, data: null });
    expect(await person.api.refused('GET', `/tasks/${task.id}`)).toMatchObject({
      status: 404,
      code: 'task_not_found',
    });
    const [event] = await eventsOf(app, person.id, 'task.deleted.v1');
    expect(event?.payload).toEqual({ taskId: task.id, widgetId, before: task });
  });

  it('of a widget takes its tasks out of sight everywhere', async () => {
    const widget = await addWidget(person);
    const task = await addTask(person, widget.id, { dueDate: '2026-03-02', category: 'gone' });
    await person.api.delete(`/widgets/${widget.id}`);

    for (const [method, path] of [
      ['GET', ''],
      ['PATCH', ''],
      ['DELETE', ''],
      ['POST', '/complete'],
      ['GET', '/occurrences'],
    ] as const) {
      const body = method === 'GET' ? undefined : {};
      expect(await person.api.refused(method, `/tasks/${task.id}${path}`, { body })).toMatchObject({
        status: 404,
      });
    }
    for (const view of ['today', 'overdue', 'upcoming', 'open', 'done', 'all']) {
      const { data } = await person.api.get<TaskView[]>(`/tasks?view=${view}&category=gone`);
      expect(data).toEqual([]);
    }
  });
});

describe('a task of somebody else', () => {
  it('does not exist, and nothing happens to it', async () => {
    const task = await addTask(person, widgetId, { rrule: 'FREQ=DAILY' });
    const other = await signUp(app);

    for (const [method, path, body] of [
      ['GET', `/tasks/${task.id}`],
      ['PATCH', `/tasks/${task.id}`, { content: 'x' }],
      ['DELETE', `/tasks/${task.id}`],
      ['POST', `/tasks/${task.id}/complete`, {}],
      ['POST', `/tasks/${task.id}/reopen`, {}],
      ['POST', `/tasks/${task.id}/skip`, {}],
      ['GET', `/tasks/${task.id}/occurrences`],
      ['GET', `/widgets/${widgetId}/tasks`],
      ['POST', `/widgets/${widgetId}/tasks`, { content: 'x' }],
    ] as const) {
      expect(await other.api.refused(method, path, { body })).toMatchObject({ status: 404 });
      expect(await other.api.as().refused(method, path, { body })).toMatchObject({ status: 401 });
    }
    expect((await person.api.get(`/tasks/${task.id}`)).data).toEqual(task);
  });
});
