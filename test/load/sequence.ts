import type { BenchUser } from './population.js';
import { median } from './statistics.js';

/** Milliseconds of requests that one client, Node.js' `fetch`, sends one after the other. */
export interface SequenceTimes {
  /** The board after a change of the same user: it is chosen anew. */
  readonly changed: number;
  /** The board again, unchanged. */
  readonly unchanged: number;
  /** The board again with its `ETag`: 304. */
  readonly notModified: number;
  /** The liveness probe, which asks no database. */
  readonly ping: number;
}

/** Times what follows each of a task's completions and reopenings; gives medians, without the first `warmUps`. */
export async function timeSequence(
  url: string,
  { token, todoWidget }: BenchUser,
  turns: number,
  warmUps: number,
): Promise<SequenceTimes> {
  const send = async (path: string, { status = 200, ...options }: Options = {}): Promise<Answer> => {
    const { headers, ...rest } = options;
    const start = performance.now();
    const response = await fetch(url + path, {
      ...rest,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    });
    const body = await response.text();
    const milliseconds = performance.now() - start;
    if (response.status !== status) throw new Error(`${path}: ${response.status} ${body}`);
    return { milliseconds, body, etag: response.headers.get('etag') ?? '' };
  };

  const { body } = await send(`/api/v1/widgets/${todoWidget}/tasks`, {
    status: 201,
    method: 'POST',
    body: JSON.stringify({ content: 'done and open by turns' }),
  });
  const { data: task } = JSON.parse(body) as { data: { id: string } };
  const times: SequenceTimes[] = [];
  for (let turn = 0; turn < warmUps + turns; turn++) {
    await send(`/api/v1/tasks/${task.id}/${turn % 2 === 0 ? 'complete' : 'reopen'}`, { method: 'POST' });
    const changed = await send('/api/v1/dashboard/today');
    const unchanged = await send('/api/v1/dashboard/today');
    const etag = { 'if-none-match': unchanged.etag };
    const notModified = await send('/api/v1/dashboard/today', { status: 304, headers: etag });
    const ping = await send('/health/live');
    times.push({
      changed: changed.milliseconds,
      unchanged: unchanged.milliseconds,
      notModified: notModified.milliseconds,
      ping: ping.milliseconds,
    });
  }
  await send(`/api/v1/tasks/${task.id}`, { method: 'DELETE' });

  const counted = times.slice(warmUps);
  const of = (name: keyof SequenceTimes): number => median(counted.map((time) => time[name]));
  return {
    changed: of('changed'),
    unchanged: of('unchanged'),
    notModified: of('notModified'),
    ping: of('ping'),
  };
}

interface Options {
  readonly status?: number;
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Record<string, string>;
}

interface Answer {
  readonly milliseconds: number;
  readonly body: string;
  readonly etag: string;
}
