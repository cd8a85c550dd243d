/**
 * What the benchmark compares with: `node:http` and `pg`, one prepared query a request, nothing else. It knows one user
 * and checks nobody.
 */
import { createServer } from 'node:http';
import pg from 'pg';

const { PORT, HOST, DATABASE_URL, BENCH_USER, BENCH_WIDGET, BENCH_DATE } = process.env;
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 10 });

const BOARD = {
  name: 'bare.board',
  text: `SELECT w.id, w.type, w.title, w.category, w.importance, w.frequency, p.position, p.score, p.reasons,
      (SELECT json_agg(json_build_object('id', t.id, 'content', t.content, 'priority', t.priority,
          'category', t.category, 'isDone', t.is_done, 'rrule', t.rrule, 'dueDate', t.due_date, 'dueTime', t.due_time,
          'nextDueOn', t.next_due_on) ORDER BY t.priority, t.id)
        FROM tasks t WHERE t.widget_id = w.id AND NOT t.is_done) AS tasks,
      (SELECT json_agg(json_build_object('id', k.id, 'name', k.name, 'kind', k.kind, 'unit', k.unit,
          'direction', k.direction, 'initialValue', k.initial_value, 'targetValue', k.target_value,
          'currentValue', k.current_value, 'progress', k.progress, 'lastEntryOn', k.last_entry_on,
          'streak', k.streak_length, 'longest', k.longest_streak, 'nextDueOn', k.next_due_on) ORDER BY k.id)
        FROM trackers k WHERE k.widget_id = w.id AND k.deleted_at IS NULL) AS trackers
    FROM board_places p JOIN widgets w ON w.id = p.widget_id
    WHERE p.user_id = $1 AND p.date = $2 ORDER BY p.position`,
};

const TODAY = {
  name: 'bare.today',
  text: `SELECT * FROM tasks WHERE user_id = $1 AND NOT is_done AND next_due_on <= $2
    ORDER BY priority, next_due_minute, id LIMIT 25`,
};

const CREATE = {
  name: 'bare.create',
  text: `INSERT INTO tasks (id, user_id, widget_id, content, priority, labels, repeat_from, is_done, next_due_on,
      next_due_minute, version, created_at, updated_at)
    VALUES (gen_random_uuid(), $1, $2, $3, 3, '{}', 'schedule', false, 'infinity', 0, 1, now(), now()) RETURNING *`,
};

const ROUTES = {
  '/board': () => pool.query({ ...BOARD, values: [BENCH_USER, BENCH_DATE] }),
  '/today': () => pool.query({ ...TODAY, values: [BENCH_USER, BENCH_DATE] }),
};

async function create(request) {
  let text = '';
  for await (const chunk of request) text += chunk;
  return pool.query({ ...CREATE, values: [BENCH_USER, BENCH_WIDGET, JSON.parse(text).content] });
}

createServer((request, response) => {
  const query = request.method === 'POST' ? create(request) : (ROUTES[request.url] ?? ROUTES['/today'])();
  query.then(
    ({ rows }) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(rows));
    },
    (error) => {
      response.statusCode = 500;
      response.end(String(error));
    },
  );
}).listen(Number(PORT), HOST);
