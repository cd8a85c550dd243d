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

  it('may be read by the origins on the list only', async () => {
    const allowed = await person.api.raw('GET', '/widgets', {
      headers: { origin: 'https://app.example.org' },
    });
    const other = await person.api.raw('GET', '/widgets', {
      headers: { origin: 'https://evil.example.org' },
    });

    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://app.example.org');
    expect(other.headers.get('access-control-allow-origin')).toBeNull();
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
    ['POST', '/health'],
    ['GET', '/%'],
  ])('%s %s is a failure like any other', async (method, path) => {
    const response = await fetch(app.url + path, { method });

    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ status: 'error', error: { code: 'route_not_found' } });
  });
});
