import { afterEach, describe, expect, it } from '@jest/globals';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import type { EmbeddedPostgres } from '../../../src/platform/embedded/embedded-postgres.js';
import { isAlive, query, serverPid, startHere, stopAndClean } from './servers.js';
import { installedFolder, until } from './servers.js';

afterEach(stopAndClean);

/** Whether somebody answers at the server's address. */
async function answers({ url }: EmbeddedPostgres): Promise<boolean> {
  return query(url, 'SELECT 1').then(
    () => true,
    () => false,
  );
}

describe('a server that ends without being told to', () => {
  it('is started again at the same address, as often as it ends, and loses nothing that was committed', async () => {
    const dataDir = await installedFolder();
    const server = await startHere({ dataDir, durable: true, retryMs: 10 });
    await query(server.url, 'CREATE TABLE kept (n int)');

    for (const n of [1, 2, 3]) {
      await query(server.url, `INSERT INTO kept VALUES (${n})`);
      const pid = serverPid(dataDir);
      process.kill(pid, 'SIGKILL');
      await until(async () => !isAlive(pid) && (await answers(server)));
    }

    expect(await query(server.url, 'SELECT n FROM kept ORDER BY n')).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    const last = serverPid(dataDir);
    await server.stop();
    expect(isAlive(last)).toBe(false);
  });

  it('is given up after five tries, which is told once', async () => {
    const dataDir = await installedFolder();
    const events: string[] = [];
    const losses: unknown[] = [];
    const log = { info: () => undefined, warn: (_: object, event: string) => void events.push(event) };
    const onLost = (error: unknown): void => void losses.push(error);
    await startHere({ dataDir, log, onLost, retryMs: 1 });
    const pid = serverPid(dataDir);
    renameSync(join(dataDir, 'postgres', 'global'), join(dataDir, 'postgres', 'elsewhere'));
    process.kill(pid, 'SIGKILL');

    await until(() => losses.length > 0);

    expect(losses.map(String)).toEqual([expect.stringContaining('did not start')]);
    expect(events).toEqual([
      'embedded_postgres.ended',
      ...Array<string>(5).fill('embedded_postgres.restart_failed'),
    ]);
  });

  it('is not started again once it is to stop', async () => {
    const dataDir = await installedFolder();
    const server = await startHere({ dataDir, retryMs: 600_000 });
    process.kill(serverPid(dataDir), 'SIGKILL');

    await server.stop();

    expect(await answers(server)).toBe(false);
    await expect(startHere({ dataDir })).resolves.toMatchObject({ adopted: false });
  });
});
