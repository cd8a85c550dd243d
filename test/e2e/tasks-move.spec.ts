import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { TokensView } from '../../src/modules/auth/auth.contract.js';
import type { NewCalendarFeedView } from '../../src/modules/widgets/feed/calendar-feeds.contract.js';
import type { TimelineEntry } from '../../src/modules/widgets/types/todo/series/timeline.js';
import type { TaskStepView } from '../../src/modules/widgets/types/todo/task-view.js';
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
let clock: FakeClock;
let person: Person;
let widgetId: string;

beforeAll(async () => {
  clock = new FakeClock(MORNING);
  app = await startTestApp({ clock, env: { ROLE: 'api', JWT_ACCESS_TTL: '86400' } });
});

beforeEach(async () => {
  clock.set(MORNING);
  person = await signUp(app, { timeZone: 'Europe/Berlin' });
  widgetId = (await addWidget(person)).id;
});

afterAll(() => app.close());

/** The same person at a later moment, when their access token would have expired. */
async function goTo(now: string): Promise<void> {
  clock.set(now);
  const { email, password } = person;
  const nobody = person.api.as();
  const { data } = await nobody.post<{ tokens: TokensView }>('/auth/login', { email, password });
  person = { ...person, api: nobody.as(data.tokens.accessToken) };
}

const weekly = (given: Record<string, unknown> = {}): Promise<TaskView> =>
  addTask(person, widgetId, { rrule: 'FREQ=WEEKLY', dueDate: '2026-03-02', dueTime: '09:00', ...given });

const step = async (
  { id }: { id: string },
  verb: string,
  body: Record<string, unknown> = {},
): Promise<TaskStepView> => (await person.api.post<TaskStepView>(`/tasks/${id}/${verb}`, body)).data;

const move = (
  task: { id: string },
  occurrence: string,
  dueDate: string,
  dueTime?: string,
): Promise<TaskStepView> =>
  step(task, 'move', { occurrence, dueDate, ...(dueTime === undefined ? {} : { dueTime }) });

const timeline = async (
  { id }: { id: string },
  from = '2026-03-01',
  before = '2026-04-01',
): Promise<string[]> =>
  (await person.api.get<TimelineEntry[]>(`/tasks/${id}/occurrences?from=${from}&before=${before}`)).data.map(
    ({ date, local, state }) => `${date.slice(5)} at ${local.slice(5)} ${state}`,
  );

const listed = async (view: string, date = ''): Promise<string[]> =>
  (await person.api.get<TaskView[]>(`/tasks?view=${view}${date && `&date=${date}`}`)).data.map(
    ({ nextOccurrence }) => nextOccurrence?.local ?? 'none',
  );

