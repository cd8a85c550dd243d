import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import { buildRegistration, signUp, type Person } from '../factories/users.js';
import { RedisServer } from '../medium/jobs/redis-server.js';
import { ApiClient, type RequestOptions } from '../support/api-client.js';
import { describeWithRedis } from '../support/redis.js';
import { statementsDuring } from '../support/statement-count.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const apps: TestApp[] = [];

afterEach(async () => {
  while (apps.length > 0) await apps.pop()?.close();
});

/** Starts a process with these limits; a second one on the database of the first if that is given. */
async function start(env: Record<string, string>, first?: TestApp): Promise<TestApp> {
  const app = await startTestApp({
    env: { RATE_LIMIT: 'on', ROLE: 'api', ...env },
    ...(first ? { databaseUrl: first.databaseUrl } : {}),
  });
  apps.push(app);
  return app;
}

const onProcess = ({ tokens }: Person, { url }: TestApp): ApiClient => new ApiClient(url, tokens.accessToken);

const write = (api: ApiClient): Promise<number> =>
  api.raw('POST', '/widgets', { body: { type: 'todo', title: 'Home' } }).then(({ status }) => status);

const signIn = (url: string, options: RequestOptions = {}): Promise<number> =>
  new ApiClient(url)
    .raw('POST', '/auth/login', {
      body: { email: `${randomUUID()}@example.org`, password: 'wrong' },
      ...options,
    })
    .then(({ status }) => status);

async function times(count: number, ask: (i: number) => Promise<number>): Promise<number[]> {
  const statuses: number[] = [];
  for (let i = 0; i < count; i += 1) statuses.push(await ask(i));
  return statuses;
}

