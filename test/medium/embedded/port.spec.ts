import { afterEach, expect, it } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { query, startHere, stopAndClean, installedFolder } from './servers.js';

afterEach(stopAndClean);

it('listens on the port that was asked for', async () => {
  const port = await whileTaken((taken) => Promise.resolve(taken));

  const { url } = await startHere({ dataDir: await installedFolder(), port });

  expect(new URL(url).port).toBe(String(port));
});

it('says so when the port that was asked for is taken, and gives the folder free', async () => {
  const dataDir = await installedFolder();

  await whileTaken(async (port) => {
    await expect(startHere({ dataDir, port })).rejects.toMatchObject({
      problem: 'port_taken',
      message: expect.stringContaining(`127.0.0.1:${port}`),
    });
  });

  await expect(startHere({ dataDir })).resolves.toMatchObject({ adopted: false });
});

it('takes another port when the last one is taken, and remembers it', async () => {
  const dataDir = await installedFolder();
  const path = join(dataDir, 'postgres.json');
  const stored = JSON.parse(readFileSync(path, 'utf8')) as object;

  await whileTaken(async (port) => {
    writeFileSync(path, JSON.stringify({ ...stored, port }));

    const { url } = await startHere({ dataDir });

    expect(new URL(url).port).not.toBe(String(port));
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ ...stored, port: Number(new URL(url).port) });
  });
});

async function whileTaken<T>(work: (port: number) => Promise<T>): Promise<T> {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  try {
    return await work((other.address() as AddressInfo).port);
  } finally {
    await new Promise((resolve) => other.close(resolve));
  }
}
