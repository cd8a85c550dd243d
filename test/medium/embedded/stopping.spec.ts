import { afterEach, describe, expect, it } from '@jest/globals';
import { startInstance, urlOf } from './instances.js';
import { isAlive, query, serverPid, startHere, stopAndClean, installedFolder, until } from './servers.js';

afterEach(stopAndClean);

describe('stopping', () => {
  it('ends every process, keeps the data, and the next start has the same address', async () => {
    const dataDir = await installedFolder();
    const first = await startHere({ dataDir });
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    const pid = serverPid(dataDir);

    await first.stop();
    expect(isAlive(pid)).toBe(false);

    const second = await startHere({ dataDir });
    expect(second.url).toBe(first.url);
    expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  it('twice is as good as once', async () => {
    const server = await startHere({ dataDir: await installedFolder() });

    await expect(Promise.all([server.stop(), server.stop()])).resolves.toBeDefined();
    await expect(server.stop()).resolves.toBeUndefined();
  });

  it('does not wait for connections that are open', async () => {
    const dataDir = await installedFolder();
    const server = await startHere({ dataDir });
    const sleeping = query(server.url, 'SELECT pg_sleep(600)');
    const cut = expect(sleeping).rejects.toMatchObject({ code: '57P01' });
    await until(async () => {
      const busy = `SELECT FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(600)' AND state = 'active'`;
      return (await query(server.url, busy)).length === 1;
    });

    await server.stop();

    await cut;
  });

  it('is done when the server was killed before', async () => {
    const dataDir = await installedFolder();
    const server = await startHere({ dataDir });
    process.kill(serverPid(dataDir), 'SIGKILL');

    await expect(server.stop()).resolves.toBeUndefined();
    await expect(startHere({ dataDir })).resolves.toMatchObject({ adopted: false });
  });

  it('kills a server that hangs, after a while, and tells', async () => {
    const dataDir = await installedFolder();
    const events: string[] = [];
    const log = { info: () => undefined, warn: (_: object, event: string) => void events.push(event) };
    const server = await startHere({ dataDir, log, durable: true });
    await query(server.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    process.kill(serverPid(dataDir), 'SIGSTOP');

    await server.stop(300);

    expect(events).toEqual(['embedded_postgres.killed']);
    const next = await startHere({ dataDir });
    expect(await query(next.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  it('becomes impatient when it is asked again with less patience', async () => {
    const dataDir = await installedFolder();
    const events: string[] = [];
    const log = { info: () => undefined, warn: (_: object, event: string) => void events.push(event) };
    const server = await startHere({ dataDir, log });
    const pid = serverPid(dataDir);
    process.kill(pid, 'SIGSTOP');

    const stopped = server.stop();
    await server.stop(0);
    await stopped;

    expect(events).toEqual(['embedded_postgres.killed']);
    expect(isAlive(pid)).toBe(false);
  });

  it('is left to us: Ctrl-C and a signal to the process group do not reach the server', async () => {
    const dataDir = await installedFolder();
    const instance = await startInstance({ dataDir });
    const server = serverPid(dataDir);

    process.kill(-instance.pid, 'SIGINT');
    expect(await query(urlOf(instance), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);

    expect(await instance.stop()).toBe(0);
    expect(isAlive(server)).toBe(false);
  });
});
