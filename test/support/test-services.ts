import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../src/platform/embedded/embedded-postgres.js';
import { databaseFolder } from './temporary-folder.js';
import { startRedis } from './test-redis.js';

/** The servers that one run of the tests shares; another run beside it has its own. */
export interface TestServices {
  readonly databaseUrl: string;
  /** Undefined where there is no program `redis-server`. */
  readonly redisUrl: string | undefined;
  /** Ends what was started and removes its files. */
  stop(): Promise<void>;
}

interface Wish {
  readonly redisProgram?: string;
  readonly makeFolder?: (prefix: string) => string;
  /** Whether to fail without Redis, instead of leaving its suites out. */
  readonly mustHaveRedis?: boolean;
}

type Cleanup = () => Promise<void> | void;

/** Starts PostgreSQL and, where it is installed, Redis; when one of them fails, nothing is left. */
export async function startTestServices({
  redisProgram = 'redis-server',
  makeFolder = databaseFolder,
  mustHaveRedis = process.env.CI === 'true',
}: Wish = {}): Promise<TestServices> {
  const folder = makeFolder('brainboard-test-');
  const cleanups: Cleanup[] = [
    watch(folder),
    () => {
      rmSync(folder, { recursive: true, force: true });
    },
  ];
  const stop = async (): Promise<void> => {
    for (let cleanup = cleanups.pop(); cleanup; cleanup = cleanups.pop()) await cleanup();
  };

  try {
    const postgres = await startEmbeddedPostgres({
      dataDir: join(folder, 'data'),
      durable: false,
      // Each worker may run several programs with a pool each.
      settings: { max_connections: 300 },
    });
    cleanups.push(() => postgres.stop());
    const redis = await startRedis(redisProgram, join(folder, 'redis'));
    if (redis !== undefined) cleanups.push(() => redis.stop());
    else if (mustHaveRedis)
      throw new Error('redis-server is not installed, and with CI=true every test must run');
    return { databaseUrl: postgres.url, redisUrl: redis?.url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * Cleans up after a run that can't do it itself, as after Ctrl-C or SIGKILL: a shell that waits until our end of its
 * pipe closes. Returns what calls it off.
 */
function watch(folder: string): Cleanup {
  const script = `cat > /dev/null
    kill -QUIT "$(head -n 1 "$1/data/postgres/postmaster.pid")"
    kill -KILL "$(cat "$1/redis/pid")"
    sleep 1
    rm -rf "$1"`;
  const shell = spawn('/bin/sh', ['-c', script, 'sh', folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  return async () => {
    const ended = once(shell, 'exit');
    // First itself, then what it waits in: the pipe's end would set it to work.
    shell.kill('SIGKILL');
    shell.stdin.destroy();
    await ended;
  };
}
