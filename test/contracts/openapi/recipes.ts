import { randomUUID } from 'node:crypto';
import { addAlarm } from '../../factories/alarms.js';
import { addEvent } from '../../factories/calendars.js';
import { addNote } from '../../factories/notes.js';
import { addTask } from '../../factories/tasks.js';
import { addTracker } from '../../factories/trackers.js';
import { signUp, type Person } from '../../factories/users.js';
import { addWidget } from '../../factories/widgets.js';
import { dailyTask, endSummary, rewrittenNote, ring, signInAgain, type World } from './world.js';

/** What makes a valid request of an operation: whose it is, its ids, and what differs from the documented example. */
export interface Ingredients {
  /** The world's owner where it is left out. */
  readonly person?: Person;
  readonly ids?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
}

type Recipe = (world: World) => Ingredients | Promise<Ingredients>;

const of = (
  key:
    | 'todoId'
    | 'alarmsId'
    | 'alarmId'
    | 'calendarId'
    | 'eventId'
    | 'notesId'
    | 'noteId'
    | 'trackersId'
    | 'searchesId'
    | 'trackerId'
    | 'searchId'
    | 'taskId'
    | 'entryId',
) => ((world) => ({ ids: { id: world[key] } })) satisfies Recipe;
const plain: Recipe = () => ({});
const byAdmin = async (world: World): Promise<Ingredients> => ({
  person: world.admin,
  ids: { id: (await signUp(world.server)).id },
});
const byNewcomer = async ({ server }: World): Promise<Ingredients> => ({ person: await signUp(server) });
const inFreshWidget =
  (type: string) =>
  async ({ server }: World): Promise<Ingredients> => {
    const person = await signUp(server);
    return { person, ids: { id: (await addWidget(person, { type })).id } };
  };
const onFreshTask = async ({ owner, todoId, today }: World): Promise<Ingredients> => ({
  ids: { id: await dailyTask(owner, todoId, today) },
  body: { occurrence: today },
});

const onFreshHabit = async ({ server }: World): Promise<Ingredients> => {
  const person = await signUp(server);
  return { person, ids: { id: (await addTracker(person)).id, date: '2026-03-01' } };
};

const onFreshSeries = async ({ owner, calendarId: widgetId }: World): Promise<Ingredients> => {
  const { id } = await addEvent(owner, { widgetId, start: '2026-03-16T19:30', rrule: 'FREQ=DAILY' });
  return { ids: { id, recurrenceId: '2026-03-16T19:30' } };
};

const onRingingAlarm = async ({ server, database }: World): Promise<Ingredients> => {
  const person = await signUp(server);
  const { id } = await addAlarm(person);
  await ring(database, id);
  return { person, ids: { id } };
};

/** Of a summary that has ended, for the stream of another would go on. */
const onEndedSummary = async (world: World): Promise<Ingredients> => {
  const { person, ids } = await inFreshWidget('websearch')(world);
  const { data } = await person!.api.post<{ id: string }>(`/widgets/${ids!.id!}/searches`, {
    query: 'tides',
  });
  const asked = await person!.api.post<{ id: string }>(`/searches/${data.id}/summaries`);
  await endSummary(world.database, asked.data.id);
  return { person: person!, ids: { id: asked.data.id } };
};

const withFeed = async ({ server }: World): Promise<Ingredients> => {
  const person = await signUp(server);
  const { data } = await person.api.post<{ path: string }>('/calendar/feed');
  return { person, ids: { token: /([^/]+)\.ics$/.exec(data.path)![1]! } };
};

