import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import { ApiClient } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const MAX = 4;

describe('the network that failed sign-ins are counted for', () => {
  let app: TestApp;

  afterEach(async () => {
    await app.close();
  });

  async function start(trustProxy: string): Promise<void> {
    app = await startTestApp({
      env: { TRUST_PROXY: trustProxy, LOGIN_MAX_FAILURES_PER_ADDRESS: String(MAX) },
    });
  }

  /** Fails to sign in to one account after the other, with these forwarded addresses. */
  async function fail(forwarded: readonly string[]): Promise<number[]> {
    const statuses: number[] = [];
    for (const address of forwarded) {
      const body = { email: `${randomUUID()}@example.org`, password: 'a wrong password' };
      const options = { body, headers: { 'x-forwarded-for': address } };
      statuses.push((await new ApiClient(app.url).ask('POST', '/auth/login', options)).status);
    }
    return statuses;
  }

  const forged = (times: number, real: string): string[] =>
    Array.from({ length: times }, (_, i) => `1.2.3.${i}, ${real}`);

  it('is nothing that a client says, where no proxy is trusted', async () => {
    await start('0');

    expect(await fail(forged(MAX + 2, '203.0.113.1'))).toEqual([401, 401, 401, 401, 429, 429]);
  });

  it('is the one that the trusted proxy saw, whatever the client wrote before it', async () => {
    await start('1');

    expect(await fail(forged(MAX + 2, '203.0.113.1'))).toEqual([401, 401, 401, 401, 429, 429]);
    expect(await fail(forged(1, '198.51.100.2'))).toEqual([401]);
  });

  it('is found by the networks of the proxies, too', async () => {
    await start('127.0.0.0/8, 10.0.0.0/8');

    expect(await fail(forged(MAX + 1, '203.0.113.1, 10.1.2.3'))).toEqual([401, 401, 401, 401, 429]);
    expect(await fail(['198.51.100.2, 10.1.2.3'])).toEqual([401]);
  });
});
