import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { SignedInView } from '../../src/modules/auth/sessions/sign-in.service.js';
import type { UserView } from '../../src/modules/users/users.contract.js';
import { deleteAccount, signUp, type Person } from '../factories/users.js';
import { eventsOf } from '../support/event-rows.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let person: Person;
let email: string;

beforeAll(async () => {
  app = await startTestApp({ env: { LOGIN_MAX_FAILURES: '3' } });
});

beforeEach(async () => {
  person = await signUp(app);
  email = `${randomUUID()}@example.org`;
});

afterAll(() => app.close());

const change = (body: object, headers = {}) =>
  person.api.ask<UserView>('POST', '/users/me/email', { body, headers });
const login = (address: string) =>
  person.api.as().ask<SignedInView>('POST', '/auth/login', {
    body: { email: address, password: person.password },
  });

describe('changing the e-mail address', () => {
  it('lets its owner sign in with the new one only, and leaves the sessions as they are', async () => {
    const other = await login(person.email);
    const written = ` ${email.toUpperCase()} `;

    const { data, headers, meta } = await person.api.post<UserView>('/users/me/email', {
      email: written,
      password: person.password,
    });

    expect(data).toEqual({ ...person.user, email, version: 2, updatedAt: data.updatedAt });
    expect(headers.get('etag')).toBe('"2"');
    expect(meta.events).toHaveLength(1);
    expect((await person.api.get('/users/me')).data).toEqual(data);
    expect(await login(person.email)).toMatchObject({ status: 401, code: 'credentials_invalid' });
    expect((await login(email)).status).toBe(200);
    const { accessToken } = (other as { data: SignedInView }).data.tokens;
    expect((await person.api.as(accessToken).get('/users/me')).status).toBe(200);
  });

  it('is in the log without either address', async () => {
    await change({ email, password: person.password });

    const events = await eventsOf(app, person.id, 'user.email_changed.v1');
    expect(events).toEqual([{ type: 'user.email_changed.v1', payload: {}, actorId: person.id }]);
  });

  it('frees the old address for somebody else', async () => {
    await change({ email, password: person.password });

    const successor = await signUp(app, { email: person.email });

    expect(successor.id).not.toBe(person.id);
  });

  it('to the present one, however it is written, changes nothing', async () => {
    const answer = await change({ email: person.email.toUpperCase(), password: person.password });

    expect(answer).toMatchObject({ status: 200, data: person.user });
    expect(await eventsOf(app, person.id, 'user.email_changed.v1')).toEqual([]);
  });

  it('is refused for an address that has an account, also one that waits for its deletion', async () => {
    const other = await signUp(app);
    const taken = { email: other.email.toUpperCase(), password: person.password };
    const refusal = { status: 409, code: 'email_taken', details: [{ field: 'email' }] };

    expect(await change(taken)).toMatchObject(refusal);
    await deleteAccount(other);
    expect(await change(taken)).toMatchObject(refusal);
    expect((await person.api.get('/users/me')).data).toEqual(person.user);
  });

  it('gives an address to one of two who want it at once', async () => {
    const rival = await signUp(app);
    const wish = ({ api, password }: Person) =>
      api.ask('POST', '/users/me/email', { body: { email, password } });

    const statuses = (await Promise.all([wish(person), wish(rival)])).map(({ status }) => status);

    expect(statuses.sort()).toEqual([200, 409]);
  });

  it('asks for the password, which a guesser does not guess', async () => {
    for (let i = 0; i < 3; i += 1)
      expect(await change({ email, password: 'a guess' })).toMatchObject({
        status: 422,
        code: 'password_wrong',
        details: [{ field: 'password' }],
      });

    expect(await change({ email, password: person.password })).toMatchObject({
      status: 429,
      code: 'sign_in_locked',
    });
    expect((await person.api.get('/users/me')).data).toEqual(person.user);
  });

  it('is made only in the version that was read', async () => {
    const wanted = { email, password: person.password };

    expect(await change(wanted, { 'if-match': '"7"' })).toMatchObject({ status: 412, code: 'version_stale' });
    expect(await change(wanted, { 'if-match': '"1"' })).toMatchObject({ status: 200 });
  });

  it.each([
    ['email', { email: 'nobody' }],
    ['email', { email: null }],
    ['email', { email: undefined }],
    ['email', { email: 5 }],
    ['password', { password: undefined }],
    ['password', { password: null }],
    ['name', { name: 'Grace' }],
  ])('says what is wrong with %s: %j', async (field, wrong) => {
    expect(await change({ email, password: person.password, ...wrong })).toMatchObject({
      status: 422,
      code: 'validation_failed',
      details: [{ field }],
    });
  });
});
