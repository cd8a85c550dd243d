import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { TokensView } from '../../src/modules/auth/auth.contract.js';
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

beforeAll(async () => {
  clock = new FakeClock(MORNING);
  app = await startTestApp({ clock, env: { ROLE: 'api', JWT_ACCESS_TTL: '86400' } });
});

beforeEach(() => {
  clock.set(MORNING);
});

afterAll(() => app.close());

/** Somebody in a zone with a to-do widget, at a moment. */
async function somebody(
  now = MORNING,
  timeZone = 'Europe/Berlin',
): Promise<{ person: Person; widgetId: string }> {
  clock.set(now);
  const person = await signUp(app, { timeZone });
  return { person, widgetId: (await addWidget(person)).id };
}

/** The same person at a later moment, when their access token would have expired. */
async function later(person: Person, now: string): Promise<Person> {
  clock.set(now);
  const { email, password } = person;
  const nobody = person.api.as();
  const { data } = await nobody.post<{ tokens: TokensView }>('/auth/login', { email, password });
  return { ...person, api: nobody.as(data.tokens.accessToken) };
}

const step = async (
  { api }: Person,
  { id }: TaskView,
  verb: string,
  occurrence?: string,
): Promise<TaskView> =>
  (await api.post<TaskView>(`/tasks/${id}/${verb}`, occurrence === undefined ? {} : { occurrence })).data;

const timeline = async (
  { api }: Person,
  { id }: TaskView,
  from: string,
  before: string,
): Promise<TimelineEntry[]> =>
  (await api.get<TimelineEntry[]>(`/tasks/${id}/occurrences?from=${from}&before=${before}`)).data;