/** A valid request for every operation, by its id; each can be made any number of times. */
export const RECIPES: Readonly<Record<string, Recipe>> = {
  Health_all: plain,
  Health_live: plain,
  Health_ready: plain,
  Health_startup: plain,

  Auth_register: () => ({ body: { email: `${randomUUID()}@example.org` } }),
  Auth_login: ({ owner: { email, password } }) => ({ body: { email, password } }),
  Auth_restore: ({ owner: { email, password } }) => ({ body: { email, password } }),
  Auth_refresh: async ({ server }) => {
    const person = await signUp(server);
    return { person, body: { refreshToken: person.tokens.refreshToken } };
  },
  Auth_logout: byNewcomer,
  Auth_changePassword: async ({ server }) => {
    const person = await signUp(server);
    return { person, body: { currentPassword: person.password } };
  },
  Sessions_list: plain,
  Sessions_end: async ({ owner }) => ({ ids: { id: sessionOf(await signInAgain(owner)) } }),

  Users_get: plain,
  // The world's days stay where they are: the example moves its person to another zone.
  Users_update: byNewcomer,
  OwnAccount_changeEmail: async ({ server }) => {
    const person = await signUp(server);
    return { person, body: { email: `${randomUUID()}@example.org`, password: person.password } };
  },
  OwnAccount_remove: async ({ server }) => {
    const person = await signUp(server);
    return { person, body: { password: person.password } };
  },
  Accounts_list: ({ admin }) => ({ person: admin }),
  Accounts_get: byAdmin,
  Accounts_update: byAdmin,

  WidgetTypes_list: plain,
  Widgets_list: plain,
  Widgets_create: byNewcomer,
  Widgets_get: of('todoId'),
  Widgets_update: of('todoId'),
  Widgets_remove: async ({ owner }) => ({ ids: { id: (await addWidget(owner)).id } }),
  Widgets_data: of('todoId'),

  Tasks_listOfWidget: of('todoId'),
  Tasks_create: inFreshWidget('todo'),
  Tasks_list: plain,
  Tasks_get: of('taskId'),
  Tasks_update: of('taskId'),
  Tasks_remove: async ({ owner, todoId }) => ({ ids: { id: (await addTask(owner, todoId)).id } }),
  Tasks_complete: onFreshTask,
  Tasks_skip: onFreshTask,
  Tasks_reopen: async (world) => {
    const { ids, body } = await onFreshTask(world);
    await world.owner.api.post(`/tasks/${ids!.id!}/complete`, body);
    return { ids: ids!, body: body! };
  },
  Tasks_move: async (world) => ({
    ...(await onFreshTask(world)),
    body: { occurrence: world.today, dueDate: '2099-01-01', dueTime: '15:00' },
  }),
  Tasks_occurrences: of('taskId'),

  Trackers_list: of('trackersId'),
  Trackers_listAll: plain,
  Trackers_create: inFreshWidget('tracker'),
  Trackers_get: of('trackerId'),
  Trackers_update: of('trackerId'),
  Trackers_remove: async ({ server }) => {
    const person = await signUp(server);
    return { person, ids: { id: (await addTracker(person)).id } };
  },
  TrackerEntries_list: of('trackerId'),
  TrackerEntries_log: ({ trackerId, today }) => ({ ids: { id: trackerId }, body: justNow(today) }),
  TrackerEntries_get: of('entryId'),
  TrackerEntries_update: async (world) => ({
    ids: { id: await freshEntry(world) },
    body: justNow(world.today),
  }),
  TrackerEntries_remove: async (world) => ({ ids: { id: await freshEntry(world) } }),
  TrackerTicks_tick: onFreshHabit,
  TrackerTicks_untick: onFreshHabit,
  TrackerStats_read: of('trackerId'),
  TrackerCalendar_calendar: of('trackerId'),
  TrackerCalendar_heatMap: of('trackerId'),
  PillarSeries_read: plain,

  Agenda_list: plain,
  Alarms_list: of('alarmsId'),
  Alarms_listAll: plain,
  Alarms_create: inFreshWidget('alarm'),
  Alarms_get: of('alarmId'),
  Alarms_update: async ({ owner, alarmsId }) => ({
    ids: { id: (await addAlarm(owner, { widgetId: alarmsId })).id },
    body: { widgetId: alarmsId },
  }),
  Alarms_remove: async ({ owner, alarmsId }) => ({
    ids: { id: (await addAlarm(owner, { widgetId: alarmsId })).id },
  }),
  AlarmRings_list: of('alarmId'),
  AlarmRings_snooze: onRingingAlarm,
  AlarmRings_dismiss: onRingingAlarm,

  CalendarEvents_list: of('calendarId'),
  CalendarEvents_listAll: plain,
  CalendarEvents_create: inFreshWidget('calendar'),
  CalendarEvents_get: of('eventId'),
  CalendarEvents_update: of('eventId'),
  CalendarEvents_remove: async ({ owner, calendarId }) => ({
    ids: { id: (await addEvent(owner, { widgetId: calendarId })).id },
  }),
  EventOccurrences_update: onFreshSeries,
  EventOccurrences_cancel: onFreshSeries,
  CalendarFiles_take: inFreshWidget('calendar'),

  Notes_listOfWidget: of('notesId'),
  Notes_create: inFreshWidget('notes'),
  Notes_list: plain,
  Notes_get: of('noteId'),
  Notes_update: async ({ owner, notesId }) => ({
    ids: { id: (await addNote(owner, { widgetId: notesId })).id },
    body: { widgetId: notesId },
  }),
  Notes_remove: async ({ owner, notesId }) => ({
    ids: { id: (await addNote(owner, { widgetId: notesId })).id },
  }),
  NoteVersions_list: of('noteId'),
  NoteVersions_get: ({ noteId }) => ({ ids: { id: noteId, version: '1' } }),
  NoteVersions_restore: async ({ owner, notesId }) => ({
    ids: { id: await rewrittenNote(owner, notesId), version: '1' },
  }),

  SearchLists_list: plain,
  Searches_list: of('searchesId'),
  Searches_create: inFreshWidget('websearch'),
  Searches_get: of('searchId'),
  Searches_remove: async (world) => {
    const { person, ids } = await inFreshWidget('websearch')(world);
    const { data } = await person!.api.post<{ id: string }>(`/widgets/${ids!.id!}/searches`, {
      query: 'tides',
    });
    return { person: person!, ids: { id: data.id } };
  },
  Searches_request: of('searchId'),
  Searches_listSummaries: of('searchId'),
  Searches_getSummary: ({ summaryId }) => ({ ids: { id: summaryId } }),
  SummaryStream_follow: onEndedSummary,

  WeatherPlaces_find: plain,

  Usage_own: plain,
  Usage_totals: ({ admin }) => ({ person: admin }),

  CalendarFeeds_get: withFeed,
  CalendarFeeds_create: byNewcomer,
  CalendarFeeds_revoke: withFeed,
  CalendarFiles_read: withFeed,

  Dashboard_read: plain,
  Dashboard_regenerate: plain,
  Dashboard_show: of('todoId'),
  Dashboard_hide: of('searchesId'),
  Dashboard_explain: ({ todoId }) => ({ ids: { widgetId: todoId } }),
  Dashboard_days: plain,
  Dashboard_interact: ({ todoId }) => ({
    body: { interactions: [interaction(todoId)] },
  }),

  Recurrence_preview: plain,
};

/** One use of a widget. */
export function interaction(widgetId: string): Record<string, unknown> {
  return { id: randomUUID(), widgetId, kind: 'click', durationMs: 12, occurredAt: new Date().toISOString() };
}

function justNow(today: string): Record<string, unknown> {
  return { value: 1, loggedAt: new Date().toISOString(), localDate: today };
}

async function freshEntry({ owner, trackerId }: World): Promise<string> {
  return (await owner.api.post<{ id: string }>(`/trackers/${trackerId}/entries`, {})).data.id;
}

function sessionOf({ accessToken }: Person['tokens']): string {
  const [, claims = ''] = accessToken.split('.');
  return (JSON.parse(Buffer.from(claims, 'base64url').toString()) as { sid: string }).sid;
}
