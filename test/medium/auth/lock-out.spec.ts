import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { AuthService } from '../../../src/modules/auth/auth.service.js';
import {
  AccountDeactivated,
  CredentialsInvalid,
  PasswordWrong,
  SignInLocked,
} from '../../../src/modules/auth/auth.errors.js';
import { LockOut } from '../../../src/modules/auth/lock-out/lock-out.js';
import { PasswordChangeService } from '../../../src/modules/auth/passwords/password-change.service.js';
import { actorOf } from '../../factories/actors.js';
import { signUp } from '../../factories/users.js';
import { FakeClock } from '../../support/fake-clock.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const MAX = 3;
const MAX_PER_ADDRESS = 8;
const LOCK_SECONDS = 600;
const clock = new FakeClock('2026-03-01T08:00:00.000Z');

type Outcome = 'in' | 'wrong' | 'locked';

describe('too many failed sign-ins', () => {
  let app: TestApp;
  let other: TestApp;

  beforeAll(async () => {
    const env = {
      LOGIN_MAX_FAILURES: String(MAX),
      LOGIN_MAX_FAILURES_PER_ADDRESS: String(MAX_PER_ADDRESS),
      LOGIN_LOCK: String(LOCK_SECONDS),
    };
    app = await startTestApp({ env, clock });
    other = await startTestApp({ env, clock, databaseUrl: app.databaseUrl });
  });

  afterAll(async () => {
    await other.close();
    await app.close();
  });

  let address: string;
  let hosts = 0;
  beforeEach(() => {
    hosts += 1;
    address = `203.0.113.${hosts}`;
  });

  async function login(email: string, password: string, from = address, at = app): Promise<Outcome> {
    try {
      await at.app
        .get(AuthService, { strict: false })
        .login({ email, password }, { address: from, userAgent: null });
      return 'in';
    } catch (error) {
      if (error instanceof SignInLocked) return 'locked';
      if (error instanceof CredentialsInvalid) return 'wrong';
      throw error;
    }
  }

  async function failTimes(times: number, email: string, from?: string): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    for (let i = 0; i < times; i += 1) outcomes.push(await login(email, 'a wrong password', from));
    return outcomes;
  }

  const secondsToWait = async (email: string, from = address): Promise<number | undefined> => {
    const login = { email, password: 'a wrong password' };
    const refused: unknown = await app.app
      .get(AuthService, { strict: false })
      .login(login, { address: from, userAgent: null })
      .catch((error: unknown) => error);
    return refused instanceof SignInLocked ? refused.retryAfter : undefined;
  };

  it('lock the account, also for the right password, until the time is over', async () => {
    const { email, password } = await signUp(app);

    expect(await failTimes(MAX + 1, email)).toEqual(['wrong', 'wrong', 'wrong', 'locked']);
    expect(await login(email, password)).toBe('locked');
    expect(await login(email, password, '198.51.100.1')).toBe('locked');
    expect(await login(email.toUpperCase(), password, address, other)).toBe('locked');

    clock.advance(LOCK_SECONDS * 1000 - 1);
    expect(await login(email, password)).toBe('locked');
    clock.advance(1);
    expect(await login(email, password)).toBe('in');
  });

  it('say how long to wait, and asking again does not make it longer', async () => {
    const { email } = await signUp(app);
    await failTimes(MAX, email);

    expect(await secondsToWait(email)).toBe(LOCK_SECONDS);
    clock.advance(100_000);
    expect(await secondsToWait(email)).toBe(LOCK_SECONDS - 100);
    clock.advance((LOCK_SECONDS - 100) * 1000 - 1);
    expect(await secondsToWait(email)).toBe(1);
  });

  it('lock an address without an account in the same way', async () => {
    const email = `${randomUUID()}@example.org`;

    expect(await failTimes(MAX + 1, email)).toEqual(['wrong', 'wrong', 'wrong', 'locked']);
    expect(await secondsToWait(email)).toBe(LOCK_SECONDS);
    clock.advance(LOCK_SECONDS * 1000);
    expect(await failTimes(MAX + 1, email)).toEqual(['wrong', 'wrong', 'wrong', 'locked']);
  });

  it('are forgotten after a success', async () => {
    const { email, password } = await signUp(app);

    await failTimes(MAX - 1, email);
    expect(await login(email, password)).toBe('in');
    expect(await failTimes(MAX + 1, email)).toEqual(['wrong', 'wrong', 'wrong', 'locked']);
  });

  it('are forgotten when none was added for as long as a lock lasts', async () => {
    const { email } = await signUp(app);

    await failTimes(MAX - 1, email);
    clock.advance(LOCK_SECONDS * 1000);
    expect(await failTimes(MAX + 1, email)).toEqual(['wrong', 'wrong', 'wrong', 'locked']);
  });

  it('add up as long as the next one comes in time', async () => {
    const { email } = await signUp(app);

    for (let i = 0; i < MAX; i += 1) {
      expect(await failTimes(1, email)).toEqual(['wrong']);
      clock.advance(LOCK_SECONDS * 1000 - 1);
    }
    clock.advance(2 - LOCK_SECONDS * 1000);
    expect(await failTimes(1, email)).toEqual(['locked']);
  });

  it('are counted exactly when they come at once, on two processes', async () => {
    const { email } = await signUp(app);

    const outcomes = await Promise.all(
      Array.from({ length: 7 }, (_, i) =>
        login(email, 'a wrong password', address, i % 2 === 0 ? app : other),
      ),
    );

    expect(outcomes.filter((outcome) => outcome === 'wrong')).toHaveLength(MAX);
    expect(outcomes.filter((outcome) => outcome === 'locked')).toHaveLength(7 - MAX);
  });

  it('from one address lock it out, whatever the accounts, and leave others alone', async () => {
    const { email, password } = await signUp(app);
    const guessed = await Promise.all(
      Array.from({ length: MAX_PER_ADDRESS + 5 }, () =>
        login(`${randomUUID()}@example.org`, 'a wrong password'),
      ),
    );

    expect(guessed.filter((outcome) => outcome === 'wrong')).toHaveLength(MAX_PER_ADDRESS);
    expect(await login(email, password)).toBe('locked');
    expect(await login(email, password, '198.51.100.2')).toBe('in');
    clock.advance(LOCK_SECONDS * 1000);
    expect(await login(email, password)).toBe('in');
  });

  it('from a locked-out address do not lock accounts any more', async () => {
    const { email, password } = await signUp(app);
    for (let i = 0; i < MAX_PER_ADDRESS; i += 1) await failTimes(1, `${randomUUID()}@example.org`);

    expect(await failTimes(MAX, email)).toEqual(['locked', 'locked', 'locked']);
    expect(await login(email, password, '198.51.100.3')).toBe('in');
  });

  it('from one address are not forgotten by signing in to an account of one’s own between them', async () => {
    const own = await signUp(app);

    for (let i = 0; i < MAX_PER_ADDRESS; i += 1) {
      expect(await login(own.email, own.password)).toBe('in');
      expect(await failTimes(1, `${randomUUID()}@example.org`)).toEqual(['wrong']);
    }
    expect(await login(own.email, own.password)).toBe('locked');
  });

  it('are not what successes are: any number of them is welcome from one address', async () => {
    const { email, password } = await signUp(app);

    for (let i = 0; i < MAX_PER_ADDRESS + 2; i += 1) expect(await login(email, password)).toBe('in');
  });

  it('on a locked account do not count against the address', async () => {
    const { email } = await signUp(app);
    await failTimes(MAX, email);

    await failTimes(MAX_PER_ADDRESS, email);

    expect(await failTimes(1, `${randomUUID()}@example.org`)).toEqual(['wrong']);
  });

  it('from all of one IPv6 network are from one place', async () => {
    for (let i = 0; i < MAX_PER_ADDRESS; i += 1)
      await failTimes(1, `${randomUUID()}@example.org`, `2001:db8:0:${hosts}::${i}`);

    expect(await failTimes(1, `${randomUUID()}@example.org`, `2001:db8:0:${hosts}:ffff::`)).toEqual([
      'locked',
    ]);
  });

  it('with the right password of a deactivated account are none', async () => {
    const { id, email, password } = await signUp(app);
    await app.app.get(DataSource).query('UPDATE users SET is_active = false WHERE id = $1', [id]);

    for (let i = 0; i <= MAX; i += 1)
      await expect(login(email, password)).rejects.toThrow(AccountDeactivated);
  });

  it('of the present password stop its change, too, but not signing in', async () => {
    const person = await signUp(app);
    const actor = await actorOf(app, person);
    const change = (currentPassword: string): Promise<void> =>
      app.app
        .get(PasswordChangeService, { strict: false })
        .change(actor, { currentPassword, newPassword: `Pw-${randomUUID()}` });

    for (let i = 0; i < MAX; i += 1) await expect(change('a wrong password')).rejects.toThrow(PasswordWrong);

    await expect(change(person.password)).rejects.toThrow(SignInLocked);
    expect(await login(person.email, person.password)).toBe('in');
  });

  it('leave nothing behind once they mean nothing', async () => {
    const lockOut = app.app.get(LockOut, { strict: false });
    const count = async (): Promise<number> => {
      const rows: { n: number }[] = await app.app
        .get(DataSource)
        .query('SELECT count(*)::int AS n FROM sign_in_attempts');
      return rows[0]?.n ?? 0;
    };
    clock.advance(LOCK_SECONDS * 1000);
    await failTimes(1, `${randomUUID()}@example.org`);

    await lockOut.purge();
    expect(await count()).toBe(2);
    clock.advance(LOCK_SECONDS * 1000);
    await lockOut.purge();
    expect(await count()).toBe(0);
  });

  it('are stored without anybody’s address', async () => {
    const { email } = await signUp(app);
    await failTimes(1, email);

    const rows: { row: string }[] = await app.app
      .get(DataSource)
      .query('SELECT a::text AS row FROM sign_in_attempts a');
    for (const { row } of rows) expect(row).not.toMatch(/@|203\.0/);
  });
});