describe('limits on requests', () => {
  it('say on each answer what is left, and refuse what is more', async () => {
    const { api } = await signUp(await start({ RATE_LIMIT_READS: '2' }));

    const first = await api.get('/users/me');
    const second = await api.raw('GET', '/no-such-route');
    const third = await api.get('/widgets');
    const refused = await api.refused('GET', '/users/me');

    expect(first.headers.get('ratelimit-policy')).toBe('"reads";q=2;w=60');
    expect(first.headers.get('ratelimit')).toMatch(/^"reads";r=1;t=(60|59)$/);
    expect(second.headers.get('ratelimit')).toBeNull();
    expect(third.headers.get('ratelimit')).toMatch(/^"reads";r=0;t=\d\d$/);
    expect(refused).toMatchObject({ status: 429, code: 'rate_limited' });
    expect(refused.message).toMatch(/^too many requests: wait \d+ seconds$/);
    const [, seconds] = /r=0;t=(\d+)$/.exec(refused.headers.get('ratelimit') ?? '') ?? [];
    expect(refused.headers.get('retry-after')).toBe(seconds);
    expect(Number(seconds)).toBeGreaterThan(0);
  });

  it('are those of a user, whatever others do from the same address', async () => {
    const app = await start({ RATE_LIMIT_WRITES: '2' });
    const [ada, bob] = [await signUp(app), await signUp(app)];

    expect(await times(3, () => write(ada.api))).toEqual([201, 201, 429]);
    expect(await write(bob.api)).toBe(201);
    expect((await ada.api.get('/widgets')).status).toBe(200);
  });

  it('are those of the address for who is not signed in, also with a forged token', async () => {
    const app = await start({ RATE_LIMIT_READS: '2', TRUST_PROXY: '1' });
    const read = (address: string, token: string): Promise<number> =>
      new ApiClient(app.url, token)
        .raw('GET', '/users/me', { headers: { 'x-forwarded-for': address } })
        .then(({ status }) => status);

    expect(await times(3, (i) => read('203.0.113.1', `forged ${i}`))).toEqual([401, 401, 429]);
    expect(await read('203.0.113.2', 'forged')).toBe(401);
  });

  it('count all of an IPv6 network as one address, and nothing that a client says of itself', async () => {
    const app = await start({ RATE_LIMIT_SIGN_IN: '2', TRUST_PROXY: '1' });
    const from = (address: string) => signIn(app.url, { headers: { 'x-forwarded-for': address } });

    expect(await times(3, (i) => from(`2001:db8:1:2::${i}`))).toEqual([401, 401, 429]);
    expect(await times(3, (i) => from(`1.2.3.${i}, 203.0.113.9`))).toEqual([401, 401, 429]);
  });

  it('are apart for signing in, for registering and for expensive requests', async () => {
    const app = await start({
      RATE_LIMIT_SIGN_IN: '1',
      RATE_LIMIT_REGISTRATION: '2',
      RATE_LIMIT_EXPENSIVE: '1',
    });
    const { api, email, password } = await signUp(app);
    const preview = { start: '2026-03-01T09:00', timeZone: 'Europe/Berlin', rrule: 'FREQ=DAILY;COUNT=2' };

    expect((await api.post('/auth/login', { email, password })).status).toBe(200);
    expect(await api.refused('POST', '/auth/restore', { body: { email, password } })).toMatchObject({
      status: 429,
      code: 'rate_limited',
    });
    await api.post('/auth/register', buildRegistration());
    const registered = await api.refused('POST', '/auth/register', { body: buildRegistration() });
    expect(registered.headers.get('ratelimit-policy')).toBe('"registration";q=2;w=3600');
    await api.post('/recurrence/preview', preview);
    expect(await api.refused('POST', '/recurrence/preview', { body: preview })).toMatchObject({
      status: 429,
    });
    expect(await write(api)).toBe(201);
  });

  it('leave probes alone', async () => {
    const app = await start({ RATE_LIMIT_READS: '1' });

    const answers = await Promise.all([1, 2, 3].map(() => fetch(`${app.url}/health/live`)));

    for (const { status, headers } of answers) {
      expect(status).toBe(200);
      expect(headers.get('ratelimit')).toBeNull();
    }
  });

  it('can be switched off', async () => {
    const { api } = await signUp(await start({ RATE_LIMIT: 'off', RATE_LIMIT_READS: '1' }));

    for (let i = 0; i < 3; i += 1) {
      const { headers } = await api.get('/users/me');
      expect(headers.get('ratelimit-policy')).toBeNull();
    }
  });

  it('cost the board of the day no statement', async () => {
    const app = await start({});
    const { api } = await signUp(app);
    await api.get('/dashboard/today');

    const statements = await statementsDuring(app.databaseUrl, async () => {
      const { headers } = await api.get('/dashboard/today');
      expect(headers.get('ratelimit-policy')).toBe('"reads";q=6000;w=60');
    });

    expect(statements).toBe(1);
  });

  it('on signing in are one limit of all processes of a database', async () => {
    const first = await start({ RATE_LIMIT_SIGN_IN: '5' });
    const second = await start({ RATE_LIMIT_SIGN_IN: '5' }, first);

    const statuses = await Promise.all(
      Array.from({ length: 12 }, (_, i) => signIn((i % 2 === 0 ? first : second).url)),
    );

    expect(statuses.filter((status) => status === 429)).toHaveLength(7);
  });
});

describeWithRedis('limits on requests with Redis', () => {
  let redis: RedisServer;

  afterEach(async () => {
    await redis.thaw();
    while (apps.length > 0) await apps.pop()?.close();
    await redis.down();
  });

  async function startTwo(env: Record<string, string>): Promise<readonly [TestApp, TestApp]> {
    redis = await RedisServer.start();
    const first = await start({ REDIS_URL: redis.url, ...env });
    return [first, await start({ REDIS_URL: redis.url, ...env }, first)];
  }

  it('are one limit of all processes, exact also for requests at the same moment', async () => {
    const [first, second] = await startTwo({ RATE_LIMIT_WRITES: '10' });
    const person = await signUp(first);

    const statuses = await Promise.all(
      Array.from({ length: 25 }, (_, i) => write(onProcess(person, i % 2 === 0 ? first : second))),
    );

    expect(statuses.filter((status) => status === 201)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(15);
  });

  it('begin again when Redis was emptied', async () => {
    const [first] = await startTwo({ RATE_LIMIT_WRITES: '2' });
    const { api } = await signUp(first);
    expect(await times(3, () => write(api))).toEqual([201, 201, 429]);

    await redis.flushAll();

    expect(await times(3, () => write(api))).toEqual([201, 201, 429]);
  });

  it.each(['down', 'freeze'] as const)('go on in memory when Redis is away: %s', async (fault) => {
    const [first] = await startTwo({ RATE_LIMIT_WRITES: '3' });
    const { api } = await signUp(first);
    await write(api);

    await redis[fault]();

    expect(await times(4, () => write(api))).toEqual([201, 201, 201, 429]);
  });
});
