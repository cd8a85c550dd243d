import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { cloneDatabase } from './template-database.js';

/** The program as it is shipped: compiled, a process of its own, on a database of its own. */
export interface CompiledServer {
  readonly url: string;
  readonly databaseUrl: string;
  /** What the server has logged as an error so far. */
  errors(): readonly string[];
  /** Ends it as an orchestrator does; rejects where it does not end well. */
  stop(): Promise<void>;
}

const ENV = {
  NODE_ENV: 'test',
  // Serves, and leaves jobs and events alone: then only requests change rows.
  ROLE: 'api',
  LOG_LEVEL: 'error',
  HOST: '127.0.0.1',
  PORT: '0',
  RATE_LIMIT: 'off',
  JWT_SECRET: 'a key that only tests use, long enough for the rules',
  BCRYPT_COST: '4',
  LOGIN_MAX_FAILURES: '1000',
  LOGIN_MAX_FAILURES_PER_ADDRESS: '100000',
  OUTBOUND_ALLOW: '127.0.0.0/8',
};

/** Brings dist up to date with the sources; says nothing where it is. */
export async function build(): Promise<void> {
  await promisify(execFile)(process.execPath, ['scripts/build-if-needed.mjs']);
}

/** What a child of ours sees of the environment: nothing of the tests' own, except a clock that libfaketime moves. */
export function childEnv(databaseUrl: string, env: Record<string, string> = {}): NodeJS.ProcessEnv {
  const clock = Object.entries(process.env).filter(([name]) => /^(LD_PRELOAD|FAKETIME.*)$/.test(name));
  return {
    PATH: process.env.PATH,
    ...Object.fromEntries(clock),
    ...ENV,
    DATABASE_URL: databaseUrl,
    ...env,
  };
}

/** Builds where needed, and starts the server on a free port. */
export async function startCompiledServer(env: Record<string, string> = {}): Promise<CompiledServer> {
  await build();
  const database = await cloneDatabase();
  const child = spawn(process.execPath, ['dist/src/main.js'], {
    env: childEnv(database.url, env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = collect(child);
  const port = await portOf(child, output);
  return {
    url: `http://127.0.0.1:${port}`,
    databaseUrl: database.url,
    errors: () =>
      output
        .join('')
        .split('\n')
        .filter((line) => line.includes('"level":"')),
    async stop() {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
      await database.drop();
      if (child.exitCode !== 0)
        throw new Error(`the server ended with ${child.exitCode ?? child.signalCode}`);
    },
  };
}

function collect(child: ChildProcess): string[] {
  const output: string[] = [];
  for (const stream of [child.stdout!, child.stderr!])
    stream.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  return output;
}

/** The port that the server says it listens on. */
async function portOf(child: ChildProcess, output: readonly string[]): Promise<string> {
  const ended = once(child, 'exit');
  for (;;) {
    const port = /localhost:(\d+)\/api/.exec(output.join(''))?.[1];
    if (port !== undefined) return port;
    const isOver = await Promise.race([
      ended.then(() => true),
      once(child.stdout!, 'data').then(() => false),
    ]);
    if (isOver) throw new Error(`the server did not start:\n${output.join('')}`);
  }
}