describe('a recurring task', () => {
  it('keeps its time on the wall clock when the clock changes', async () => {
    const { person, widgetId } = await somebody('2026-10-24T04:00:00Z');
    const task = await addTask(person, widgetId, {
      rrule: 'FREQ=DAILY',
      dueDate: '2026-10-24',
      dueTime: '06:45',
    });

    expect(task.nextOccurrence?.at).toBe('2026-10-24T04:45:00.000Z');
    expect((await step(person, task, 'complete')).nextOccurrence?.at).toBe('2026-10-25T05:45:00.000Z');
  });

  it('keeps to the end of shorter months and comes back to the 31st', async () => {
    const { person, widgetId } = await somebody('2027-01-31T09:00:00Z');
    const rrule = 'FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1';
    let task = await addTask(person, widgetId, { rrule, dueDate: '2027-01-31' });

    const dates = [task.nextOccurrence?.date];
    for (let i = 0; i < 3; i += 1) {
      task = await step(person, task, 'complete', task.nextOccurrence?.date);
      dates.push(task.nextOccurrence?.date);
    }
    expect(dates).toEqual(['2027-01-31', '2027-02-28', '2027-03-31', '2027-04-30']);
  });

  it.each([
    ['Australia/Sydney', '2023-09-30', '2023-10-01'],
    ['Pacific/Auckland', '2022-09-24', '2022-09-25'],
  ])('counts days of the calendar in %s, also where the clock goes forward', async (timeZone, date, next) => {
    const { person, widgetId } = await somebody(`${date}T01:00:00Z`, timeZone);
    const task = await addTask(person, widgetId, { rrule: 'FREQ=DAILY', dueDate: date });

    expect((await step(person, task, 'complete')).nextOccurrence?.date).toBe(next);
  });

  it('has one open successor, the same one, however often it is done and opened again', async () => {
    const { person, widgetId } = await somebody();
    const task = await addTask(person, widgetId, { rrule: 'FREQ=DAILY', dueDate: '2026-03-02' });

    const done = await step(person, task, 'complete');
    const open = await step(person, task, 'reopen');
    const again = await step(person, task, 'complete');

    expect(open.nextOccurrence).toEqual(task.nextOccurrence);
    expect(again.nextOccurrence).toEqual(done.nextOccurrence);
    const [first, second] = await timeline(person, task, '2026-03-02', '2026-03-04');
    expect(first).toEqual({ ...task.nextOccurrence, state: 'done' });
    expect(second).toEqual({ ...done.nextOccurrence, state: 'open' });
  });

  it('has one effect for two requests, and tells of it once', async () => {
    const { person, widgetId } = await somebody();
    const task = await addTask(person, widgetId, { rrule: 'FREQ=DAILY', dueDate: '2026-03-02' });

    const answers = [await step(person, task, 'complete'), await step(person, task, 'complete')];

    expect(answers[0]).toEqual(answers[1]);
    expect(await eventsOf(app, person.id, 'task.completed.v1')).toEqual([
      {
        type: 'task.completed.v1',
        actorId: person.id,
        payload: {
          taskId: task.id,
          widgetId,
          occurrence: '2026-03-02',
          isDone: false,
          nextOccurrence: answers[0]?.nextOccurrence,
        },
      },
    ]);
  });

  it('is skipped and opened again, each told of once', async () => {
    const { person, widgetId } = await somebody();
    const task = await addTask(person, widgetId, { rrule: 'FREQ=DAILY', dueDate: '2026-03-02' });

    const skipped = await step(person, task, 'skip');
    expect(await step(person, task, 'skip', '2026-03-02')).toEqual(skipped);
    expect(skipped.nextOccurrence?.date).toBe('2026-03-03');
    expect((await step(person, task, 'reopen')).nextOccurrence?.date).toBe('2026-03-02');
    expect(
      (await eventsOf(app, person.id)).map(({ type }) => type).filter((type) => type.startsWith('task.')),
    ).toEqual(['task.created.v1', 'task.skipped.v1', 'task.reopened.v1']);
  });

  it('comes so many days after it was done where it is counted from that', async () => {
    const { person, widgetId } = await somebody();
    const given = { rrule: 'FREQ=DAILY;INTERVAL=3', dueDate: '2026-02-20', repeatFrom: 'completion' };
    const task = await addTask(person, widgetId, given);

    expect((await step(person, task, 'complete')).nextOccurrence?.date).toBe('2026-03-05');
    const saturday = await later(person, '2026-03-07T08:00:00Z');
    expect((await step(saturday, task, 'complete')).nextOccurrence?.date).toBe('2026-03-10');
  });

  it('is done as a whole when its rule is at the end', async () => {
    const { person, widgetId } = await somebody();
    const task = await addTask(person, widgetId, { rrule: 'FREQ=DAILY;COUNT=2', dueDate: '2026-03-01' });

    expect(await step(person, task, 'complete')).toMatchObject({
      isDone: true,
      completedAt: '2026-03-02T07:30:00.000Z',
      nextOccurrence: null,
    });
    expect(await step(person, task, 'reopen')).toMatchObject({ isDone: false, completedAt: null });
  });

  it('shows what became of each day, and what is to come', async () => {
    const { person, widgetId } = await somebody('2026-02-28T08:00:00Z');
    const task = await addTask(person, widgetId, {
      rrule: 'FREQ=DAILY',
      dueDate: '2026-02-26',
      dueTime: '09:00',
    });
    await step(person, task, 'complete', '2026-02-26');

    const entries = await timeline(await later(person, MORNING), task, '2026-02-26', '2026-03-04');

    expect(entries.map(({ date, state }) => `${date} ${state}`)).toEqual([
      '2026-02-26 done',
      '2026-02-27 missed',
      '2026-02-28 missed',
      '2026-03-01 missed',
      '2026-03-02 open',
      '2026-03-03 open',
    ]);
    expect(entries[4]).toMatchObject({ local: '2026-03-02T09:00', at: '2026-03-02T08:00:00.000Z' });
  });

  it('shows a year from today, at most a thousand, where nothing else was said', async () => {
    const { person, widgetId } = await somebody();
    const task = await addTask(person, widgetId, { rrule: 'FREQ=DAILY', dueDate: '2026-01-01' });

    const year = await person.api.get<TimelineEntry[]>(`/tasks/${task.id}/occurrences`);
    const all = await person.api.get<TimelineEntry[]>(`/tasks/${task.id}/occurrences?before=9999-01-01`);

    expect([year.data.length, year.data[0]?.date, year.meta]).toEqual([
      366,
      '2026-03-02',
      expect.objectContaining({ truncated: false }),
    ]);
    expect([all.data.length, all.meta]).toEqual([1000, expect.objectContaining({ truncated: true })]);
  });

  it.each([
    ['complete', { occurrence: '2026-03-04' }, 'occurrence'],
    ['skip', { occurrence: '2026-02-23' }, 'occurrence'],
    ['reopen', { occurrence: 'yesterday' }, 'occurrence'],
    ['complete', { occurrence: null }, 'occurrence'],
    ['complete', { date: '2026-03-02' }, 'date'],
  ])('refuses to %s %j', async (verb, body, field) => {
    const { person, widgetId } = await somebody();
    const task = await addTask(person, widgetId, { rrule: 'FREQ=WEEKLY', dueDate: '2026-03-02' });

    const { status, details } = await person.api.refused('POST', `/tasks/${task.id}/${verb}`, { body });

    expect([status, details[0]?.field]).toEqual([422, field]);
  });
});

