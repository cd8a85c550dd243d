import pg from 'pg';
import { addAlarm } from '../../factories/alarms.js';
import { addEvent } from '../../factories/calendars.js';
import { addNote } from '../../factories/notes.js';
import { addTask } from '../../factories/tasks.js';
import { addTracker } from '../../factories/trackers.js';
import { signUp, type Person } from '../../factories/users.js';
import { addWidget } from '../../factories/widgets.js';
import type { CompiledServer } from '../../support/compiled-server.js';

/** A server with three people: one with two of everything, another one, and an administrator. */
export interface World {
  readonly server: CompiledServer;
  readonly database: pg.Pool;
  readonly owner: Person;
  readonly other: Person;
  readonly admin: Person;
  readonly today: string;
  readonly todoId: string;
  readonly trackersId: string;
  readonly searchesId: string;
  readonly alarmsId: string;
  readonly calendarId: string;
  readonly eventId: string;
  readonly notesId: string;
  readonly noteId: string;
  readonly taskId: string;
  readonly trackerId: string;
  readonly alarmId: string;
  readonly entryId: string;
  readonly searchId: string;
  readonly summaryId: string;
}

/** A daily alarm in the middle of ringing, as the alarm clock leaves it. */
async function ringingAlarm(database: pg.Pool, owner: Person, widgetId: string): Promise<string> {
  await addAlarm(owner, { widgetId });
  const { id } = await addAlarm(owner, { widgetId });
  await ring(database, id);
  return id;
}

/** Ends a summary as its job would where it fails. */
export async function endSummary(database: pg.Pool, id: string): Promise<void> {
  await database.query(
    `UPDATE summaries SET status = 'failed', error = '{"code":"x","message":"x"}', finished_at = now()
     WHERE id = $1 AND status IN ('queued', 'running')`,
    [id],
  );
}

/** Lets an alarm ring now. */
export async function ring(database: pg.Pool, alarmId: string): Promise<void> {
  await database.query(
    `INSERT INTO alarm_rings (id, alarm_id, occurrence, snooze_number, due_at, fired_at, state)
     SELECT gen_random_uuid(), $1, clock_timestamp()::timestamp - n * interval '1 day', 0, now(), now(), 'ringing'
     FROM generate_series(0, 1) n`,
    [alarmId],
  );
}

/** Fills a server that has just started. */
export async function populate(server: CompiledServer): Promise<World> {
  const database = new pg.Pool({ connectionString: server.databaseUrl, max: 2 });
  const people = { timeZone: zoneAtNoon() };
  const [owner, other, admin] = [
    await signUp(server, people),
    await signUp(server, people),
    await signUp(server, people),
  ];
  await database.query(`UPDATE users SET role = 'admin' WHERE id = $1`, [admin.id]);
  const today = new Date().toLocaleDateString('sv', people);
  for (let i = 0; i < 2; i += 1) await signInAgain(owner);

  const world = { server, database, owner, other, admin, today };
  await possessions(world);
  return { ...world, ...(await possessions(world)) };
}

/** Ends what a world holds open. */
export async function leave({ server, database }: World): Promise<void> {
  await database.end();
  await server.stop();
}

/** A second session of a person. */
export async function signInAgain({ api, email, password }: Person): Promise<Person['tokens']> {
  const { data } = await api.post<{ tokens: Person['tokens'] }>('/auth/login', { email, password });
  return data.tokens;
}

/** A daily task, due today. */
export async function dailyTask(person: Person, widgetId: string, today: string): Promise<string> {
  return (await addTask(person, widgetId, { dueDate: today, rrule: 'FREQ=DAILY', category: 'work' })).id;
}

/** A note with two former texts. */
export async function rewrittenNote(person: Person, widgetId: string): Promise<string> {
  const { id } = await addNote(person, { widgetId, title: 'Bread', body: `Rye. ${'More rye. '.repeat(20)}` });
  await person.api.patch(`/notes/${id}`, { body: `Wheat. ${'More wheat. '.repeat(20)}` });
  await person.api.patch(`/notes/${id}`, { body: 'Spelt.' });
  return id;
}

/** A zone in which it is about noon: no midnight comes while a suite runs, whenever it is run. */
function zoneAtNoon(): string {
  const ahead = 12 - new Date().getUTCHours();
  return `Etc/GMT${ahead < 0 ? '+' : '-'}${Math.abs(ahead)}`;
}

type Beginnings = Pick<World, 'server' | 'database' | 'owner' | 'other' | 'admin' | 'today'>;
type Possessions = Omit<World, keyof Beginnings>;

async function possessions({ owner, today, database }: Beginnings): Promise<Possessions> {
  const id = async (path: string, body: object): Promise<string> =>
    (await owner.api.post<{ id: string }>(path, body)).data.id;
  const todoId = (await addWidget(owner, { category: 'work' })).id;
  const trackersId = (await addWidget(owner, { type: 'tracker' })).id;
  const searchesId = (await addWidget(owner, { type: 'websearch' })).id;
  const alarmsId = (await addWidget(owner, { type: 'alarm' })).id;
  const calendarId = (await addWidget(owner, { type: 'calendar' })).id;
  const notesId = (await addWidget(owner, { type: 'notes' })).id;
  const trackerId = (await addTracker(owner, { widgetId: trackersId })).id;
  await addTracker(owner, { widgetId: trackersId, kind: 'number', initialValue: 90, targetValue: 80 });
  await dailyTask(owner, todoId, today);
  await id(`/trackers/${trackerId}/entries`, { value: 2, notes: 'slowly' });
  await id(`/widgets/${searchesId}/searches`, { query: 'heat pumps' });
  const searchId = await id(`/widgets/${searchesId}/searches`, { query: 'sourdough' });
  await owner.api.get('/dashboard/today');
  return {
    todoId,
    trackersId,
    searchesId,
    alarmsId,
    calendarId,
    eventId: (await addEvent(owner, { widgetId: calendarId, start: today, rrule: 'FREQ=WEEKLY' })).id,
    notesId,
    noteId: await rewrittenNote(owner, notesId),
    alarmId: await ringingAlarm(database, owner, alarmsId),
    trackerId,
    searchId,
    taskId: await dailyTask(owner, todoId, today),
    entryId: await id(`/trackers/${trackerId}/entries`, { isSkip: true, localDate: today }),
    summaryId: await id(`/searches/${searchId}/summaries`, {}),
  };
}
