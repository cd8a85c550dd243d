import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { seedDemo, type RunningCore } from '../../../src/app/demo/demo.js';
import { keepFirstDemo, makeFirstDemo } from '../../../src/app/demo/first-demo.js';
import { Config } from '../../../src/config/config.js';
import { readEnv } from '../../../src/config/env.js';
import { createLogger } from '../../../src/platform/logging/logger.js';
import { ApiClient } from '../../support/api-client.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const logger = createLogger({ level: 'silent', pretty: false });

let app: TestApp;
let dataDir: string;
let said: string;

beforeEach(async () => {
  app = await startTestApp({ env: { ROLE: 'api' } });
  dataDir = mkdtempSync(join(tmpdir(), 'brainboard-demo-'));
  said = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
});

afterEach(async () => {
  jest.restoreAllMocks();
  await app.close();
  rmSync(dataDir, { recursive: true });
});

/** As a program has it that started this database by itself. */
function embedded(env: Record<string, string> = {}): RunningCore {
  const variables = { NODE_ENV: 'test', BCRYPT_COST: '4', DATA_DIR: dataDir, ...env };
  return { config: new Config(readEnv(variables), app.databaseUrl), logger };
}

const makeFirst = (
  core = embedded(),
  signal = new AbortController().signal,
): ReturnType<typeof makeFirstDemo> => makeFirstDemo(app.app, core, signal);

const emails = async (): Promise<string[]> =>
  (await app.app.get(DataSource).query<{ email: string }[]>('SELECT email FROM users ORDER BY email')).map(
    ({ email }) => email,
  );

describe('the first demonstration', () => {
  it('is made for an empty installation, with weeks of history up to yesterday', async () => {
    const account = (await makeFirst())!;

    expect(said).toContain('Making a demonstration account');
    const api = new ApiClient(app.url);
    const { data } = await api.post<{ tokens: { accessToken: string } }>('/auth/login', account);
    const board = await api.as(data.tokens.accessToken).get<{ widgets: object[] }>('/dashboard/today');
    expect(board.data.widgets).toHaveLength(8);
    const [history] = await app.app
      .get(DataSource)
      .query<{ days: number; age: number }[]>(
        `SELECT count(DISTINCT local_date)::int AS days, current_date - max(local_date) AS age FROM tracker_entries`,
      );
    expect(history!.days).toBeGreaterThan(15);
    expect(history!.age).toBeLessThanOrEqual(2);
  });

  it('is made again from the beginning where it was cut short, and left alone once its password was told', async () => {
    const cutShort = new AbortController();
    const half = makeFirst(embedded(), cutShort.signal);
    while ((await emails()).length === 0) await new Promise(setImmediate);
    cutShort.abort();
    await expect(half).rejects.toThrow('aborted');

    const account = await makeFirst();

    expect(account?.email).toBe('demo@example.org');
    expect(await emails()).toEqual(['demo@example.org']);
    expect(existsSync(join(dataDir, 'demo-unfinished'))).toBe(true);
    keepFirstDemo(embedded().config);
    expect(await makeFirst()).toBeUndefined();
  });

  it('is not made where it is not wanted, where somebody has an account, or in a database of another', async () => {
    expect(await makeFirst(embedded({ DEMO: 'false' }))).toBeUndefined();
    expect(await makeFirst(embedded({ DATABASE_URL: app.databaseUrl }))).toBeUndefined();
    await new ApiClient(app.url).post('/auth/register', {
      email: 'ada@example.org',
      password: 'a long enough one',
      name: 'Ada',
      timeZone: 'UTC',
    });

    expect(await makeFirst()).toBeUndefined();

    expect(await emails()).toEqual(['ada@example.org']);
  });
});

describe('a further demonstration', () => {
  it('has an address of its own', async () => {
    const [first, second] = [
      await seedDemo(embedded(), { seed: '1' }),
      await seedDemo(embedded(), { seed: '1' }),
    ];

    expect([first.email, second.email]).toEqual(['demo@example.org', 'demo-2@example.org']);
    expect(first.password).not.toBe(second.password);
  });
});
