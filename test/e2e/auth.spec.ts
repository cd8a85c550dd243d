import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SessionView, TokensView } from '../../src/modules/auth/auth.contract.js';
import type { SignedInView } from '../../src/modules/auth/sessions/sign-in.service.js';
import { buildRegistration, signUp, signUpAdmin } from '../factories/users.js';
import { ApiClient } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

describe('auth over HTTP', () => {
  let app: TestApp;
  let nobody: ApiClient;

  beforeAll(async () => {
    app = await startTestApp();
    nobody = new ApiClient(app.url);
  });

  afterAll(async () => {
    await app.close();
  });

  const me = (tokens: TokensView): Promise<{ status: number }> =>
    nobody.as(tokens.accessToken).ask('GET', '/users/me');

  describe('registration', () => {
    it('makes an account and signs its owner in', async () => {
      const registration = buildRegistration({ email: `Ada.${randomUUID()}@Example.org` });
      const answer = await nobody.post<SignedInView>('/auth/register', registration);

      expect(answer.status).toBe(201);
      expect(answer.headers.get('location')).toBe('/api/v1/users/me');
      expect(answer.data.user).toMatchObject({
        email: registration.email.toLowerCase(),
        name: registration.name,
        timeZone: registration.timeZone,
        role: 'user',
      });
      expect(JSON.stringify(answer)).not.toContain(registration.password);
      expect(answer.data.tokens).toMatchObject({ tokenType: 'Bearer', expiresIn: 900 });
      expect((await me(answer.data.tokens)).status).toBe(200);
    });

    it('is refused for an address that has an account', async () => {
      const { email } = await signUp(app);

      const refusal = await nobody.refused('POST', '/auth/register', {
        body: buildRegistration({ email: email.toUpperCase() }),
      });
      expect(refusal).toMatchObject({ status: 409, code: 'email_taken', details: [{ field: 'email' }] });
    });

    it.each([
      ['email', { email: 'nobody' }],
      ['email', { email: undefined }],
      ['password', { password: 'x'.repeat(73) }],
      ['password', { password: 'ü'.repeat(37) }],
      ['password', { password: 'short' }],
      ['password', { password: 'password123' }],
      ['password', { password: 'Ada Lovelace', name: 'Ada Lovelace' }],
      ['password', { password: undefined }],
      ['name', { name: ' ' }],
      ['name', { name: 'a\0b' }],
      ['timeZone', { timeZone: 'Mars/Olympus' }],
      ['timeZone', { timeZone: undefined }],
      ['role', { role: 'admin' }],
      ['isActive', { isActive: true }],
      ['id', { id: randomUUID() }],
    ])('says what is wrong with %s: %j', async (field, wrong) => {
      const refusal = await nobody.refused('POST', '/auth/register', {
        body: { ...buildRegistration(), ...wrong },
      });

      expect(refusal).toMatchObject({ status: 422, code: 'validation_failed', details: [{ field }] });
    });

    it('names every wrong field at once', async () => {
      const { details } = await nobody.refused('POST', '/auth/register', { body: { admin: true } });

      expect(details.map(({ field }) => field).sort()).toEqual([
        'admin',
        'email',
        'name',
        'password',
        'timeZone',
      ]);
    });
  });

  describe('login', () => {
    it('gives tokens to whoever has the password', async () => {
      const { email, password, user } = await signUp(app);
      const { data } = await nobody.post<SignedInView>('/auth/login', { email: ` ${email} `, password });

      expect(data.user).toEqual(user);
      expect((await me(data.tokens)).status).toBe(200);
    });

    it('does not say whether an account exists', async () => {
      const { email } = await signUp(app);
      const wrong = { email, password: 'a wrong password' };

      const known = await nobody.refused('POST', '/auth/login', { body: wrong });
      const unknown = await nobody.refused('POST', '/auth/login', {
        body: { ...wrong, email: `${randomUUID()}@example.org` },
      });

      expect(known).toMatchObject({ status: 401, code: 'credentials_invalid' });
      expect({ ...unknown, headers: null }).toEqual({ ...known, headers: null });
      expect(known.headers.get('www-authenticate')).toBe('Bearer');
    });

    it('says that an account is deactivated only to whoever has its password', async () => {
      const admin = await signUpAdmin(app);
      const { id, email, password } = await signUp(app);
      await admin.api.patch(`/users/${id}`, { isActive: false });

      expect(await nobody.refused('POST', '/auth/login', { body: { email, password } })).toMatchObject({
        status: 403,
        code: 'account_deactivated',
      });
      const wrong = { email, password: 'a wrong password' };
      expect(await nobody.refused('POST', '/auth/login', { body: wrong })).toMatchObject({ status: 401 });
    });

    it.each([
      [{ email: 'nobody@example.org' }, 'password'],
      [{ email: 'nobody@example.org', password: '' }, 'password'],
      [{ email: 'nobody@example.org', password: { $ne: '' } }, 'password'],
      [{ email: ['nobody@example.org'], password: 'x' }, 'email'],
    ])('says what is wrong with %j', async (body, field) => {
      expect(await nobody.refused('POST', '/auth/login', { body })).toMatchObject({
        status: 422,
        details: [{ field }],
      });
    });

    it('has to wait a moment after too many failures, and is told how long', async () => {
      const { email } = await signUp(app);
      const statuses: number[] = [];
      for (let i = 0; i < 12; i += 1)
        statuses.push(
          (await nobody.ask('POST', '/auth/login', { body: { email, password: 'wrong' } })).status,
        );
      const locked = await nobody.refused('POST', '/auth/login', { body: { email, password: 'wrong' } });

      expect(statuses).toEqual([...Array<number>(10).fill(401), 429, 429]);
      expect(locked).toMatchObject({ status: 429, code: 'sign_in_locked' });
      expect(Number(locked.headers.get('retry-after'))).toBeLessThanOrEqual(5);
    });
  });

  describe('refreshing', () => {
    it('gives ten requests at once one successor, and nobody is signed out', async () => {
      const { tokens } = await signUp(app);
      const { refreshToken } = tokens;

      const answers = await Promise.all(
        Array.from({ length: 10 }, () =>
          nobody.post<{ tokens: TokensView }>('/auth/refresh', { refreshToken }),
        ),
      );

      const successors = new Set(answers.map(({ data }) => data.tokens.refreshToken));
      expect(successors.size).toBe(1);
      for (const { data } of answers) expect((await me(data.tokens)).status).toBe(200);
      expect((await me(tokens)).status).toBe(200);
      await nobody.post('/auth/refresh', { refreshToken: [...successors][0] });
    });

    it.each([
      [{ refreshToken: 'x'.repeat(43) }, 401, 'refresh_token_invalid'],
      [{ refreshToken: '' }, 422, 'validation_failed'],
      [{ refreshToken: 7 }, 422, 'validation_failed'],
      [{}, 422, 'validation_failed'],
    ])('is refused for %j', async (body, status, code) => {
      expect(await nobody.refused('POST', '/auth/refresh', { body })).toMatchObject({ status, code });
    });
  });

  describe('sessions', () => {
    it('are listed newest first, page by page, each once', async () => {
      const { api, email, password } = await signUp(app);
      for (let i = 0; i < 4; i += 1)
        await nobody.post('/auth/login', { email, password }, { headers: { 'user-agent': `device ${i}` } });

      const seen: (string | null)[] = [];
      let page = '';
      do {
        const { data, meta, headers } = await api.get<SessionView[]>(`/auth/sessions?limit=2${page}`);
        seen.push(...data.map(({ userAgent }) => userAgent));
        const cursor = meta.pagination?.nextCursor;
        expect(headers.has('link')).toBe(Boolean(cursor));
        page = cursor ? `&cursor=${cursor}` : '';
      } while (page !== '');

      expect(seen.slice(0, 4)).toEqual(['device 3', 'device 2', 'device 1', 'device 0']);
      expect(seen).toHaveLength(5);
    });

    it('are ended one by one, at once and for both tokens', async () => {
      const { api, email, password } = await signUp(app);
      const { data: elsewhere } = await nobody.post<SignedInView>('/auth/login', { email, password });
      const { data: sessions } = await api.get<SessionView[]>('/auth/sessions');
      const other = sessions.find(({ isCurrent }) => !isCurrent);

      const ended = await api.delete(`/auth/sessions/${other?.id}`);

      expect(ended).toMatchObject({ status: 200, data: null, message: 'Session ended' });
      expect((await me(elsewhere.tokens)).status).toBe(401);
      const { refreshToken } = elsewhere.tokens;
      expect(await nobody.refused('POST', '/auth/refresh', { body: { refreshToken } })).toMatchObject({
        status: 401,
      });
      expect((await api.get('/auth/sessions')).data).toHaveLength(1);
    });

    it('of clients that do not say what they are have no name', async () => {
      const { api, email, password } = await signUp(app);
      const login = request(`${app.url}/api/v1/auth/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
      });
      login.end(JSON.stringify({ email, password }));
      await once(login, 'response');

      const { data } = await api.get<SessionView[]>('/auth/sessions');
      expect(data[0]).toMatchObject({ userAgent: null, ip: '127.0.0.1' });
    });

    it('of others do not exist', async () => {
      const [one, two] = [await signUp(app), await signUp(app)];
      const { data } = await two.api.get<SessionView[]>('/auth/sessions');

      for (const id of [data[0]?.id, randomUUID(), 'no-id'])
        expect(await one.api.refused('DELETE', `/auth/sessions/${id}`)).toMatchObject({ status: 404 });
      expect((await two.api.get('/users/me')).status).toBe(200);
    });

    it('end when their owner signs out, and only those', async () => {
      const { api, email, password, tokens } = await signUp(app);
      const { data: elsewhere } = await nobody.post<SignedInView>('/auth/login', { email, password });

      expect(await api.post('/auth/logout')).toMatchObject({ status: 200, data: null });

      expect(await api.refused('GET', '/users/me')).toMatchObject({ status: 401, code: 'session_over' });
      expect(await api.refused('POST', '/auth/logout')).toMatchObject({ status: 401 });
      const { refreshToken } = tokens;
      expect(await nobody.refused('POST', '/auth/refresh', { body: { refreshToken } })).toMatchObject({
        status: 401,
        code: 'refresh_token_invalid',
      });
      expect((await me(elsewhere.tokens)).status).toBe(200);
    });
  });

  describe('a change of the password', () => {
    it('ends the other sessions and keeps this one', async () => {
      const { api, email, password, tokens } = await signUp(app);
      const { data: elsewhere } = await nobody.post<SignedInView>('/auth/login', { email, password });
      const newPassword = `Pw-${randomUUID()}`;

      await api.post('/auth/password', { currentPassword: password, newPassword });

      expect((await me(elsewhere.tokens)).status).toBe(401);
      expect((await me(tokens)).status).toBe(200);
      expect(await nobody.refused('POST', '/auth/login', { body: { email, password } })).toMatchObject({
        status: 401,
      });
      await nobody.post('/auth/login', { email, password: newPassword });
    });

    it('needs the present password and a good new one', async () => {
      const { api, password } = await signUp(app, { name: 'Ada Byron King' });
      const change = async (currentPassword: string, newPassword: string): Promise<unknown> => {
        const body = { currentPassword, newPassword };
        const { status, code, details } = await api.refused('POST', '/auth/password', { body });
        return [status, code, details.map(({ field }) => field)];
      };

      expect(await change('a wrong password', 'a good one, this')).toEqual([
        422,
        'password_wrong',
        ['currentPassword'],
      ]);
      for (const weak of [password, 'short', 'x'.repeat(73), 'Ada Byron King'])
        expect(await change(password, weak)).toEqual([422, 'validation_failed', ['newPassword']]);
    });
  });

  it('is closed to nobody, and to tokens that are none', async () => {
    const routes = [
      ['POST', '/auth/logout'],
      ['POST', '/auth/password'],
      ['POST', '/users/me/email'],
      ['GET', '/auth/sessions'],
      ['DELETE', `/auth/sessions/${randomUUID()}`],
      ['GET', '/users/me'],
      ['PATCH', '/users/me'],
      ['DELETE', '/users/me'],
      ['GET', '/users'],
      ['GET', `/users/${randomUUID()}`],
      ['PATCH', `/users/${randomUUID()}`],
    ] as const;

    for (const [method, path] of routes) {
      expect(await nobody.refused(method, path)).toMatchObject({ status: 401, code: 'token_missing' });
      expect(await nobody.as('a.b.c').refused(method, path)).toMatchObject({ code: 'token_invalid' });
    }
  });
});
