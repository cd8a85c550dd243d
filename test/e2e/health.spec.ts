import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { LifecycleService } from '../../src/modules/health/lifecycle.service.js';
import { HttpClient } from '../../src/platform/http-client/http-client.js';
import { until } from '../acceptance/until.js';
import { signUp } from '../factories/users.js';
import { apiError, OpenAiServer } from '../providers/openai-server.js';
import { hang, json, reply } from '../providers/replies.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

interface Report {
  readonly status: string;
  readonly info: object;
  readonly error: object;
  readonly details: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

async function ask({ url }: TestApp, path = '/health'): Promise<{ code: number; report: Report }> {
  const response = await fetch(`${url}${path}`);
  expect(response.headers.get('cache-control')).toContain('no-store');
  return { code: response.status, report: (await response.json()) as Report };
}

describe('health', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startTestApp();
  });

  afterAll(() => app.close());

  it('tells each dependency, what it is, its state and its latency', async () => {
    const { code, report } = await ask(app);

    expect(code).toBe(200);
    expect(report.status).toBe('ok');
    const up = { status: 'up', state: 'up', latencyMs: expect.any(Number) };
    expect(report.details).toEqual({
      database: { ...up, kind: 'PostgreSQL' },
      queue: { ...up, kind: 'postgres' },
      events: { ...up, kind: 'postgres' },
      ai: { ...up, kind: 'extractive' },
      search: { ...up, kind: 'none' },
    });
  });

  it.each(['/health/live', '/health/ready', '/health/startup'])(
    '%s is 200 for a program that runs',
    async (path) => {
      expect(await ask(app, path)).toMatchObject({ code: 200, report: { status: 'ok' } });
    },
  );

  it('asks only what no request goes without whether requests may come', async () => {
    const { report } = await ask(app, '/health/ready');

    expect(Object.keys(report.details)).toEqual(['process', 'database']);
  });
});

describe('health of a program whose events nobody publishes', () => {
  it('is degraded, and ready', async () => {
    const app = await startTestApp({ env: { ROLE: 'api' } });
    await signUp(app);
    await app.app.get(DataSource).query(`UPDATE events SET recorded_at = now() - interval '1 minute'`);

    const { code, report } = await ask(app);
    const ready = await ask(app, '/health/ready');

    await app.close();
    expect(code).toBe(200);
    expect(report).toMatchObject({
      status: 'degraded',
      details: { events: { state: 'degraded', status: 'up' } },
    });
    expect(ready.code).toBe(200);
  });
});

describe('health of a program that stops', () => {
  it('says that it is not ready, and goes on living', async () => {
    const app = await startTestApp();
    app.app.get(LifecycleService).beginStop();

    const ready = await ask(app, '/health/ready');
    const live = await ask(app, '/health/live');

    await app.close();
    expect(ready).toMatchObject({
      code: 503,
      report: { status: 'error', error: { process: { state: 'stopping' } } },
    });
    expect(live.code).toBe(200);
  });
});

describe('a worker', () => {
  it('tells how it is, and knows nothing else', async () => {
    const app = await startTestApp({ env: { ROLE: 'worker' } });

    const { code } = await ask(app);
    const others = await Promise.all(
      ['/', '/docs', '/docs-json', '/healthy', '/api/v1/widgets'].map((path) => fetch(app.url + path)),
    );

    await app.close();
    expect(code).toBe(200);
    for (const other of others) {
      expect(other.status).toBe(404);
      expect(await other.json()).toMatchObject({ status: 'error', error: { code: 'route_not_found' } });
    }
  });
});

describe('health of a program without its database', () => {
  it('is 503 in Terminus’ own words, and the process lives', async () => {
    const app = await startTestApp();
    await app.app.get(DataSource).destroy();

    const [all, ready, live] = [
      await ask(app),
      await ask(app, '/health/ready'),
      await ask(app, '/health/live'),
    ];

    expect(all).toMatchObject({
      code: 503,
      report: { status: 'error', error: { database: { state: 'down' } } },
    });
    expect(ready).toMatchObject({ code: 503, report: { error: { database: { state: 'down' } } } });
    expect(live.code).toBe(200);
    await app.app.get(DataSource).initialize();
    await app.close();
  });
});

describe('health of a service outside that failed', () => {
  it('is degraded while it is left alone, and not held against it once it may be tried again', async () => {
    const service = await new OpenAiServer().start();
    const app = await startTestApp({ env: { OUTBOUND_REST: '2000' } });
    const http = app.app.get(HttpClient, { strict: false });
    service.replyAlways(reply(500));
    const request = {
      url: service.url,
      provider: 'someone',
      deadlineMs: 5_000,
      maxBytes: 1_000,
      trusted: true,
    };
    while (http.providers[0]?.breaker !== 'open') await http.request(request);
    const facts = async (): Promise<object> => (await ask(app)).report;

    expect(await facts()).toMatchObject({
      status: 'degraded',
      details: { 'outbound:someone': { state: 'degraded', kind: 'someone, breaker open' } },
    });
    await until(
      () => http.providers[0]?.restsForMs,
      (left) => left === 0,
    );
    expect(await facts()).toMatchObject({
      status: 'ok',
      details: { 'outbound:someone': { state: 'up', kind: 'someone, breaker half open' } },
    });

    await app.close();
    await service.close();
  });
});

describe('health of the language model', () => {
  let model: OpenAiServer;
  let app: TestApp;

  beforeEach(async () => {
    model = await new OpenAiServer().start();
    app = await startTestApp({
      env: { OPENAI_API_KEY: model.apiKey, OPENAI_BASE_URL: model.baseUrl, OPENAI_MODEL: 'small-model' },
    });
  });

  afterEach(async () => {
    await app.close();
    await model.close();
  });

  it('is up where its service answers, also where that has no list of models', async () => {
    expect((await ask(app)).report).toMatchObject({
      status: 'ok',
      details: { ai: { state: 'up', kind: 'small-model' } },
    });
    expect(model.requests).toMatchObject([
      { method: 'GET', url: '/v1/models', headers: { authorization: `Bearer ${model.apiKey}` } },
    ]);
  });

  it('is asked of the service once for many who want to know', async () => {
    await Promise.all([ask(app), ask(app)]);
    await ask(app);
    await ask(app, '/health/ready');

    expect(model.requests).toHaveLength(1);
  });

  it.each([
    ['fails', apiError(500, 'out of order')],
    ['refuses the key', json({ error: {} }, 401)],
    ['hangs', hang()],
  ])('is degraded where its service %s, and the program is ready', async (_, reply) => {
    model.replyAlways(reply);

    expect(await ask(app)).toMatchObject({
      code: 200,
      report: { status: 'degraded', details: { ai: { state: 'degraded' }, database: { state: 'up' } } },
    });
    expect((await ask(app, '/health/ready')).code).toBe(200);
  });
});
