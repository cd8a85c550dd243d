import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { signUp, type Person } from '../factories/users.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let person: Person;

beforeAll(async () => {
  app = await startTestApp({ env: { CORS_ORIGINS: 'https://app.example.org' } });
  person = await signUp(app);
});

afterAll(() => app.close());

const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

describe('every answer', () => {
  it('carries the request id that was sent, if it is sane, else that of its trace, else one of ours', async () => {
    const sane = await person.api.get('/widgets', { headers: { 'x-request-id': 'abc-123' } });
    const insane = await person.api.get('/widgets', { headers: { 'x-request-id': 'x'.repeat(300) } });

    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const traced = await person.api.get('/widgets', { headers: { traceparent } });

    expect(sane.meta.requestId).toBe('abc-123');
    expect(traced.meta.requestId).toBe('4bf92f3577b34da6a3ce929d0e0e4736');
    expect(insane.meta.requestId).toMatch(/^[0-9a-f]{24}$/);
  });

  it('has the security headers and says nothing of Express', async () => {
    const { headers } = await person.api.raw('GET', '/widgets');

    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it('is compressed for those who ask and when it is large', async () => {
    const ask = (encoding: string) =>
      fetch(`${app.url}/docs-json`, { headers: { 'accept-encoding': encoding } });

    expect((await ask('gzip')).headers.get('content-encoding')).toBe('gzip');
    expect((await ask('identity')).headers.get('content-encoding')).toBeNull();
  });
});

describe('a path', () => {
  const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

  it('answers each method that it does not take with those that it takes, without a token', async () => {
    const { paths } = (await (await fetch(`${app.url}/docs-json`)).json()) as {
      paths: Record<string, Record<string, unknown>>;
    };
    const wrong: unknown[] = [];
    let asked = 0;

    for (const [path, operations] of Object.entries(paths)) {
      const taken = METHODS.filter((method) => method.toLowerCase() in operations);
      if (taken.includes('GET')) taken.push('HEAD');
      const allow = [...taken, 'OPTIONS'].sort().join(', ');
      // A fixed path may look like one with a parameter, whose methods it then has as well.
      const address = app.url + path.replace(/\{\w+\}/g, '01980c3e-7a10-7cc3-98a5-3f0c2b9d4e11');
      for (const method of METHODS.filter((one) => !taken.includes(one))) {
        const response = await fetch(address, { method });
        asked += 1;
        const text = await response.text();
        const code = text === '' ? undefined : (JSON.parse(text) as { error: { code: string } }).error.code;
        const answer = [response.status, code, response.headers.get('allow')?.includes(taken[0] ?? '')];
        const refusal = [405, method === 'HEAD' ? undefined : 'method_not_allowed', true];
        const expected = method === 'OPTIONS' ? [204, undefined, true] : refusal;
        if (JSON.stringify(answer) !== JSON.stringify(expected)) wrong.push([method, path, allow, ...answer]);
      }
    }

    expect(wrong).toEqual([]);
    expect(asked).toBeGreaterThan(Object.keys(paths).length);
  });

  it.each([
    ['PUT', '/api/v1/widgets', 'GET, HEAD, OPTIONS, POST'],
    ['POST', '/api/v1/widgets/01980c3e-7a10-7cc3-98a5-3f0c2b9d4e11', 'DELETE, GET, HEAD, OPTIONS, PATCH'],
    ['GET', '/api/v1/auth/login', 'OPTIONS, POST'],
    ['PUT', '/api/v1/users/me', 'DELETE, GET, HEAD, OPTIONS, PATCH'],
    ['DELETE', '/health/live', 'GET, HEAD, OPTIONS'],
    ['POST', '/docs-json', 'GET, HEAD, OPTIONS'],
  ])('%s %s says which methods there are', async (method, path, allow) => {
    const response = await fetch(app.url + path, { method });

    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe(allow);
    expect(await response.json()).toMatchObject({
      status: 'error',
      message: `${method} is not allowed here: use ${allow}`,
      error: { code: 'method_not_allowed', details: [] },
      meta: { path },
    });
  });

  it.each(['GET', 'PUT', 'DELETE', 'OPTIONS'])('that there is not stays 404 for %s', async (method) => {
    for (const path of ['/api/v1/nothing', '/api/v1/widgets/a/b/c', '/nothing', '/api/v2/widgets'])
      expect((await fetch(app.url + path, { method })).status).toBe(404);
  });

  it('that is wrong in its method is told by RFC 9457 to those who ask for it', async () => {
    const options = { headers: { accept: 'application/problem+json' } };

    const { status, headers, body } = await person.api.raw('DELETE', '/widgets', options);

    expect([status, headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS, POST']);
    expect(body).toMatchObject({ status: 405, code: 'method_not_allowed' });
  });
});

describe('a page of another origin', () => {
  const LISTED = 'https://app.example.org';
  const OTHER = 'https://evil.example.org';
  const ask = (origin: string, headers: Record<string, string> = {}) =>
    person.api.raw('GET', '/widgets', { headers: { origin, ...headers } });
  const preflight = (origin: string, path = '/api/v1/widgets', method = 'PATCH'): Promise<Response> =>
    fetch(app.url + path, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': method,
        'access-control-request-headers': 'authorization,if-match',
      },
    });

  it('may call the API and read its headers, if it is on the list', async () => {
    const { status, headers } = await ask(LISTED);

    expect(status).toBe(200);
    expect(headers.get('access-control-allow-origin')).toBe(LISTED);
    expect(headers.get('access-control-allow-credentials')).toBe('true');
    expect(headers.get('vary')).toMatch(/\bOrigin\b/);
    for (const name of 'ETag,Link,Location,RateLimit,RateLimit-Policy,Retry-After,X-Request-Id'.split(','))
      expect(headers.get('access-control-expose-headers')?.split(',')).toContain(name);
  });

  it('may ask first, and need not ask again for ten minutes', async () => {
    const response = await preflight(LISTED);

    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe(LISTED);
    expect(response.headers.get('access-control-allow-methods')).toContain('PATCH');
    expect(response.headers.get('access-control-allow-headers')).toBe('authorization,if-match');
    expect(response.headers.get('access-control-max-age')).toBe('600');
  });

  it('can read a failure, too', async () => {
    const { status, headers } = await person.api.raw('GET', '/nothing', { headers: { origin: LISTED } });

    expect([status, headers.get('access-control-allow-origin')]).toEqual([404, LISTED]);
  });

  it.each([
    OTHER,
    'null',
    'https://app.example.org.evil.example',
    'http://app.example.org',
    `${LISTED}:8443`,
  ])('is refused in words if it is %s, without a word of configuration', async (origin) => {
    const refusal = {
      status: 'error',
      message: 'this origin is not allowed to call the API: ask who runs it to allow it',
      error: { code: 'origin_not_allowed' },
    };
    const first = await preflight(origin);
    const second = await ask(origin);

    for (const headers of [first.headers, second.headers]) {
      expect(headers.get('access-control-allow-origin')).toBeNull();
      expect(headers.get('vary')).toMatch(/\bOrigin\b/);
    }
    expect([first.status, second.status]).toEqual([403, 403]);
    expect(await first.json()).toMatchObject(refusal);
    expect(second.body).toMatchObject(refusal);
    expect(second.text).not.toContain('CORS_ORIGINS');
  });

  it('has had nothing done for it when it is refused', async () => {
    const before = (await person.api.get('/widgets')).data;

    const options = { body: { type: 'todo', title: 'Mine' }, headers: { origin: OTHER } };
    expect(await person.api.refused('POST', '/widgets', options)).toMatchObject({
      code: 'origin_not_allowed',
    });

    expect((await person.api.get('/widgets')).data).toEqual(before);
  });

  it('is none where the browser says that it is ours, as behind a proxy that renames the host', async () => {
    expect((await ask(app.url)).status).toBe(200);
    expect((await ask(OTHER, { 'sec-fetch-site': 'same-origin' })).status).toBe(200);
    expect((await ask(OTHER, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await ask(OTHER, { 'sec-fetch-site': 'same-site' })).status).toBe(403);
  });

  it('may read the reference and the probes as before', async () => {
    for (const path of ['/docs-json', '/health/live'])
      expect((await fetch(app.url + path, { headers: { origin: OTHER } })).status).toBe(200);
  });

  it('makes every answer differ by origin, for caches', async () => {
    expect((await person.api.raw('GET', '/widgets')).headers.get('vary')).toMatch(/\bOrigin\b/);
  });
});

describe('a body', () => {
  it.each([
    ['that is not JSON', '{"type":', 400, 'body_malformed'],
    ['that is nested too deep', nested(40), 400, 'body_too_deep'],
    ['that has too many values', JSON.stringify({ type: Array(10_001).fill(0) }), 400, 'body_too_wide'],
    ['with a key that would change prototypes', '{"__proto__":{"isAdmin":true}}', 400, 'body_malformed'],
    ['with a key that every object has', '{"title":{"toString":1}}', 400, 'body_malformed'],
    ['that is an array', '[]', 422, 'validation_failed'],
    ['that is null', 'null', 422, 'validation_failed'],
    ['that is a text', '"text"', 422, 'validation_failed'],
    ['that is too large', JSON.stringify({ title: 'x'.repeat(2_000_000) }), 413, 'body_too_large'],
  ])('%s is refused', async (_, body, status, code) => {
    expect(await person.api.refused('POST', '/widgets', { body })).toMatchObject({ status, code });
  });

  it('of another type is refused', async () => {
    const options = { body: 'type=todo', headers: { 'content-type': 'application/x-www-form-urlencoded' } };

    expect(await person.api.refused('POST', '/widgets', options)).toMatchObject({
      status: 415,
      code: 'media_type_unsupported',
    });
  });

  it('in an encoding or character set that is not read is refused', async () => {
    const encoding = { body: '{}', headers: { 'content-encoding': 'pig-latin' } };
    const charset = { body: '{}', headers: { 'content-type': 'application/json; charset=ebcdic' } };

    expect(await person.api.refused('POST', '/widgets', encoding)).toMatchObject({
      code: 'encoding_unsupported',
    });
    expect(await person.api.refused('POST', '/widgets', charset)).toMatchObject({
      code: 'charset_unsupported',
    });
  });

  it('that is not packed as it says is refused', async () => {
    for (const encoding of ['gzip', 'deflate', 'br'])
      expect(
        await person.api.refused('POST', '/widgets', { body: {}, headers: { 'content-encoding': encoding } }),
      ).toMatchObject({ status: 400, code: 'body_malformed' });
  });

  it('that is missing is told field by field', async () => {
    const { status, details } = await person.api.refused('POST', '/widgets');

    expect(status).toBe(422);
    expect(details.map(({ field }) => field).sort()).toEqual(['title', 'type']);
  });
});

describe('a failure', () => {
  it('is told by RFC 9457 to those who ask for it', async () => {
    const options = { body: {}, headers: { accept: 'application/problem+json' } };

    const { status, headers, body } = await person.api.raw('POST', '/widgets', options);

    expect(status).toBe(422);
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect(body).toMatchObject({ status: 422, code: 'validation_failed', instance: '/api/v1/widgets' });
  });

  it('is 404 for a route that does not exist', async () => {
    expect(await person.api.refused('GET', '/nothing')).toMatchObject({
      status: 404,
      code: 'route_not_found',
    });
  });

  it('is 404 for an id that is none', async () => {
    expect(await person.api.refused('GET', '/widgets/1')).toMatchObject({ status: 404, code: 'not_found' });
  });

  it('is 400 for a query parameter that nobody reads, 422 for a wrong value of one that is read', async () => {
    expect(await person.api.refused('GET', '/widgets?colour=red')).toMatchObject({
      status: 400,
      code: 'query_unknown',
    });
    expect(await person.api.refused('GET', '/widgets?toString=1')).toMatchObject({ code: 'query_unknown' });
    expect(await person.api.refused('GET', '/widgets?limit=0')).toMatchObject({ status: 422 });
    expect(await person.api.refused('GET', '/widgets?limit=ten')).toMatchObject({ status: 422 });
  });
});

describe('outside the API', () => {
  it('the root leads to the reference', async () => {
    const response = await fetch(app.url, { redirect: 'manual' });

    expect(response.status).toBe(302);
    expect(response.headers.get('location')).toBe('/docs');
  });

  it('there is no reference where it is switched off', async () => {
    const other = await startTestApp({ env: { API_DOCS: 'false' } });

    for (const path of ['/', '/docs', '/docs-json'])
      expect([path, (await fetch(other.url + path)).status]).toEqual([path, 404]);
    await other.close();
  });

  it('probes keep the shape of Terminus', async () => {
    for (const path of ['/health/live', '/health/ready', '/health/startup', '/health']) {
      const response = await fetch(app.url + path);

      expect(response.status).toBe(200);
      expect(await response.json()).toMatchObject({ details: {}, error: {} });
    }
  });

  it.each([
    ['GET', '/nowhere'],
    ['GET', '/docs/nowhere'],
    ['GET', '/health/nowhere'],
    ['GET', '/%'],
  ])('%s %s is a failure like any other', async (method, path) => {
    const response = await fetch(app.url + path, { method });

    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ status: 'error', error: { code: 'route_not_found' } });
  });
});