describe('a task that does not recur', () => {
  it('is done and open again, each once, without a body too', async () => {
    const { person, widgetId } = await somebody();
    const task = await addTask(person, widgetId);
    await person.api.raw('POST', `/tasks/${task.id}/complete`);
    const done = await step(person, task, 'complete');

    expect(done).toMatchObject({ isDone: true, version: 2, completedAt: '2026-03-02T07:30:00.000Z' });
    await step(person, task, 'reopen');
    expect(await step(person, task, 'reopen')).toMatchObject({
      isDone: false,
      version: 3,
      completedAt: null,
    });
  });

  it('has nothing to skip to', async () => {
    const { person, widgetId } = await somebody();
    const { id } = await addTask(person, widgetId);

    expect(await person.api.refused('POST', `/tasks/${id}/skip`, { body: {} })).toMatchObject({
      status: 409,
      code: 'task_not_recurring',
    });
  });

  it('has its date as its only occurrence', async () => {
    const { person, widgetId } = await somebody();
    const task = await addTask(person, widgetId, { dueDate: '2026-03-02' });

    expect(await timeline(person, task, '2026-03-01', '2026-03-09')).toEqual([
      { ...task.nextOccurrence, state: 'open' },
    ]);
  });
});

describe('the answer of a step', () => {
  const take = async ({ api }: Person, { id }: TaskView, verb: string, body = {}): Promise<TaskStepView> =>
    (await api.post<TaskStepView>(`/tasks/${id}/${verb}`, body)).data;
  const undo = async ({ api }: Person, view: TaskStepView): Promise<TaskStepView> =>
    (await api.post<TaskStepView>(view.undo!.path.replace('/api/v1', ''), view.undo!.body)).data;

  it('says which occurrence it was about, and what takes it back, also after later ones were done', async () => {
    const { person, widgetId } = await somebody();
    const task = await addTask(person, widgetId, { rrule: 'FREQ=DAILY', dueTime: '09:00' });
    const done = await take(person, task, 'complete');

    expect(done.occurrence).toEqual({ ...task.nextOccurrence, state: 'done' });
    expect(done.lastCompleted).toEqual(task.nextOccurrence);
    expect(done.undo).toEqual({
      method: 'POST',
      path: `/api/v1/tasks/${task.id}/reopen`,
      body: { occurrence: '2026-03-02' },
    });
    expect(await take(person, task, 'complete')).toEqual(done);
    const tuesday = await later(person, '2026-03-03T10:00:00Z');
    await take(tuesday, task, 'complete');
    const reopened = await undo(tuesday, done);
    expect(reopened).toMatchObject({
      occurrence: { date: '2026-03-02', state: 'open' },
      lastCompleted: { date: '2026-03-03' },
      undo: { path: `/api/v1/tasks/${task.id}/complete`, body: { occurrence: '2026-03-02' } },
    });
    const states = (await timeline(tuesday, task, '2026-03-02', '2026-03-04')).map(({ state }) => state);
    expect(states).toEqual(['missed', 'done']);
    expect(await undo(tuesday, reopened)).toMatchObject({
      occurrence: { date: '2026-03-02', state: 'done' },
    });
  });

  it('tells a skip from a completion when it is taken back', async () => {
    const { person, widgetId } = await somebody();
    const task = await addTask(person, widgetId, { rrule: 'FREQ=DAILY' });
    const skipped = await take(person, task, 'skip');

    expect(skipped).toMatchObject({ occurrence: { state: 'skipped' }, lastCompleted: null });
    expect((await undo(person, skipped)).undo?.path).toBe(`/api/v1/tasks/${task.id}/skip`);
  });

  it('is alike for a task that does not recur', async () => {
    const { person, widgetId } = await somebody();
    const dated = await addTask(person, widgetId, { dueDate: '2026-03-04' });
    const undated = await addTask(person, widgetId);
    const done = await take(person, dated, 'complete');

    expect(done).toMatchObject({
      isDone: true,
      occurrence: { ...dated.nextOccurrence, state: 'done' },
      lastCompleted: dated.nextOccurrence,
      undo: { path: `/api/v1/tasks/${dated.id}/reopen`, body: {} },
    });
    // Its date may change in between.
    await person.api.patch(`/tasks/${dated.id}`, { dueDate: '2026-03-06' });
    expect(await undo(person, done)).toMatchObject({ isDone: false, lastCompleted: null });
    const plain = await take(person, undated, 'complete');
    expect(plain).toMatchObject({ occurrence: null, lastCompleted: null, undo: { body: {} } });
    expect(await undo(person, plain)).toMatchObject({ isDone: false, undo: { body: {} } });
  });

  it('has nothing to take back where nothing was done', async () => {
    const { person, widgetId } = await somebody();
    const task = await addTask(person, widgetId, { rrule: 'FREQ=DAILY' });

    expect(await take(person, task, 'reopen')).toMatchObject({ occurrence: null, undo: null });
  });
});
