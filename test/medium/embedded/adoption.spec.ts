import { afterEach, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPidFile } from '../../../src/platform/embedded/postmaster.js';
import { end, isRoot, NOBODY, spawnInstance, startInstance, urlOf } from './instances.js';
import { administratorUrlOf, isAlive, query, serverPid, startHere, stopAndClean } from './servers.js';
import { installedFolder, temporaryFolder, until } from './servers.js';

afterEach(stopAndClean);

const pidFile = (dataDir: string): string => join(dataDir, 'postgres', 'postmaster.pid');

describe('after the application was killed', () => {
  it('adopts the server that runs on, with its data, and stops it in the end', async () => {
    const dataDir = await installedFolder();
    const killed = await startInstance({ dataDir });
    await query(urlOf(killed), 'CREATE TABLE kept AS SELECT 42 AS answer');
    const server = serverPid(dataDir);
    await killed.kill();
    expect(isAlive(server)).toBe(true);

    const next = await startHere({ dataDir });

    expect(next).toMatchObject({ adopted: true, url: urlOf(killed) });
    expect(serverPid(dataDir)).toBe(server);
    expect(await query(next.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);

    await next.stop();
    expect(isAlive(server)).toBe(false);
  });

  it('finishes a first start that was interrupted before there was a database', async () => {
    const dataDir = await installedFolder();
    const killed = await startInstance({ dataDir });
    const administrator = administratorUrlOf(dataDir, urlOf(killed));
    await killed.kill();
    await query(administrator, 'DROP DATABASE brainboard');

    const next = await startHere({ dataDir });

    expect(await query(next.url, 'SELECT current_database() AS name')).toEqual([{ name: 'brainboard' }]);
  });

  it('repairs a user that may not log in', async () => {
    const dataDir = await installedFolder();
    const first = await startHere({ dataDir });
    await query(administratorUrlOf(dataDir, first.url), `ALTER ROLE brainboard NOLOGIN PASSWORD 'lost'`);
    await first.stop();

    const next = await startHere({ dataDir });

    expect(await query(next.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('starts over what an interrupted initdb left, and may still be at', async () => {
    const dataDir = temporaryFolder();
    const isBegun = (name: string): boolean => name.startsWith('postgres.new-');
    const killed = spawnInstance({ dataDir });
    await until(() => readdirSync(dataDir).some(isBegun));
    await end(killed, 'SIGKILL');

    const { url } = await startHere({ dataDir });

    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(readdirSync(dataDir).sort()).toEqual(['instance', 'postgres', 'postgres.json', 'postgres.log']);
  });

  it('says so when the server is not ready after a while, and adopts it at the next start', async () => {
    const dataDir = await installedFolder();

    await expect(startHere({ dataDir, patienceMs: 0 })).rejects.toMatchObject({
      problem: 'cannot_start',
      message: expect.stringMatching(/runs and is not ready yet.*Start again to wait further/),
    });

    await until(() => readPidFile(join(dataDir, 'postgres')) !== undefined);
    await expect(startHere({ dataDir })).resolves.toMatchObject({ adopted: true });
  });

  it('waits for a server that is just shutting down, and starts another', async () => {
    const dataDir = await installedFolder();
    const killed = await startInstance({ dataDir });
    const server = serverPid(dataDir);
    await killed.kill();
    // A smart shutdown waits for the connections that are open.
    const open = query(urlOf(killed), 'SELECT pg_sleep(0.3)');
    await until(async () => (await query(urlOf(killed), ACTIVE_SLEEPERS)).length === 1);
    process.kill(server, 'SIGTERM');

    const next = await startHere({ dataDir });

    await open;
    expect(next.adopted).toBe(false);
    expect(isAlive(server)).toBe(false);
    expect(await query(next.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

const ACTIVE_SLEEPERS = `SELECT FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%' AND state = 'active'`;

describe('after the server was killed', () => {
  it('starts it again with the data, though the processes of the old one are only just ending', async () => {
    const dataDir = await installedFolder();
    const killed = await startInstance({ dataDir, durable: true });
    await query(urlOf(killed), 'CREATE TABLE kept AS SELECT 42 AS answer');
    const server = serverPid(dataDir);
    process.kill(server, 'SIGKILL');
    await killed.kill();

    const next = await startHere({ dataDir });

    expect(next).toMatchObject({ adopted: false, url: urlOf(killed) });
    expect(serverPid(dataDir)).not.toBe(server);
    expect(await query(next.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  it('never starts beside a process of the old one that works on, and says why', async () => {
    const dataDir = await installedFolder();
    const killed = await startInstance({ dataDir });
    const endless = query(urlOf(killed), 'DO $$ BEGIN LOOP END LOOP; END $$').catch(() => undefined);
    const busy = `SELECT pid FROM pg_stat_activity WHERE query LIKE 'DO %' AND state = 'active'`;
    await until(async () => (await query(urlOf(killed), busy)).length === 1);
    const [worker] = (await query(urlOf(killed), busy)) as [{ pid: number }];
    process.kill(serverPid(dataDir), 'SIGKILL');
    await killed.kill();

    await expect(startHere({ dataDir, patienceMs: 1_000 })).rejects.toMatchObject({
      problem: 'cannot_start',
      message: expect.stringContaining('pre-existing shared memory block'),
    });

    process.kill(worker.pid, 'SIGKILL');
    await endless;
    await expect(startHere({ dataDir })).resolves.toMatchObject({ adopted: false });
  });

  it('is not misled by another program that has its pid now', async () => {
    const dataDir = await installedFolder();
    // PostgreSQL itself refuses to start when that program runs as the same user.
    const other = spawn('sleep', ['600'], { stdio: 'ignore', ...(isRoot ? NOBODY : {}) });
    writeFileSync(pidFile(dataDir), noteOf(other.pid!, dataDir));

    const { url, adopted } = await startHere({ dataDir });

    expect(adopted).toBe(false);
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(isAlive(other.pid!)).toBe(true);
    other.kill('SIGKILL');
  });

  it('is not misled by a note that a power failure left empty', async () => {
    const dataDir = await installedFolder();
    writeFileSync(pidFile(dataDir), '');

    const { url } = await startHere({ dataDir });

    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

describe('a server that is not ours to take', () => {
  it('serves the folder that this one is a copy of: it goes on, and the copy gets its own', async () => {
    const [original, copy] = [await installedFolder(), join(temporaryFolder(), 'copy')];
    const first = await startHere({ dataDir: original });
    await query(first.url, 'CREATE TABLE who AS SELECT 1 AS name');
    await query(administratorUrlOf(original, first.url), 'CHECKPOINT');
    cpSync(original, copy, { recursive: true });

    const second = await startHere({ dataDir: copy });
    await query(second.url, 'UPDATE who SET name = 2');

    expect(second.adopted).toBe(false);
    expect(serverPid(copy)).not.toBe(serverPid(original));
    expect(await query(first.url, 'SELECT name FROM who')).toEqual([{ name: 1 }]);
    expect(await query(second.url, 'SELECT name FROM who')).toEqual([{ name: 2 }]);
  });

  it('has another password: says so, and leaves it alone', async () => {
    const dataDir = await installedFolder();
    const killed = await startInstance({ dataDir });
    await killed.kill();
    const path = join(dataDir, 'postgres.json');
    writeFileSync(
      path,
      JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), administratorPassword: 'x' }),
    );

    await expect(startHere({ dataDir })).rejects.toMatchObject({
      problem: 'cannot_start',
      message: expect.stringContaining(`pid ${serverPid(dataDir)}`),
    });
    expect(isAlive(serverPid(dataDir))).toBe(true);
  });

  it('does not answer: says so after a while, and leaves it alone', async () => {
    const dataDir = await installedFolder();
    const killed = await startInstance({ dataDir });
    await killed.kill();
    process.kill(serverPid(dataDir), 'SIGSTOP');

    await expect(startHere({ dataDir, patienceMs: 100 })).rejects.toMatchObject({
      problem: 'cannot_start',
      message: expect.stringContaining('does not answer'),
    });
    expect(isAlive(serverPid(dataDir))).toBe(true);
  });
});

/** A `postmaster.pid` as a server on the folder would have written it. */
function noteOf(pid: number, dataDir: string): string {
  return [pid, join(dataDir, 'postgres'), 1, 5432, '', '127.0.0.1', '  1 1', 'ready   ', ''].join('\n');
}
