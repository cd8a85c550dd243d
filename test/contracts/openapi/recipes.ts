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
  getHealth: plain,
  checkLiveness: plain,
  checkReadiness: plain,
  checkStartup: plain,

  register: () => ({ body: { email: `${randomUUID()}@example.org` } }),
  login: ({ owner: { email, password } }) => ({ body: { email, password } }),
  restoreAccount: ({ owner: { email, password } }) => ({ body: { email, password } }),
  refreshTokens: async ({ server }) => {
    const person = await signUp(server);
    return { person, body: { refreshToken: person.tokens.refreshToken } };
  },
  logout: byNewcomer,
  changePassword: async ({ server }) => {
    const person = await signUp(server);
    return { person, body: { currentPassword: person.password } };
  },
  listSessions: plain,
  endSession: async ({ owner }) => ({ ids: { id: sessionOf(await signInAgain(owner)) } }),

  getProfile: plain,
  // The world's days stay where they are: the example moves its person to another zone.
  updateProfile: byNewcomer,
  changeEmail: async ({ server }) => {
    const person = await signUp(server);
    return { person, body: { email: `${randomUUID()}@example.org`, password: person.password } };
  },
  deleteAccount: async ({ server }) => {
    const person = await signUp(server);
    return { person, body: { password: person.password } };
  },
  listUsers: ({ admin }) => ({ person: admin }),
  getUser: byAdmin,
  updateUser: byAdmin,

  listWidgetTypes: plain,
  listWidgets: plain,
  createWidget: byNewcomer,
  getWidget: of('todoId'),
  updateWidget: of('todoId'),
  deleteWidget: async ({ owner }) => ({ ids: { id: (await addWidget(owner)).id } }),
  getWidgetData: of('todoId'),

  listWidgetTasks: of('todoId'),
  createTask: inFreshWidget('todo'),
  listTasks: plain,
  getTask: of('taskId'),
  updateTask: of('taskId'),
  deleteTask: async ({ owner, todoId }) => ({ ids: { id: (await addTask(owner, todoId)).id } }),
  completeTask: onFreshTask,
  skipTask: onFreshTask,
  reopenTask: async (world) => {
    const { ids, body } = await onFreshTask(world);
    await world.owner.api.post(`/tasks/${ids!.id!}/complete`, body);
    return { ids: ids!, body: body! };
  },
  moveTask: async (world) => ({
    ...(await onFreshTask(world)),
    body: { occurrence: world.today, dueDate: '2099-01-01', dueTime: '15:00' },
  }),
  listTaskOccurrences: of('taskId'),

  listWidgetTrackers: of('trackersId'),
  listTrackers: plain,
  createTracker: inFreshWidget('tracker'),
  getTracker: of('trackerId'),
  updateTracker: of('trackerId'),
  deleteTracker: async ({ server }) => {
    const person = await signUp(server);
    return { person, ids: { id: (await addTracker(person)).id } };
  },
  listTrackerEntries: of('trackerId'),
  createTrackerEntry: ({ trackerId, today }) => ({ ids: { id: trackerId }, body: justNow(today) }),
  getTrackerEntry: of('entryId'),
  updateTrackerEntry: async (world) => ({
    ids: { id: await freshEntry(world) },
    body: justNow(world.today),
  }),
  deleteTrackerEntry: async (world) => ({ ids: { id: await freshEntry(world) } }),
  tickTrackerDay: onFreshHabit,
  untickTrackerDay: onFreshHabit,
  getTrackerStats: of('trackerId'),
  getTrackerCalendar: of('trackerId'),
  getTrackerHeatMap: of('trackerId'),
  getTrackerSeries: plain,

  getAgenda: plain,
  listWidgetAlarms: of('alarmsId'),
  listAlarms: plain,
  createAlarm: inFreshWidget('alarm'),
  getAlarm: of('alarmId'),
  updateAlarm: async ({ owner, alarmsId }) => ({
    ids: { id: (await addAlarm(owner, { widgetId: alarmsId })).id },
    body: { widgetId: alarmsId },
  }),
  deleteAlarm: async ({ owner, alarmsId }) => ({
    ids: { id: (await addAlarm(owner, { widgetId: alarmsId })).id },
  }),
  listAlarmRings: of('alarmId'),
  snoozeAlarm: onRingingAlarm,
  dismissAlarm: onRingingAlarm,

  listWidgetEvents: of('calendarId'),
  listCalendarEvents: plain,
  createCalendarEvent: inFreshWidget('calendar'),
  getCalendarEvent: of('eventId'),
  // The event of the world lasts all day, and so takes no time zone.
  updateCalendarEvent: async ({ owner, calendarId }) => ({
    ids: { id: (await addEvent(owner, { widgetId: calendarId })).id },
  }),
  deleteCalendarEvent: async ({ owner, calendarId }) => ({
    ids: { id: (await addEvent(owner, { widgetId: calendarId })).id },
  }),
  updateEventOccurrence: onFreshSeries,
  cancelEventOccurrence: onFreshSeries,
  importCalendarFile: inFreshWidget('calendar'),

  listWidgetNotes: of('notesId'),
  createNote: inFreshWidget('notes'),
  listNotes: plain,
  getNote: of('noteId'),
  updateNote: async ({ owner, notesId }) => ({
    ids: { id: (await addNote(owner, { widgetId: notesId })).id },
    body: { widgetId: notesId },
  }),
  deleteNote: async ({ owner, notesId }) => ({
    ids: { id: (await addNote(owner, { widgetId: notesId })).id },
  }),
  listNoteRevisions: of('noteId'),
  getNoteRevision: ({ noteId }) => ({ ids: { id: noteId, version: '1' } }),
  restoreNoteRevision: async ({ owner, notesId }) => ({
    ids: { id: await rewrittenNote(owner, notesId), version: '1' },
  }),

  listSearches: plain,
  listWidgetSearches: of('searchesId'),
  createSearch: inFreshWidget('websearch'),
  getSearch: of('searchId'),
  deleteSearch: async (world) => {
    const { person, ids } = await inFreshWidget('websearch')(world);
    const { data } = await person!.api.post<{ id: string }>(`/widgets/${ids!.id!}/searches`, {
      query: 'tides',
    });
    return { person: person!, ids: { id: data.id } };
  },
  requestSummary: of('searchId'),
  listSearchSummaries: of('searchId'),
  getSummary: ({ summaryId }) => ({ ids: { id: summaryId } }),
  streamSummary: onEndedSummary,

  findPlaces: plain,

  getUsage: plain,
  getTotalUsage: ({ admin }) => ({ person: admin }),

  getCalendarFeed: withFeed,
  createCalendarFeed: byNewcomer,
  revokeCalendarFeed: withFeed,
  getCalendarFile: withFeed,

  getTodayBoard: plain,
  regenerateTodayBoard: plain,
  showWidgetToday: of('todoId'),
  hideWidgetToday: of('searchesId'),
  resetWidgetToday: of('searchesId'),
  explainWidget: ({ todoId }) => ({ ids: { widgetId: todoId } }),
  listBoards: plain,
  recordInteractions: ({ todoId }) => ({
    body: { interactions: [interaction(todoId)] },
  }),

  previewRecurrence: plain,
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
