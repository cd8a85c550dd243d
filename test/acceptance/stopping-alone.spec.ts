import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../src/platform/embedded/embedded-postgres.js';
import { RedisServer } from '../medium/jobs/redis-server.js';
import { build } from '../support/compiled-server.js';
import { describeWithRedis } from '../support/redis.js';
import { cloneDatabase, type ClonedDatabase } from '../support/template-database.js';
import { dataFolder, processesOn, removeDataFolders } from './data-folders.js';
import { endAll, Program } from './program.js';
import { until } from './until.js';

/** More than a pipe holds, in lines of the log of almost this length. */
const LONG_PATHS = 150;
const LONG_PATH = `/${'x'.repeat(8_000)}`;

beforeAll(build);

afterEach(endAll);

afterAll(removeDataFolders);

describeWithRedis('a program that is told to stop when its database and its Redis', () => {
  let dataDir: string;
  let postgres: EmbeddedPostgres;
  let redis: RedisServer;

  beforeEach(async () => {
    dataDir = dataFolder();
    [postgres, redis] = await Promise.all([
      startEmbeddedPostgres({ dataDir, durable: false }),
      RedisServer.start(),
    ]);
  });

  afterEach(async () => {
    signalDatabase('SIGCONT');
    await redis.thaw();
    await Promise.all([endAll(), redis.down(), postgres.stop()]);
  });

  const serve = (more: Record<string, string> = {}): Promise<Program> =>
    Program.serve({ DATABASE_URL: postgres.url, REDIS_URL: redis.url, LOG_LEVEL: 'info', ...more });

  function signalDatabase(signal: NodeJS.Signals): void {
    for (const pid of processesOn(dataDir)) process.kill(pid, signal);
  }

  const isNotReady = (program: Program): Promise<unknown> =>
    until(
      () => program.probe('/health/ready'),
      (probe) => probe?.status === 503,
    );

  it('have vanished: ends in order', async () => {
    const program = await serve();
    signalDatabase('SIGKILL');
    await redis.down();
    await isNotReady(program);

    expect(await program.end()).toBe(0);
    expect(program.output).toContain('process.stopped');
  });

  it('have vanished, together with whoever reads its log: ends in order', async () => {
    const program = await serve();
    signalDatabase('SIGKILL');
    await redis.down();
    program.closeStreams();
    await isNotReady(program);

    expect(await program.end()).toBe(0);
  });

  it('hang: waits for an answer no longer than one may take, and ends in order', async () => {
    const program = await serve({ DATABASE_STATEMENT_TIMEOUT: '500' });
    signalDatabase('SIGSTOP');
    await redis.freeze();
    await isNotReady(program);

    expect(await program.end()).toBe(0);
    expect(program.output).toContain('process.stopped');
  });

  it('hang, and answers may take for ever: ends when its time is over, and says what it waited for', async () => {
    const program = await serve({ DATABASE_STATEMENT_TIMEOUT: '600000', SHUTDOWN_LIMIT: '1' });
    signalDatabase('SIGSTOP');
    await redis.freeze();
    await isNotReady(program);

    expect(await program.end()).toBe(1);
    expect(program.output).toMatch(/"waitingFor":"the application".*"process\.stop_timed_out"/);
  });
});

describe('a program whose log nobody reads', () => {
  let database: ClonedDatabase;

  beforeEach(async () => {
    database = await cloneDatabase();
  });

  afterEach(async () => {
    await endAll();
    await database.drop();
  });

  it.each(['test', 'development'])(
    'because its reader has died goes on, and stops in order (%s)',
    async (APP_ENV) => {
      const program = await Program.serve({ DATABASE_URL: database.url, LOG_LEVEL: 'info', APP_ENV });
      program.closeStreams();

      expect((await program.probe('/health/live'))?.status).toBe(200);
      expect(await program.end()).toBe(0);
    },
  );

  it('because its reader hangs goes on, and stops in order', async () => {
    const program = await Program.serve({ DATABASE_URL: database.url, LOG_LEVEL: 'debug' });
    program.stopReading();
    for (let asked = 0; asked < LONG_PATHS; asked++) await program.api.raw('GET', LONG_PATH);

    expect((await program.probe('/health/live'))?.status).toBe(200);
    expect(await program.end()).toBe(0);
  });
});

/** Begins a request that is never finished; resolves when the program has taken it. */
async function beginRequest(program: Program): Promise<Socket> {
  const { hostname, port } = new URL(program.url);
  const socket = connect(Number(port), hostname);
  const headers = ['Host: localhost', 'Content-Type: application/json', 'Content-Length: 2'];
  socket.write(`POST /api/v1/auth/login HTTP/1.1\r\n${headers.join('\r\n')}\r\nExpect: 100-continue\r\n\r\n`);
  await once(socket, 'data');
  return socket.on('error', () => undefined);
}

describe('a program with a database of its own that can not stop in order', () => {
  const serve = async (more: Record<string, string>): Promise<{ program: Program; dataDir: string }> => {
    const dataDir = dataFolder();
    const program = await Program.serve({ DATA_DIR: dataDir, DEMO: 'false', LOG_LEVEL: 'info', ...more });
    return { program, dataDir };
  };

  /** The last thing that the database said. */
  const databaseLog = (dataDir: string): string | undefined =>
    readFileSync(join(dataDir, 'postgres.log'), 'utf8').trim().split('\n').at(-1);

  it('within its time ends the database in order all the same', async () => {
    const { program, dataDir } = await serve({ SHUTDOWN_LIMIT: '1' });
    const client = await beginRequest(program);

    expect(await program.end()).toBe(1);
    client.destroy();

    expect(program.output).toMatch(/"waitingFor":"requests".*"process\.stop_timed_out"/);
    expect(processesOn(dataDir)).toEqual([]);
    expect(databaseLog(dataDir)).toContain('database system is shut down');
  });

  it('and is told again ends at once, and the database in order', async () => {
    const { program, dataDir } = await serve({ SHUTDOWN_DELAY: '300' });
    let isOver = false;
    const ended = program.ended.then((code) => {
      isOver = true;
      return code;
    });

    // At the same moment it would be the same signal, passed on.
    await until(
      () => {
        program.send('SIGINT');
        return isOver;
      },
      (over) => over,
    );

    expect(await ended).toBe(1);
    expect(program.output).toMatch(/"waitingFor":"requests".*"process\.stop_forced"/);
    expect(processesOn(dataDir)).toEqual([]);
    expect(databaseLog(dataDir)).toContain('database system is shut down');
  });
});
