import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { TaskView } from '../../../src/modules/widgets/types/todo/tasks.contract.js';
import { describeZoneFollower } from '../../contracts/zone-follower-contract.js';
import { addTask } from '../../factories/tasks.js';
import { signUp, type Person } from '../../factories/users.js';
import { addWidget } from '../../factories/widgets.js';
import { eventsOf } from '../../support/event-rows.js';
import { FakeClock } from '../../support/fake-clock.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { moveTo } from '../../support/user-moves.js';

describeZoneFollower({
  subscriber: 'todo.rezone',
  told: 'tasks.rezoned.v1',
  table: 'tasks',
  identity: ['id'],
  moments: `SELECT jsonb_path_query_array(upcoming, '$[*].at') AS upcoming, upcoming_due_on, next_due_on, next_due_minute
    FROM tasks WHERE user_id = $1`,
  rule: 'rrule',
  add: async (person) => {
    const { id } = await addWidget(person);
    return addTask(person, id, { dueDate: '2026-03-02', dueTime: '18:00', rrule: 'FREQ=DAILY' });
  },
});

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

const move = (changes: object): Promise<void> => moveTo(app, person, { changes, subscriber: 'todo.rezone' });

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

    await move({ timeZone: 'America/New_York' });

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

    await move({ timeZone: 'America/New_York' });

    expect(await today('2026-03-02')).toEqual(['call']);
  });

  it('are due on the day before where that day ends later', async () => {
    await addTask(person, widgetId, { content: 'late show', dueDate: '2026-03-03', dueTime: '01:00' });

    await move({ dayStart: '04:00' });

    expect(await today('2026-03-02')).toEqual(['late show']);
  });

  it('tell that they changed, so that boards are made again, and only then', async () => {
    await addTask(person, widgetId, { dueDate: '2026-03-02', dueTime: '18:00' });
    await addTask(person, widgetId, { dueDate: '2026-03-02' });

    await move({ name: 'Ada' });
    await move({ dayStart: '00:00', locale: 'de' });
    expect(await eventsOf(app, person.id, 'tasks.rezoned.v1')).toEqual([]);
    await move({ timeZone: 'Asia/Tokyo' });
    await move({ timeZone: 'Asia/Seoul' });

    expect((await eventsOf(app, person.id, 'tasks.rezoned.v1')).map(({ payload }) => payload)).toEqual([
      { count: 1 },
    ]);
  });

  it('move with what became of their occurrences', async () => {
    const task = await addTask(person, widgetId, {
      dueDate: '2026-03-02',
      dueTime: '18:00',
      rrule: 'FREQ=DAILY',
    });
    const untouched = await addTask(person, widgetId, {
      dueDate: '2026-03-02',
      dueTime: '18:00',
      rrule: 'FREQ=DAILY',
    });
    await person.api.post(`/tasks/${task.id}/complete`);
    const completed = await read(task);

    await move({ timeZone: 'Asia/Tokyo' });

    expect(await read(task)).toEqual({
      ...completed,
      // Occurrences are on wall-clock time: the one that is done as well is at six in the evening there.
      lastCompleted: { ...completed.lastCompleted, at: '2026-03-02T09:00:00.000Z' },
      nextOccurrence: { ...completed.nextOccurrence, date: '2026-03-03', at: '2026-03-03T09:00:00.000Z' },
      version: 3,
    });
    expect((await read(untouched)).nextOccurrence).toMatchObject({ date: '2026-03-02' });
  });
});
