import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { applicationUrl, loadCredentials } from '../../src/platform/embedded/credentials.js';
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
  const url = applicationUrl(loadCredentials(dataDir, join(dataDir, 'postgres')), portOf(dataDir));
  const [row] = await rowsOf<{ count: number }>(url, 'SELECT count(*)::int AS count FROM tracker_entries');
  return row!.count;
}

function portOf(dataDir: string): number {
  return Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[3]);
}

describe('a first start that is interrupted while it makes the demonstration', () => {
  it('by a crash: the next start makes a whole one, and the account that it shows is the only one', async () => {
    const dataDir = dataFolder();
    const crashed = await startUntilHalfMade(dataDir);
    await crashed.end('SIGKILL');

    const next = await Program.serve({ DATA_DIR: dataDir });

    const account = demoAccountIn(next.output);
    expect(account.email).toBe('demo@example.org');
    await expect(next.api.post('/auth/login', account)).resolves.toMatchObject({ status: 200 });
    const url = applicationUrl(loadCredentials(dataDir, join(dataDir, 'postgres')), portOf(dataDir));
    expect(await rowsOf(url, 'SELECT email FROM users')).toEqual([{ email: account.email }]);
    expect(await rowsOf(url, 'SELECT count(*)::int AS count FROM widgets')).toEqual([{ count: 12 }]);
  });

  it('by SIGTERM: it ends with code 0 and leaves no process', async () => {
    const dataDir = dataFolder();
    const stopped = await startUntilHalfMade(dataDir);

    expect(await stopped.end('SIGTERM')).toBe(0);

    expect(stopped.output).not.toMatch(/error|^ +at /im);
    expect(processesOn(dataDir)).toEqual([]);
    expect(serverOn(dataDir)).toBeUndefined();
  });

  it('by SIGTERM while its database starts: it ends with code 0 and leaves no process', async () => {
    const dataDir = dataFolder();
    const stopped = Program.run({ DATA_DIR: dataDir });
    await until(
      () => serverOn(dataDir),
      (pid) => pid !== undefined,
    );

    expect(await stopped.end('SIGTERM')).toBe(0);

    expect(processesOn(dataDir)).toEqual([]);
    expect(serverOn(dataDir)).toBeUndefined();
  });
});
