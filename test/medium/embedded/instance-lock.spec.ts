import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { takeInstanceLock, type InstanceLock } from '../../../src/platform/embedded/lock.js';
import { folderIdentity, inspectProcess, pidSpace } from '../../../src/platform/embedded/processes.js';
import { loader, startInstance, urlOf, type Instance } from './instances.js';
import { installedFolder, query, startHere, stopAndClean, temporaryFolder } from './servers.js';

const locks: InstanceLock[] = [];

afterEach(async () => {
  for (const lock of locks.splice(0)) lock.release();
  await stopAndClean();
});

describe('two instances on one folder', () => {
  it('the second is refused at once, by the pid of the first, which goes on', async () => {
    const dataDir = await installedFolder();
    const first = await startInstance({ dataDir });

    const start = startHere({ dataDir });

    await expect(start).rejects.toMatchObject({
      problem: 'folder_in_use',
      message: expect.stringContaining(
        `Another Brainboard runs on the data folder ${dataDir} (pid ${first.pid})`,
      ),
    });
    expect(await query(urlOf(first), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(await first.stop()).toBe(0);
  });

  it('the second is refused also within one process, until the first has stopped', async () => {
    const dataDir = await installedFolder();
    const first = await startHere({ dataDir });
    await expect(startHere({ dataDir })).rejects.toMatchObject({ problem: 'folder_in_use' });

    await first.stop();

    await expect(startHere({ dataDir })).resolves.toMatchObject({ adopted: false });
  });

  it('exactly one of several that start at the same time wins', async () => {
    const dataDir = temporaryFolder();

    const all = await Promise.all([1, 2, 3, 4].map(() => startInstance({ dataDir })));

    const problems = all.map(({ outcome }) => ('problem' in outcome ? outcome.problem : 'none')).sort();
    expect(problems).toEqual(['folder_in_use', 'folder_in_use', 'folder_in_use', 'none']);
    await Promise.all(all.map((instance: Instance) => instance.stop()));
  });
});

describe('a lock', () => {
  it('is free again after its release, however often it is released', () => {
    const dataDir = temporaryFolder();
    for (let round = 1; round <= 3; round += 1) {
      const lock = take(dataDir);
      lock.release();
      lock.release();
    }

    expectTaken(dataDir);
  });

  it('of a living process holds', () => {
    const dataDir = folderLockedBy({});

    expect(() => take(dataDir)).toThrow(/Another Brainboard runs .* \(pid \d+\)/);
  });

  it('of a process that is dead is taken over', () => {
    const dataDir = folderLockedBy({ pid: deadPid() });

    expectTaken(dataDir);
  });

  it('of a process whose pid is another one’s now is taken over', () => {
    const dataDir = folderLockedBy({ pid: process.ppid, startedAt: 'long ago' });

    expectTaken(dataDir);
  });

  it('that came with a copy of the folder is taken over', () => {
    const dataDir = folderLockedBy({ folder: '1:1' });

    expectTaken(dataDir);
  });

  it.each(['', '{"pid":', '[]', '{"pid":"1"}'])(
    'that a power failure left as %j is taken over',
    (content) => {
      const dataDir = temporaryFolder();
      mkdirSync(join(dataDir, 'instance'));
      writeFileSync(join(dataDir, 'instance', '7'), content);

      expectTaken(dataDir);
    },
  );

  it('of another machine or container holds while there is a sign of life', () => {
    const dataDir = folderLockedBy({ pidSpace: 'another', host: 'laptop', pid: 1 });
    expect(() => take(dataDir)).toThrow(/pid 1 on laptop, or in a container there/);

    const aMinuteAgo = Date.now() / 1000 - 60;
    utimesSync(join(dataDir, 'instance', '7'), aMinuteAgo, aMinuteAgo);
    expectTaken(dataDir);
  });

  it('that can not be read is an error, not free', () => {
    const dataDir = temporaryFolder();
    mkdirSync(join(dataDir, 'instance', '7'), { recursive: true });

    expect(() => take(dataDir)).toThrow('EISDIR');
  });

  it('gives a sign of life every few seconds', () => {
    jest.useFakeTimers();
    const dataDir = temporaryFolder();
    take(dataDir);
    const path = join(dataDir, 'instance', '1');
    const before = readFileSync(path, 'utf8');
    utimesSync(path, 1, 1);

    jest.advanceTimersByTime(5_000);

    jest.useRealTimers();
    expect(statSync(path).mtimeMs).toBeGreaterThan(1_000);
    expect(readFileSync(path, 'utf8')).toBe(before);
  });

  it('has one holder at a time, whatever many processes do that also die with it', async () => {
    const dataDir = temporaryFolder();

    const ends = await Promise.all([1, 2, 3, 4].map(() => contend(dataDir, 100)));

    expect(ends).toEqual(Array(4).fill('SIGKILL'));
    expect(readdirSync(join(dataDir, 'instance'))).toHaveLength(1);
  });
});

function contend(dataDir: string, rounds: number): Promise<unknown> {
  const contender = fileURLToPath(new URL('lock-contender.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', loader, contender, dataDir, String(rounds)], {
    stdio: 'inherit',
  });
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      resolve(signal ?? code);
    });
  });
}

/** A data folder with a lock of this process, but for what the test is about. */
function folderLockedBy(difference: object): string {
  const dataDir = temporaryFolder();
  const folder = join(dataDir, 'instance');
  mkdirSync(folder);
  const { startedAt } = inspectProcess(process.pid)!;
  const ours = {
    pid: process.pid,
    startedAt,
    pidSpace: pidSpace(),
    host: 'here',
    folder: folderIdentity(folder),
  };
  writeFileSync(join(folder, '7'), JSON.stringify({ ...ours, ...difference }));
  return dataDir;
}

/** The pid of a process that has ended. */
function deadPid(): number {
  return spawnSync('true').pid;
}

function take(dataDir: string): InstanceLock {
  const lock = takeInstanceLock(dataDir);
  locks.push(lock);
  return lock;
}

/** Takes the folder, which nobody else can from then on. */
function expectTaken(dataDir: string): void {
  take(dataDir);

  expect(() => take(dataDir)).toThrow(/Another Brainboard runs/);
}
