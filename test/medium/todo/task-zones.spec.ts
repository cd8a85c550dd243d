import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { uuidv7 } from '../../../src/common/ids/uuid.js';
import type { TaskView } from '../../../src/modules/widgets/types/todo/tasks.contract.js';
import { SubscriberRegistry } from '../../../src/platform/events/subscriber-registry.js';
import type { RecordedEvent } from '../../../src/platform/events/subscriber.js';
import { addTask } from '../../factories/tasks.js';
import { signUp, type Person } from '../../factories/users.js';
import { addWidget } from '../../factories/widgets.js';
import { eventsOf } from '../../support/event-rows.js';
import { FakeClock } from '../../support/fake-clock.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

let app: TestApp;
let person: Person;
let widgetId: string;

beforeAll(async () => {
  app = await startTestApp({ clock: new FakeClock('2026-03-02T07:30:00Z'), env: { ROLE: 'api' } });
});

beforeEach(async () => {
  person = await signUp(app);
  widgetId = (await addWidget(person)).id;
});

afterAll(() => app.close());

/** Changes the profile and lets the subscriber follow, as the relay would. */
async function moveTo(changes: object): Promise<void> {
  await person.api.patch('/users/me', changes);
  const recorded = (await eventsOf(app, person.id, 'user.updated.v1')).at(-1)!;
  const event: RecordedEvent = {
    ...recorded,
    id: uuidv7(),
    userId: person.id,
    occurredAt: new Date(),
    requestId: null,
  };
  const registry = app.app.get(SubscriberRegistry, { strict: false });
  if (registry.interestedIn(event).includes('todo.rezone')) await registry.find('todo.rezone')?.handle(event);
}

const read = async ({ id }: TaskView): Promise<TaskView> =>
  (await person.api.get<TaskView>(`/tasks/${id}`)).data;
const today = async (date: string): Promise<string[]> =>
  (await person.api.get<TaskView[]>(`/tasks?view=today&date=${date}`)).data.map(({ content }) => content);

describe('the tasks of somebody who moves to another zone', () => {
  it('move along where they are on no certain clock, and stay where they are on one', async () => {
    const timed = { dueDate: '2026-03-02', dueTime: '18:00', rrule: 'FREQ=DAILY' };
    const floating = await addTask(person, widgetId, timed);
    const fixed = await addTask(person, widgetId, { ...timed, timeZone: 'America/New_York', rrule: null });
    const day = await addTask(person, widgetId, { dueDate: '2026-03-02' });

    await moveTo({ timeZone: 'America/New_York' });

    expect((await read(floating)).nextOccurrence).toMatchObject({
      ...floating.nextOccurrence,
      at: '2026-03-02T23:00:00.000Z',
    });
    expect(await read(fixed)).toMatchObject({ nextOccurrence: fixed.nextOccurrence, version: 2 });
    expect(await read(day)).toEqual(day);
  });

  it('are due on the days of that zone', async () => {
    const given = { dueDate: '2026-03-02', dueTime: '23:30', timeZone: 'America/New_York' };
    await addTask(person, widgetId, { content: 'call', ...given });
    expect(await today('2026-03-02')).toEqual([]);

    await moveTo({ timeZone: 'America/New_York' });

    expect(await today('2026-03-02')).toEqual(['call']);
  });

  it('are due on the day before where that day ends later', async () => {
    await addTask(person, widgetId, { content: 'late show', dueDate: '2026-03-03', dueTime: '01:00' });

    await moveTo({ dayStart: '04:00' });

    expect(await today('2026-03-02')).toEqual(['late show']);
  });

  it('tell that they changed, so that boards are made again, and only then', async () => {
    await addTask(person, widgetId, { dueDate: '2026-03-02', dueTime: '18:00' });
    await addTask(person, widgetId, { dueDate: '2026-03-02' });

    await moveTo({ name: 'Ada' });
    await moveTo({ dayStart: '00:00', locale: 'de' });
    expect(await eventsOf(app, person.id, 'tasks.rezoned.v1')).toEqual([]);
    await moveTo({ timeZone: 'Asia/Tokyo' });
    await moveTo({ timeZone: 'Asia/Seoul' });

    expect((await eventsOf(app, person.id, 'tasks.rezoned.v1')).map(({ payload }) => payload)).toEqual([
      { count: 1 },
    ]);
  });

  it('are all followed, also where they are many, with what became of their occurrences', async () => {
    const recurring = await addTask(person, widgetId, {
      dueDate: '2026-03-02',
      dueTime: '18:00',
      rrule: 'FREQ=DAILY',
    });
    await person.api.post(`/tasks/${recurring.id}/complete`);
    const { id } = await addTask(person, widgetId, { dueDate: '2026-03-02', dueTime: '18:00' });
    await app.app.get(DataSource).query(
      `INSERT INTO tasks SELECT (jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid()))).*
       FROM tasks t, generate_series(1, 450) WHERE t.id = $1`,
      [id],
    );

    await moveTo({ timeZone: 'Asia/Tokyo' });

    expect((await eventsOf(app, person.id, 'tasks.rezoned.v1')).map(({ payload }) => payload)).toEqual([
      { count: 452 },
    ]);
    expect((await read(recurring)).nextOccurrence).toMatchObject({
      date: '2026-03-03',
      at: '2026-03-03T09:00:00.000Z',
    });
  });
});
