import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import type { Client } from '../../../src/modules/auth/auth.contract.js';
import { CredentialsInvalid } from '../../../src/modules/auth/auth.errors.js';
import { AuthService } from '../../../src/modules/auth/auth.service.js';
import type { SignedInView } from '../../../src/modules/auth/sessions/sign-in.service.js';
import { CredentialsService } from '../../../src/modules/auth/passwords/credentials.service.js';
import { Passwords } from '../../../src/modules/auth/passwords/passwords.js';
import { PasswordChangeService } from '../../../src/modules/auth/passwords/password-change.service.js';
import { SecurityLog } from '../../../src/modules/auth/security-log.js';
import { SessionTokensService } from '../../../src/modules/auth/sessions/session-tokens.service.js';
import { actorOf } from '../../factories/actors.js';
import { buildRegistration, signUp, type Person } from '../../factories/users.js';
import { eventsOf } from '../../support/event-rows.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const client: Client = { address: '203.0.113.7', userAgent: 'a phone' };

/** Comes back once a statement in the test's database waits for a lock. */
async function untilSomebodyWaits(dataSource: DataSource): Promise<void> {
  const waiting = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  while ((await dataSource.query<unknown[]>(waiting)).length === 0);
}

describe('signing in', () => {
  let app: TestApp;
  let auth: AuthService;

  beforeAll(async () => {
    app = await startTestApp();
    auth = app.app.get(AuthService, { strict: false });
  });

  afterAll(async () => {
    await app.close();
  });

  const login = ({ email, password }: Pick<Person, 'email' | 'password'>): Promise<SignedInView> =>
    auth.login({ email, password }, client);

  const written = (): Promise<void> =>
    app.app.get(SecurityLog, { strict: false }).beforeApplicationShutdown();

  const storedHashOf = async (userId: string): Promise<string> => {
    const rows: { hash: string }[] = await app.app
      .get(DataSource)
      .query('SELECT password_hash AS hash FROM credentials WHERE user_id = $1', [userId]);
    return rows[0]?.hash ?? '';
  };

  it('makes a session that says from where it came', async () => {
    const person = await signUp(app);
    const { user } = await login(person);

    expect(user).toEqual(person.user);
    const { data } = await person.api.get<{ ip: string; userAgent: string }[]>('/auth/sessions');
    expect(data[0]).toMatchObject({ ip: '203.0.113.7', userAgent: 'a phone', isCurrent: false });
    expect(await eventsOf(app, person.id, 'auth.signed_in.v1')).toHaveLength(2);
  });

  it('takes a password however its letters were composed', async () => {
    const registration = buildRegistration({ password: 'cafe\u0301 au lait' });
    await auth.register(registration, client);

    const { user } = await login({ ...registration, password: 'caf\u00e9 au lait' });

    expect(user.email).toBe(registration.email);
  });

  it.each([
    ['longer than bcrypt reads', (password: string) => password.padEnd(72, 'x') + 'y', 72],
    ['with another end', (password: string) => `${password}!`, 0],
    ['in another case', (password: string) => password.toLowerCase(), 0],
    ['with a NUL and something behind it', (password: string) => `${password}\0x`, 0],
  ])('refuses a password %s', async (_, spoil, pad) => {
    const registration = buildRegistration();
    const padded = { ...registration, password: registration.password.padEnd(pad, 'x') };
    await auth.register(padded, client);

    await expect(login({ ...padded, password: spoil(padded.password) })).rejects.toThrow(CredentialsInvalid);
    expect((await login(padded)).user.email).toBe(padded.email);
  });

  it('does the same work for an address that has no account', async () => {
    const passwords = app.app.get(Passwords, { strict: false });
    const person = await signUp(app);
    const decoy = (passwords as unknown as { decoy: string }).decoy;

    // Same algorithm, same cost: bcrypt's work depends on nothing else.
    expect(decoy.slice(0, 7)).toBe((await storedHashOf(person.id)).slice(0, 7));
    await expect(login({ email: `${randomUUID()}@example.org`, password: 'decoy' })).rejects.toThrow(
      CredentialsInvalid,
    );
    expect(await passwords.verify('anything', undefined)).toBe(false);
  });

  it('tells the account’s log of failures, after the answer', async () => {
    const person = await signUp(app);

    await expect(login({ ...person, password: 'a wrong password' })).rejects.toThrow(CredentialsInvalid);
    await written();

    expect(await eventsOf(app, person.id, 'auth.sign_in_failed.v1')).toEqual([
      { type: 'auth.sign_in_failed.v1', payload: { address: '203.0.113.7' }, actorId: null },
    ]);
    expect(await eventsOf(app, person.id, 'auth.sign_ins_throttled.v1')).toEqual([]);
  });

  it('tells the account’s log when further attempts have to wait', async () => {
    const person = await signUp(app);

    for (let i = 0; i < 12; i += 1)
      await login({ ...person, password: 'a wrong one' }).catch(() => undefined);
    await written();

    expect(await eventsOf(app, person.id, 'auth.sign_in_failed.v1')).toHaveLength(10);
    expect(await eventsOf(app, person.id, 'auth.sign_ins_throttled.v1')).toHaveLength(1);
  });

  it('hashes a password anew when another cost is configured, and only then', async () => {
    const person = await signUp(app);
    const cheap = await storedHashOf(person.id);
    const costly = await startTestApp({ databaseUrl: app.databaseUrl, env: { BCRYPT_COST: '5' } });

    const there = costly.app.get(AuthService, { strict: false });
    await there.login({ email: person.email, password: person.password }, client);
    const renewed = await storedHashOf(person.id);
    await there.login({ email: person.email, password: person.password }, client);

    expect(cheap).toMatch(/^\$2b\$04\$/);
    expect(renewed).toMatch(/^\$2b\$05\$/);
    expect(await storedHashOf(person.id)).toBe(renewed);
    await costly.close();
  });

  it('leaves no session that was opened with a password which has been changed meanwhile', async () => {
    const person = await signUp(app);
    const passwordHash = await storedHashOf(person.id);
    const actor = await actorOf(app, person);
    const newPassword = `Pw-${randomUUID()}`;

    await app.app
      .get(PasswordChangeService, { strict: false })
      .change(actor, { currentPassword: person.password, newPassword });
    const late = app.app
      .get(SessionTokensService, { strict: false })
      .open({ userId: person.id, passwordHash }, client);

    await expect(late).rejects.toThrow(CredentialsInvalid);
    expect((await login({ email: person.email, password: newPassword })).user.id).toBe(person.id);
  });

  it('waits for a change of the password that is under way', async () => {
    const person = await signUp(app);
    const passwordHash = await storedHashOf(person.id);
    const tokens = app.app.get(SessionTokensService, { strict: false });
    const dataSource = app.app.get(DataSource);

    const outcome = await dataSource.transaction(async (change) => {
      await change.query('UPDATE credentials SET password_hash = $2 WHERE user_id = $1', [person.id, 'new']);
      const opening = tokens.open({ userId: person.id, passwordHash }, client);
      const settled = Promise.allSettled([opening]);
      await Promise.race([settled, untilSomebodyWaits(dataSource)]);
      return { settled };
    });

    expect(await outcome.settled).toMatchObject([{ reason: expect.any(CredentialsInvalid) as unknown }]);
  });

  it('replaces only the hash that was checked', async () => {
    const { id } = await signUp(app);
    const credentials = app.app.get(CredentialsService, { strict: false });
    const account = await credentials.find(id);

    expect(await credentials.replace(account!, 'one')).toBe(true);
    expect(await credentials.replace(account!, 'two')).toBe(false);
    expect(await storedHashOf(id)).toBe('one');
  });

  it('changes the password only once when it is asked twice at once', async () => {
    const person = await signUp(app);
    const actor = await actorOf(app, person);
    const change = (newPassword: string): Promise<void> =>
      app.app
        .get(PasswordChangeService, { strict: false })
        .change(actor, { currentPassword: person.password, newPassword });

    const outcomes = await Promise.allSettled([change(`Pw-${randomUUID()}`), change(`Pw-${randomUUID()}`)]);

    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('puts no password and no token into the database in clear', async () => {
    const person = await signUp(app);
    const { tokens } = await login(person);

    const rows: { row: string }[] = await app.app.get(DataSource).query(
      `SELECT c::text AS row FROM credentials c UNION ALL SELECT s::text FROM sessions s
       UNION ALL SELECT t::text FROM refresh_tokens t UNION ALL SELECT e::text FROM events e
       UNION ALL SELECT u::text FROM users u`,
    );
    const all = rows.map(({ row }) => row).join('\n');
    for (const secret of [
      person.password,
      tokens.accessToken,
      tokens.refreshToken,
      person.tokens.refreshToken,
    ])
      expect(all).not.toContain(secret);
  });
});
