import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { inspectProcess } from '../../src/platform/embedded/processes.js';
import { describeWithRedis } from './redis.js';
import { databaseFolder } from './temporary-folder.js';
import { startTestServices, type TestServices } from './test-services.js';

jest.setTimeout(600_000);

const started: TestServices[] = [];
let parent: string;

beforeEach(() => {
  parent = databaseFolder('brainboard-services-');
});

afterEach(async () => {
  for (const services of started.splice(0)) await services.stop();
  rmSync(parent, { recursive: true });
});

const makeFolder = (prefix: string): string => mkdtempSync(join(parent, prefix));

async function start(wish?: Parameters<typeof startTestServices>[0]): Promise<TestServices> {
  const services = await startTestServices({ makeFolder, ...wish });
  started.push(services);
  return services;
}

describeWithRedis('the servers of a run', () => {
  it('are its own, and are gone with their files when it is over', async () => {
    const [one, other] = await Promise.all([start(), start()]);
    const pids = folders().flatMap(pidsIn);
    expect(pids.filter(isAlive)).toHaveLength(4);
    expect([one.databaseUrl, one.redisUrl]).not.toEqual([other.databaseUrl, other.redisUrl]);

    await Promise.all([one.stop(), other.stop()]);

    expect(pids.filter(isAlive)).toEqual([]);
    expect(folders()).toEqual([]);
  });

  it('are gone also when the run was killed', async () => {
    const script = `
      const { startTestServices } = await import(${JSON.stringify(new URL('test-services.ts', import.meta.url).href)});
      await startTestServices({ makeFolder: () => ${JSON.stringify(join(parent, 'run'))} });
      console.log('ready');`;
    const loader = new URL('register-typescript.mjs', import.meta.url).href;
    mkdirSync(join(parent, 'run'));
    const run = spawn(process.execPath, ['--import', loader, '--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(createInterface({ input: run.stdout }), 'line');
    const [folder] = folders();
    const pids = pidsIn(folder!);
    expect(pids.filter(isAlive)).toHaveLength(2);

    run.kill('SIGKILL');

    while (pids.some(isAlive) || existsSync(folder!)) await delay(20);
  });
});

it('do without Redis where it is not installed', async () => {
  const { redisUrl, databaseUrl } = await start({
    redisProgram: '/nowhere/redis-server',
    mustHaveRedis: false,
  });

  expect(redisUrl).toBeUndefined();
  expect(databaseUrl).toMatch(/^postgres:/);
});

it('fail where Redis must be there and is not, and leave nothing', async () => {
  const starting = start({ redisProgram: '/nowhere/redis-server', mustHaveRedis: true });

  await expect(starting).rejects.toThrow('redis-server is not installed');
  expect(folders()).toEqual([]);
});

/** The folders of the runs of this test. */
function folders(): string[] {
  return readdirSync(parent).map((name) => join(parent, name));
}

function pidsIn(folder: string): number[] {
  return ['data/postgres/postmaster.pid', 'redis/pid'].map((file) =>
    Number.parseInt(readFileSync(join(folder, file), 'utf8')),
  );
}

function isAlive(pid: number): boolean {
  return inspectProcess(pid) !== undefined;
}
