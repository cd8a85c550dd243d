import createClient from 'openapi-fetch';
import type { components, paths } from './api.js';

// README's tour as a client writes it, on types that were generated from the document: no cast, no option.
const [, , baseUrl = ''] = process.argv;
const today = new Date().toISOString().slice(0, 10);
const api = createClient<paths>({ baseUrl });

function must<T>({ data, error }: { data?: T; error?: components['schemas']['Failure'] }): T {
  if (data === undefined) throw new Error(error && `${error.error.code}: ${error.message}`);
  return data;
}

const { data: account } = must(
  await api.POST('/api/v1/auth/register', {
    body: {
      email: `tour-${process.pid}@example.org`,
      password: 'correct horse battery',
      name: 'Ada',
      timeZone: 'UTC',
    },
  }),
);
api.use({
  onRequest: ({ request }) => {
    request.headers.set('authorization', `Bearer ${account.tokens.accessToken}`);
  },
});

// Only what has no default is required, and settings are those of the type.
const { data: home } = must(
  await api.POST('/api/v1/widgets', { body: { type: 'todo', title: 'Home', settings: { maxItems: 5 } } }),
);
const maxItems: number = home.type === 'todo' ? home.settings.maxItems : 0;
// @ts-expect-error a to-do widget has no such setting
await api.POST('/api/v1/widgets', { body: { type: 'todo', title: 'Home', settings: { sources: 5 } } });
// @ts-expect-error a title is required
await api.POST('/api/v1/widgets', { body: { type: 'todo' } });

const { data: rent } = must(
  await api.POST('/api/v1/widgets/{id}/tasks', {
    params: { path: { id: home.id } },
    body: { content: 'Pay the rent', dueDate: today, rrule: 'FREQ=MONTHLY' },
  }),
);
const { data: paid } = must(
  await api.POST('/api/v1/tasks/{id}/complete', { params: { path: { id: rent.id } }, body: {} }),
);

const { data: habits } = must(
  await api.POST('/api/v1/widgets', { body: { type: 'tracker', title: 'Habits' } }),
);
const { data: run } = must(
  await api.POST('/api/v1/widgets/{id}/trackers', {
    params: { path: { id: habits.id } },
    body: { name: 'Run', kind: 'habit', times: 3, period: 'week' },
  }),
);
must(
  await api.POST('/api/v1/trackers/{id}/entries', { params: { path: { id: run.id } }, body: { value: 1 } }),
);
const { data: stats } = must(
  await api.GET('/api/v1/trackers/{id}/stats', { params: { path: { id: run.id } } }),
);

const { data: mornings } = must(
  await api.POST('/api/v1/widgets', { body: { type: 'alarm', title: 'Mornings' } }),
);
const { data: alarm } = must(
  await api.POST('/api/v1/widgets/{id}/alarms', {
    params: { path: { id: mornings.id } },
    body: { title: 'Wake up', times: ['06:45', '06:55'], rrule: 'FREQ=DAILY' },
  }),
);

const { data: notebook } = must(
  await api.POST('/api/v1/widgets', { body: { type: 'notes', title: 'Notes' } }),
);
const { data: note } = must(
  await api.POST('/api/v1/widgets/{id}/notes', {
    params: { path: { id: notebook.id } },
    body: { body: 'Feed the **starter**.' },
  }),
);
const { data: found } = must(await api.GET('/api/v1/notes', { params: { query: { search: 'starter' } } }));

const { data: board } = must(await api.GET('/api/v1/dashboard/today'));
const shown = board.widgets.map((card) => {
  switch (card.type) {
    case 'todo':
      return `${card.title}: ${card.data?.counts.open ?? 0} open`;
    case 'tracker':
      return `${card.title}: ${card.data?.trackers.map(({ name }) => name).join() ?? ''}`;
    case 'alarm':
      return `${card.title}: ${card.data?.next?.title ?? 'none'}`;
    case 'notes':
      return `${card.title}: ${card.data?.notes[0]?.excerpt ?? ''}`;
    default:
      return card.title;
  }
});

const { data: page, error: none } = await api.GET('/api/v1/widgets', { params: { query: { limit: 1 } } });
const { error: refused } = await api.POST('/api/v1/widgets', {
  body: { type: 'todo', title: 'Home', importance: 9 },
});
const { error: unknown } = await api.GET('/api/v1/tasks/{id}', { params: { path: { id: home.id } } });

console.log(
  JSON.stringify({
    maxItems,
    paid: paid.isDone,
    streak: stats.streak?.unit,
    times: alarm.times,
    note: note.html,
    found: found.map(({ id }) => id === note.id),
    shown: shown.sort(),
    hasMore: page?.meta.pagination.hasMore,
    none: none?.error.code ?? null,
    refused: refused?.error.details,
    unknown: unknown?.error.code,
  }),
);
