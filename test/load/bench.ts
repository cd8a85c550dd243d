/**
 * `npm run bench`: the server against a bare `node:http` + `pg` handler, in interleaved rounds of one run. It prints
 * medians of ratios and writes docs/benchmarks.md. `--one-process` starts each variant once instead of three times;
 * `--quick` is for a look, not for a number to keep.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { startEmbeddedPostgres } from '../../src/platform/embedded/embedded-postgres.js';
import { statementsDuring } from '../support/statement-count.js';
import { fillTasks, makeBenchUser, removeCreatedTasks, type BenchUser } from './population.js';
import { serve, type Served } from './processes.js';
import { timeSequence, type SequenceTimes } from './sequence.js';
import { median } from './statistics.js';

const QUICK = process.argv.includes('--quick');
const SIZES = QUICK ? [1e3] : [1e3, 1e6];
const PROCESSES = QUICK || process.argv.includes('--one-process') ? 1 : 3;
const ROUNDS = QUICK ? 2 : 3;
const ROUND_SECONDS = 2;
const WARM_UP_SECONDS = QUICK ? 2 : 4;
const CONNECTIONS = 16;
const TURNS = 100;
const WARM_UP_TURNS = 50;

interface Scenario {
  readonly name: string;
  readonly path: string;
  readonly bare: string;
  readonly body?: (user: BenchUser) => object;
}

const CREATED = 'a task of the benchmark';

const SCENARIOS: readonly Scenario[] = [
  { name: 'GET /dashboard/today', path: '/dashboard/today', bare: '/board' },
  { name: 'GET /tasks?view=today', path: '/tasks?view=today', bare: '/today' },
  {
    name: 'POST /widgets/{id}/tasks',
    path: '/widgets/{id}/tasks',
    bare: '/tasks',
    body: () => ({ content: CREATED }),
  },
];

interface Measured {
  readonly scenario: string;
  readonly tasks: number;
  readonly ratio: number;
  readonly perSecond: number;
  readonly barePerSecond: number;
  readonly statements: number;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function load(
  url: string,
  user: BenchUser,
  body: object | undefined,
  seconds: number,
): Promise<number> {
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: seconds,
    method: body ? 'POST' : 'GET',
    headers: {
      authorization: `Bearer ${user.token}`,
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url}: ${result.non2xx} not 2xx, ${result.errors} errors`);
  return result.requests.average;
}

interface Measuring {
  readonly server: Served;
  readonly bare: Served;
  readonly user: BenchUser;
  readonly databaseUrl: string;
}

async function measure(scenario: Scenario, measuring: Measuring): Promise<number[][]> {
  const { server, bare, user, databaseUrl } = measuring;
  const body = scenario.body?.(user);
  const ours = `${server.url}/api/v1${scenario.path.replace('{id}', user.todoWidget)}`;
  const theirs = bare.url + scenario.bare;
  const run = async (url: string, seconds: number): Promise<number> => {
    // A widget takes only so many tasks: each round begins without those of the one before.
    if (body) await removeCreatedTasks(databaseUrl, user, CREATED);
    return load(url, user, body, seconds);
  };
  await run(ours, WARM_UP_SECONDS);
  await run(theirs, WARM_UP_SECONDS);
  const rounds: number[][] = [];
  for (let round = 0; round < ROUNDS; round++) {
    rounds.push([await run(ours, ROUND_SECONDS), await run(theirs, ROUND_SECONDS)]);
  }
  if (body) await removeCreatedTasks(databaseUrl, user, CREATED);
  return rounds;
}

async function statementsOf(
  scenario: Scenario,
  server: Served,
  databaseUrl: string,
  user: BenchUser,
): Promise<number> {
  const body = scenario.body?.(user);
  const ask = (): Promise<Response> =>
    fetch(`${server.url}/api/v1${scenario.path.replace('{id}', user.todoWidget)}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${user.token}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  await ask();
  return statementsDuring(databaseUrl, ask);
}

async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'brainboard-bench-'));
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'data') });
  const env = {
    DATABASE_URL: postgres.url,
    NODE_ENV: 'production',
    JWT_SECRET: 'a key that only the benchmark uses, long enough',
    JWT_ACCESS_TTL: '86400',
    RATE_LIMIT: 'off',
    ROLE: 'api',
    DATA_DIR: join(folder, 'api'),
  };
  const startServer = (): Promise<Served> => serve(['dist/src/main.js'], env, '/health/ready');
  const measured: Measured[] = [];
  const sequences: SequenceTimes[] = [];
  const memory: number[] = [];
  try {
    const first = await startServer();
    const user = await makeBenchUser(first.url);
    await first.stop();
    const bareEnv = {
      DATABASE_URL: postgres.url,
      BENCH_USER: user.id,
      BENCH_WIDGET: user.todoWidget,
      BENCH_DATE: user.date,
    };
    for (let process = 0; process < PROCESSES; process++) {
      const server = await startServer();
      try {
        sequences.push(await timeSequence(server.url, user, TURNS, WARM_UP_TURNS));
      } finally {
        await server.stop();
      }
    }
    for (const tasks of SIZES) {
      await fillTasks(postgres.url, user, tasks);
      for (const scenario of SCENARIOS) {
        const rounds: number[][] = [];
        let statements = 0;
        for (let process = 0; process < PROCESSES; process++) {
          const server = await startServer();
          await fetch(`${server.url}/api/v1/dashboard/today`, {
            headers: { authorization: `Bearer ${user.token}` },
          });
          const bare = await serve(['test/load/bare-server.mjs'], bareEnv, '/today');
          try {
            rounds.push(...(await measure(scenario, { server, bare, user, databaseUrl: postgres.url })));
            statements = await statementsOf(scenario, server, postgres.url, user);
            memory.push(server.memory());
          } finally {
            await Promise.all([server.stop(), bare.stop()]);
          }
        }
        const row = {
          scenario: scenario.name,
          tasks,
          ratio: median(rounds.map(([ours = 0, theirs = 1]) => ours / theirs)),
          perSecond: median(rounds.map(([ours = 0]) => ours)),
          barePerSecond: median(rounds.map(([, theirs = 0]) => theirs)),
          statements,
        };
        measured.push(row);
        say(JSON.stringify(row));
      }
    }
    report(measured, sequences, memory);
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function report(
  measured: readonly Measured[],
  sequences: readonly SequenceTimes[],
  memory: readonly number[],
): void {
  const rows = measured.map(
    ({ scenario, tasks, ratio, perSecond, barePerSecond, statements }) =>
      `| ${scenario} | ${tasks} | ${ratio.toFixed(2)} | ${Math.round(perSecond)} | ${Math.round(barePerSecond)} | ${statements} |`,
  );
  const growth = SCENARIOS.map(({ name }) => {
    const of = (tasks: number): number =>
      measured.find((row) => row.scenario === name && row.tasks === tasks)?.perSecond ?? Number.NaN;
    return `| ${name} | ${(of(1e3) / of(1e6)).toFixed(2)} |`;
  });
  const time = (name: keyof SequenceTimes): number => median(sequences.map((times) => times[name]));
  const ratio = (name: keyof SequenceTimes, of: keyof SequenceTimes): string =>
    median(sequences.map((times) => times[name] / times[of])).toFixed(2);
  const text = `# Benchmarks

\`npm run bench\` on ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), Node.js ${process.version}, ${new Date().toISOString().slice(0, 10)}${QUICK ? ', quick' : ''}. The server, PostgreSQL and
the load generator share the cores. Each ratio is the median of ${PROCESSES * ROUNDS} interleaved rounds of ${ROUND_SECONDS} s over ${PROCESSES} processes
of each variant, after ${WARM_UP_SECONDS} s of warm-up, with ${CONNECTIONS} connections. The bare handler is \`node:http\` and \`pg\` with one
prepared query for the same rows; it knows one user and checks nobody.

| request | tasks in the database | of bare | requests/s | bare requests/s | SQL statements |
|---|---|---|---|---|---|
${rows.join('\n')}

Statements are counted by \`pg_stat_statements\`; BEGIN and COMMIT count.

| request | time at 1e6 tasks, of that at 1e3 |
|---|---|
${growth.join('\n')}

One client, which sends one request after the other and is answered compressed:

| request | milliseconds | ratio |
|---|---|---|
| GET /dashboard/today after a task was completed or reopened | ${time('changed').toFixed(1)} | ${ratio('changed', 'unchanged')} of unchanged |
| GET /dashboard/today unchanged | ${time('unchanged').toFixed(1)} | |
| GET /dashboard/today with its ETag: 304 | ${time('notModified').toFixed(1)} | ${ratio('notModified', 'ping')} of a ping |
| GET /health/live, a ping: no SQL | ${time('ping').toFixed(1)} | |

Resident memory of the server after the load: ${Math.min(...memory)} to ${Math.max(...memory)} MiB.
`;
  say(text);
  if (!QUICK) writeFileSync('docs/benchmarks.md', text);
}

await run();
