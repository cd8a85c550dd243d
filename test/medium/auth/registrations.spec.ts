import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuthService } from '../../../src/modules/auth/auth.service.js';
import { buildRegistration } from '../../factories/users.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const COUNT = 30;
const client = { address: '203.0.113.7', userAgent: null };

describe('registrations at once', () => {
  let app: TestApp;
  let auth: AuthService;

  beforeAll(async () => {
    app = await startTestApp({ env: { BCRYPT_COST: '9' } });
    auth = app.app.get(AuthService, { strict: false });
  });

  afterAll(() => app.close());

  it('are all done, and a sign-in does not wait for them', async () => {
    const owner = buildRegistration();
    await auth.register(owner, client);
    let registered = 0;

    const registrations = Array.from({ length: COUNT }, async () => {
      await auth.register(buildRegistration(), client);
      registered += 1;
    });
    await auth.login(owner, client);
    const before = registered;
    await Promise.all(registrations);

    expect(before).toBeLessThan(COUNT / 2);
    expect(registered).toBe(COUNT);
  });
});