describe('moving one occurrence', () => {
  it('shows it on its new day and time, under its id, and leaves the series', async () => {
    const task = await weekly();
    await step(task, 'complete');
    const [, second] = (
      await person.api.get<TimelineEntry[]>(`/tasks/${task.id}/occurrences?from=2026-03-02`)
    ).data;
    const moved = await move(task, '2026-03-09', '2026-03-11', '15:00');

    expect(moved.occurrence).toEqual({
      id: second?.id,
      date: '2026-03-09',
      local: '2026-03-11T15:00',
      at: '2026-03-11T14:00:00.000Z',
      state: 'open',
    });
    expect(moved).toMatchObject({ dueDate: '2026-03-02', rrule: 'FREQ=WEEKLY', version: 3 });
    expect(moved.nextOccurrence).toMatchObject({ id: second?.id, local: '2026-03-11T15:00' });
    expect(await timeline(task)).toEqual([
      '03-02 at 03-02T09:00 done',
      '03-09 at 03-11T15:00 open',
      '03-16 at 03-16T09:00 open',
      '03-23 at 03-23T09:00 open',
      '03-30 at 03-30T09:00 open',
    ]);
    expect(await timeline(task, '2026-03-09', '2026-03-11')).toEqual([]);
    expect(await timeline(task, '2026-03-11', '2026-03-12')).toHaveLength(1);
  });

  it('makes it due, overdue and done where it was moved to', async () => {
    const task = await weekly();
    await step(task, 'complete');
    await move(task, '2026-03-09', '2026-03-11', '15:00');

    expect(await listed('upcoming')).toEqual(['2026-03-11T15:00']);
    expect(await listed('today', '2026-03-09')).toEqual([]);
    await goTo('2026-03-11T13:59:00Z');
    expect([await listed('today'), await listed('overdue')]).toEqual([['2026-03-11T15:00'], []]);
    await goTo('2026-03-11T14:00:00Z');
    expect(await listed('overdue')).toEqual(['2026-03-11T15:00']);
    const { data } = await person.api.get<{ counts: object; tasks: object[] }>(`/widgets/${widgetId}/data`);
    expect(data).toMatchObject({
      counts: { dueToday: 0, overdue: 1 },
      tasks: [{ isOverdue: true, occurrence: { date: '2026-03-09', local: '2026-03-11T15:00' } }],
    });
    const done = await step(task, 'complete');
    expect(done).toMatchObject({
      occurrence: { date: '2026-03-09', local: '2026-03-11T15:00', state: 'done' },
      lastCompleted: { local: '2026-03-11T15:00' },
      nextOccurrence: { local: '2026-03-16T09:00' },
    });
    expect((await timeline(task))[1]).toBe('03-09 at 03-11T15:00 done');
    expect(await step(task, 'reopen', { occurrence: '2026-03-09' })).toMatchObject({
      occurrence: { state: 'open', local: '2026-03-11T15:00' },
      nextOccurrence: { local: '2026-03-11T15:00' },
    });
  });

  it('can be moved again, by either of its days, and back', async () => {
    const task = await weekly();
    await move(task, '2026-03-09', '2026-03-11');
    await move(task, '2026-03-11', '2026-03-12', '08:00');

    expect((await timeline(task))[1]).toBe('03-09 at 03-12T08:00 open');
    const back = await move(task, '2026-03-09', '2026-03-09');
    expect((await timeline(task))[1]).toBe('03-09 at 03-09T09:00 open');
    expect(back.undo?.body).toEqual({ occurrence: '2026-03-09', dueDate: '2026-03-12', dueTime: '08:00' });
    await person.api.post(back.undo!.path.replace('/api/v1', ''), back.undo?.body);
    expect((await timeline(task))[1]).toBe('03-09 at 03-12T08:00 open');
    const { version } = await move(task, '2026-03-09', '2026-03-12', '08:00');
    expect(version).toBe(5);
  });

  it('onto a day that has another occurrence leaves both to be done, one after the other', async () => {
    const task = await weekly();
    await step(task, 'complete');
    await move(task, '2026-03-16', '2026-03-09', '08:00');
    await goTo('2026-03-09T10:00:00Z');

    expect(await listed('today')).toEqual(['2026-03-09T08:00']);
    expect((await step(task, 'complete')).nextOccurrence).toMatchObject({ local: '2026-03-09T09:00' });
    expect(await listed('today')).toEqual(['2026-03-09T09:00']);
    await step(task, 'complete', { occurrence: '2026-03-09' });
    expect(await timeline(task)).toEqual([
      '03-02 at 03-02T09:00 done',
      '03-16 at 03-09T08:00 done',
      '03-09 at 03-09T09:00 done',
      '03-23 at 03-23T09:00 open',
      '03-30 at 03-30T09:00 open',
    ]);
  });

  it('past others is not missed with them, and leaves them alone when it is done', async () => {
    const task = await weekly();
    await step(task, 'complete');
    await move(task, '2026-03-09', '2026-03-24');
    await goTo('2026-03-17T10:00:00Z');

    expect(await listed('today')).toEqual(['2026-03-16T09:00']);
    await step(task, 'complete');
    await goTo('2026-03-24T10:00:00Z');
    expect(await listed('today')).toEqual(['2026-03-24T09:00']);
    expect(await step(task, 'complete')).toMatchObject({ nextOccurrence: { local: '2026-03-23T09:00' } });
    expect(await listed('overdue')).toEqual(['2026-03-23T09:00']);
  });

  it('is recorded as an event with both places', async () => {
    const task = await weekly();
    await move(task, '2026-03-09', '2026-03-11', '15:00');
    const [event] = await eventsOf(app, person.id, 'task.moved.v1');

    expect(event?.payload).toMatchObject({
      taskId: task.id,
      widgetId,
      occurrence: '2026-03-09',
      before: { dueDate: '2026-03-09', dueTime: '09:00' },
      after: { dueDate: '2026-03-11', dueTime: '15:00' },
    });
  });

  it('is refused for what is done, for what is no occurrence, and for a task that does not recur', async () => {
    const task = await weekly();
    const once = await addTask(person, widgetId, { dueDate: '2026-03-09' });
    await step(task, 'complete');
    await step(task, 'skip', { occurrence: '2026-03-16' });
    const refused = (id: string, body: object): Promise<object> =>
      person.api.refused('POST', `/tasks/${id}/move`, { body });
    const to = { dueDate: '2026-03-12' };

    for (const occurrence of ['2026-03-02', '2026-03-16'])
      expect(await refused(task.id, { occurrence, ...to })).toMatchObject({
        status: 409,
        code: 'occurrence_settled',
      });
    expect(await refused(task.id, { occurrence: '2026-03-10', ...to })).toMatchObject({ status: 422 });
    expect(await refused(task.id, { occurrence: '2026-03-09' })).toMatchObject({ status: 422 });
    expect(await refused(task.id, { occurrence: '2026-03-09', dueDate: '2026-02-30' })).toMatchObject({
      status: 422,
    });
    expect(await refused(once.id, { occurrence: '2026-03-09', ...to })).toMatchObject({
      status: 409,
      message: expect.stringContaining('PATCH dueDate'),
    });
    await person.api.post(`/tasks/${once.id}/complete`);
    const stranger = await signUp(app);
    expect(
      await stranger.api.refused('POST', `/tasks/${task.id}/move`, {
        body: { occurrence: '2026-03-09', ...to },
      }),
    ).toMatchObject({ status: 404 });
  });

  it('is kept by a new rule that names its day, and dropped by another', async () => {
    const task = await weekly();
    await move(task, '2026-03-09', '2026-03-11');
    await person.api.patch(`/tasks/${task.id}`, { rrule: 'FREQ=DAILY' });
    expect(await timeline(task, '2026-03-09', '2026-03-12')).toEqual([
      '03-10 at 03-10T09:00 open',
      '03-09 at 03-11T09:00 open',
      '03-11 at 03-11T09:00 open',
    ]);
    await person.api.patch(`/tasks/${task.id}`, { rrule: 'FREQ=MONTHLY' });
    await person.api.patch(`/tasks/${task.id}`, { rrule: 'FREQ=WEEKLY' });
    expect((await timeline(task))[1]).toBe('03-09 at 03-09T09:00 open');
  });

  it('leaves the moved day to a task that recurs no more', async () => {
    const task = await weekly();
    await step(task, 'complete');
    await move(task, '2026-03-09', '2026-03-11', '15:00');
    const { data } = await person.api.patch<TaskView>(`/tasks/${task.id}`, { rrule: null });

    expect(data).toMatchObject({ dueDate: '2026-03-11', dueTime: '15:00', rrule: null });
  });

  it('moves the open one of a task that is counted from its completion', async () => {
    const task = await weekly({ repeatFrom: 'completion', dueTime: null });
    expect(await move(task, '2026-03-02', '2026-03-04')).toMatchObject({
      nextOccurrence: { date: '2026-03-02', local: '2026-03-04' },
    });
    await goTo('2026-03-04T10:00:00Z');
    expect(await listed('today')).toEqual(['2026-03-04']);
    expect(await step(task, 'complete')).toMatchObject({
      occurrence: { date: '2026-03-02', local: '2026-03-04', state: 'done' },
      nextOccurrence: { date: '2026-03-11' },
    });
    expect(await timeline(task)).toEqual(['03-02 at 03-04 done', '03-11 at 03-11 open']);
  });

  it('is an override in the calendar feed', async () => {
    const task = await weekly();
    await move(task, '2026-03-09', '2026-03-11', '15:00');
    const { path } = (await person.api.post<NewCalendarFeedView>('/calendar/feed')).data;
    const text = await (await fetch(new URL(path, app.url))).text();

    expect(text).toContain('RECURRENCE-ID;TZID=Europe/Berlin:20260309T090000');
    expect(text).toContain('DTSTART;TZID=Europe/Berlin:20260311T150000');
  });
});
