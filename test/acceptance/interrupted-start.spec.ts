import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { applicationUrl, loadCredentials } from '../../src/platform/embedded/credentials.js';
import { readPidFile } from '../../src/platform/embedded/postmaster.js';
import { build } from '../support/compiled-server.js';
import { dataFolder, processesOn, removeDataFolders, serverOn } from './data-folders.js';
import { demoAccountIn } from './demo-account.js';
import { endAll, Program } from './program.js';
import { rowsOf } from './rows.js';
import { until } from './until.js';

beforeAll(build);

afterAll(async () => {
  await endAll();
  await removeDataFolders();
});

/** Starts the first start of an installation, and resolves in the middle of the making of its demonstration. */
async function startUntilHalfMade(dataDir: string): Promise<Program> {
  const program = Program.run({ DATA_DIR: dataDir });
  await program.says(/Making a demonstration/);
  await until(
    () => countEntries(dataDir),
    (count) => count > 0,
  );
  return program;
}

async function countEntries(dataDir: string): Promise<number> {
  const [row] = await rowsOf<{ count: number }>(
    urlOn(dataDir),
    'SELECT count(*)::int AS count FROM tracker_entries',
  );
  return row!.count;
}

/** The address of the database that runs on a data folder. */
function urlOn(dataDir: string): string {
  const { port } = readPidFile(join(dataDir, 'postgres'))!;
  return applicationUrl(loadCredentials(dataDir, join(dataDir, 'postgres')), port);
}

interface Stopped {
  readonly code: number | string;
  readonly said: string;
  readonly processes: number[];
}

async function stop(program: Program, dataDir: string): Promise<Stopped> {
  const code = await program.end('SIGTERM');
  return { code, said: program.output, processes: processesOn(dataDir) };
}

async function stopWhileSeeding(): Promise<Stopped> {
  const dataDir = dataFolder();
  return stop(await startUntilHalfMade(dataDir), dataDir);
}

async function stopWhileDatabaseStarts(): Promise<Stopped> {
  const dataDir = dataFolder();
  const program = Program.run({ DATA_DIR: dataDir });
  await until(
    () => serverOn(dataDir),
    (pid) => pid !== undefined,
  );
  return stop(program, dataDir);
}

describe('a first start that is interrupted', () => {
  it('by a crash in the making of the demonstration: the next one makes a whole one, the only account', async () => {
    const dataDir = dataFolder();
    const crashed = await startUntilHalfMade(dataDir);
    await crashed.end('SIGKILL');

    const next = await Program.serve({ DATA_DIR: dataDir });

    const account = demoAccountIn(next.output);
    expect(account.email).toBe('demo@example.org');
    await expect(next.api.post('/auth/login', account)).resolves.toMatchObject({ status: 200 });
    expect(await rowsOf(urlOn(dataDir), 'SELECT email FROM users')).toEqual([{ email: account.email }]);
    expect(await rowsOf(urlOn(dataDir), 'SELECT count(*)::int AS count FROM widgets')).toEqual([
      { count: 15 },
    ]);
  });

  it('by SIGTERM, wherever it is: it ends with code 0 and leaves no process', async () => {
    const stops = await Promise.all([stopWhileSeeding(), stopWhileDatabaseStarts()]);

    for (const { code, said, processes } of stops) {
      expect(code).toBe(0);
      expect(said).not.toMatch(/error|^ +at /im);
      expect(processes).toEqual([]);
    }
  });
});
