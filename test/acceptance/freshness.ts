import type { ApiClient } from '../support/api-client.js';
import type { Person } from '../factories/users.js';
import { addTask } from '../factories/tasks.js';
import { addTracker } from '../factories/trackers.js';
import { addWidget } from '../factories/widgets.js';
import type { BoardView } from './board.js';

/** A value that is written again and again, each time one higher, and shown by several routes. */
export interface Counter {
  readonly name: string;
  /** Writes this value, through one of the processes. */
  readonly write: (api: ApiClient, value: number) => Promise<unknown>;
  /** Where it is shown, and how it is found in the answer's `data`. */
  readonly shownBy: readonly Shown[];
}

interface Shown {
  readonly path: string;
  readonly find: (data: unknown) => number;
}

interface Stats {
  readonly totals: { readonly entries: number };
}

interface TrackerData {
  readonly trackers: readonly { readonly name: string }[];
}

interface TodoData {
  readonly tasks: readonly { readonly content: string }[];
}

const numberIn = (text: string | undefined): number => Number(/\d+$/.exec(text ?? '')?.[0] ?? -1);

const widgetOn = (data: unknown, id: string): BoardView['widgets'][number] | undefined =>
  (data as BoardView).widgets.find((widget) => widget.id === id);

/** A person's task, widget title, tracker and tracker's entries, as counters. */
export async function countersOf(person: Person): Promise<Counter[]> {
  const todo = await addWidget(person, { type: 'todo', title: 'Work 0', isPinned: true });
  const { data: board } = await person.api.get<BoardView>('/dashboard/today');
  const task = await addTask(person, todo.id, { content: 'Task 0', dueDate: board.date });
  const widget = await addWidget(person, { type: 'tracker', title: 'Health 0', isPinned: true });
  const tracker = await addTracker(person, { widgetId: widget.id, name: 'Run 0', unit: 'km' });
  const taskIn = (data: unknown): number => numberIn((data as TodoData).tasks[0]?.content);
  const trackerIn = (data: unknown): number => numberIn((data as TrackerData).trackers[0]?.name);

  return [
    {
      name: 'the text of a task',
      write: (api, value) => api.patch(`/tasks/${task.id}`, { content: `Task ${value}` }),
      shownBy: [
        { path: '/tasks?view=today', find: (data) => numberIn((data as TodoData['tasks'])[0]?.content) },
        { path: `/widgets/${todo.id}/data`, find: taskIn },
        { path: '/dashboard/today', find: (data) => taskIn(widgetOn(data, todo.id)!.data) },
        { path: `/tasks/${task.id}`, find: (data) => numberIn((data as { content: string }).content) },
      ],
    },
    {
      name: 'the title of a widget',
      write: (api, value) => api.patch(`/widgets/${todo.id}`, { title: `Work ${value}` }),
      shownBy: [
        { path: '/dashboard/today', find: (data) => numberIn(widgetOn(data, todo.id)?.title) },
        { path: `/widgets/${todo.id}`, find: (data) => numberIn((data as { title: string }).title) },
      ],
    },
    {
      name: 'the name of a tracker',
      write: (api, value) => api.patch(`/trackers/${tracker.id}`, { name: `Run ${value}` }),
      shownBy: [
        { path: '/dashboard/today', find: (data) => trackerIn(widgetOn(data, widget.id)!.data) },
        { path: `/widgets/${widget.id}/data`, find: trackerIn },
      ],
    },
    {
      name: 'the entries of a tracker',
      write: (api) => api.post(`/trackers/${tracker.id}/entries`, { value: 1 }),
      shownBy: [{ path: `/trackers/${tracker.id}/stats`, find: (data) => (data as Stats).totals.entries }],
    },
  ];
}

/** Reads as a client does that keeps the last answer of each path, and asks with its tag every other time. */
export class KeepingReader {
  private readonly kept = new Map<string, { etag: string; data: unknown }>();
  notModified = 0;

  constructor(private readonly random: () => number) {}

  async read(api: ApiClient, { path, find }: Shown): Promise<number> {
    const kept = this.kept.get(path);
    const headers = kept && this.random() < 0.5 ? { 'if-none-match': kept.etag } : {};
    const { status, headers: answered, body, text } = await api.raw('GET', path, { headers });
    if (status === 304) {
      this.notModified += 1;
      return find(kept!.data);
    }
    if (status !== 200) throw new Error(`GET ${path} was answered ${status} ${text}`);
    const { data } = body as { data: unknown };
    const etag = answered.get('etag');
    if (etag !== null) this.kept.set(path, { etag, data });
    return find(data);
  }
}
