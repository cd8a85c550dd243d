import { Client } from 'pg';

/** The user whose board is measured, with what a bare handler must know. */
export interface BenchUser {
  readonly id: string;
  readonly token: string;
  readonly todoWidget: string;
  readonly date: string;
}

const TODO_WIDGETS = 4;
const TASKS_EACH = 12;
const TRACKER_WIDGETS = 4;
const TRACKERS_EACH = 3;
const TASKS_A_FILLER = 500;

/** Makes, over the API, a user with 8 widgets and 60 rows in them. */
export async function makeBenchUser(url: string): Promise<BenchUser> {
  const post = async <Data>(path: string, body: object, token?: string): Promise<Data> => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as { data: Data; message: string };
    if (!response.ok) throw new Error(`${path}: ${answer.message}`);
    return answer.data;
  };

  const { user, tokens } = await post<{ user: { id: string }; tokens: { accessToken: string } }>(
    '/auth/register',
    {
      email: 'bench@example.org',
      password: 'a password for the benchmark',
      name: 'Bench',
      timeZone: 'UTC',
    },
  );
  const token = tokens.accessToken;
  const date = new Date().toISOString().slice(0, 10);
  const todos: string[] = [];
  for (let w = 0; w < TODO_WIDGETS; w++) {
    const { id } = await post<{ id: string }>(
      '/widgets',
      { type: 'todo', title: `List ${w}`, category: `c${w}` },
      token,
    );
    todos.push(id);
    for (let t = 0; t < TASKS_EACH; t++) {
      const task = { content: `Task ${w}.${t} of some length`, priority: 1 + (t % 5), dueDate: date };
      await post(`/widgets/${id}/tasks`, task, token);
    }
  }
  for (let w = 0; w < TRACKER_WIDGETS; w++) {
    const { id } = await post<{ id: string }>('/widgets', { type: 'tracker', title: `Tracker ${w}` }, token);
    for (let t = 0; t < TRACKERS_EACH; t++) {
      const tracker = await post<{ id: string }>(
        `/widgets/${id}/trackers`,
        { name: `Habit ${t}`, kind: 'habit' },
        token,
      );
      await post(`/trackers/${tracker.id}/entries`, {}, token);
    }
  }
  return { id: user.id, token, todoWidget: todos[0] ?? '', date };
}

/** Fills the database with other people's tasks, copies of the bench user's, until it has so many in all. */
export async function fillTasks(databaseUrl: string, user: BenchUser, tasks: number): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await fill(client, user, tasks);
  } finally {
    await client.end();
  }
}

async function fill(client: Client, user: BenchUser, tasks: number): Promise<void> {
  const { rows } = await client.query<{ count: number }>('SELECT count(*)::int AS count FROM tasks');
  const missing = tasks - (rows[0]?.count ?? 0);
  const fillers = Math.ceil(missing / TASKS_A_FILLER);
  await client.query('BEGIN');
  await client.query(
    `CREATE TEMP TABLE fillers ON COMMIT DROP AS
     SELECT gen_random_uuid() AS user_id, gen_random_uuid() AS widget_id FROM generate_series(1, $1::int)`,
    [fillers],
  );
  await client.query(
    `INSERT INTO users SELECT (jsonb_populate_record(u, jsonb_build_object(
       'id', f.user_id, 'email', f.user_id || '@example.org'))).* FROM users u, fillers f WHERE u.id = $1`,
    [user.id],
  );
  await client.query(
    `INSERT INTO widgets SELECT (jsonb_populate_record(w, jsonb_build_object(
       'id', f.widget_id, 'user_id', f.user_id))).* FROM widgets w, fillers f WHERE w.id = $1`,
    [user.todoWidget],
  );
  await client.query(
    `INSERT INTO tasks SELECT (jsonb_populate_record(source.task, jsonb_build_object(
       'id', gen_random_uuid(), 'user_id', f.user_id, 'widget_id', f.widget_id))).*
     FROM fillers f, (SELECT t AS task FROM tasks t WHERE t.user_id = $1 LIMIT 20) source, generate_series(1, $2::int)
     LIMIT $3`,
    [user.id, TASKS_A_FILLER / 20, missing],
  );
  await client.query('COMMIT');
  await client.query('VACUUM ANALYZE');
}

/** Removes the tasks that a scenario made. */
export async function removeCreatedTasks(
  databaseUrl: string,
  user: BenchUser,
  content: string,
): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('DELETE FROM tasks WHERE user_id = $1 AND content = $2', [user.id, content]);
  } finally {
    await client.end();
  }
}
