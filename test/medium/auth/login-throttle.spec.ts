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
import { LoginThrottle } from '../../../src/modules/auth/login-throttle/login-throttle.js';
import { PasswordChangeService } from '../../../src/modules/auth/passwords/password-change.service.js';
import { SessionTokensService } from '../../../src/modules/auth/sessions/session-tokens.service.js';
import { actorOf } from '../../factories/actors.js';
import { signUp, type Person } from '../../factories/users.js';
import { FakeClock } from '../../support/fake-clock.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const MAX = 3;
const MAX_ELSEWHERE = 3 * MAX;
const MAX_PER_NETWORK = 8;
const LOCK_SECONDS = 600;
const HOME = '127.0.0.1';
const clock = new FakeClock('2026-03-01T08:00:00.000Z');

/** `in`, `wrong`, or the seconds to wait. */
type Outcome = 'in' | 'wrong' | number;

describe('failed sign-ins', () => {
  let app: TestApp;
  let other: TestApp;

  beforeAll(async () => {
    const env = {
      LOGIN_MAX_FAILURES: String(MAX),
      LOGIN_MAX_FAILURES_PER_ADDRESS: String(MAX_PER_NETWORK),
      LOGIN_LOCK: String(LOCK_SECONDS),
    };
    app = await startTestApp({ env, clock });
    other = await startTestApp({ env, clock, databaseUrl: app.databaseUrl });
  });

  afterAll(async () => {
    await other.close();
    await app.close();
  });

  let network = 0;
  let address: string;
  beforeEach(() => {
    address = elsewhere();
  });

  /** An address of a network that nobody used before. */
  function elsewhere(): string {
    network += 1;
    return `198.18.${network}.1`;
  }

  async function login({ email, password }: Login, from = address, at = app): Promise<Outcome> {
    try {
      await at.app
        .get(AuthService, { strict: false })
        .login({ email, password }, { address: from, userAgent: null });
      return 'in';
    } catch (error) {
      if (error instanceof SignInLocked) return error.retryAfter!;
      if (error instanceof CredentialsInvalid) return 'wrong';
      throw error;
    }
  }

  type Login = Pick<Person, 'email' | 'password'>;

  const guess = (email: string): Login => ({ email, password: 'a wrong password' });
  const stranger = (): Login => guess(`${randomUUID()}@example.org`);

  async function failTimes(times: number, email: string, from = address): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    for (let i = 0; i < times; i += 1) outcomes.push(await login(guess(email), from));
    return outcomes;
  }

  /** Guesses from a network that nobody used before, each time. */
  async function failElsewhere(times: number, email: string): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    for (let i = 0; i < times; i += 1) outcomes.push(await login(guess(email), elsewhere()));
    return outcomes;
  }

  const seconds = (count: number): void => {
    clock.advance(count * 1_000);
  };

  it('make the next attempt wait after the first few, twice as long each time', async () => {
    const { email } = await signUp(app);

    expect(await failTimes(MAX + 1, email)).toEqual(['wrong', 'wrong', 'wrong', 5]);
    for (const wait of [5, 10, 20, 40]) {
      expect(await failTimes(1, email)).toEqual([wait]);
      seconds(wait - 1);
      expect(await failTimes(1, email)).toEqual([1]);
      seconds(1);
      expect(await failTimes(1, email)).toEqual(['wrong']);
    }
  });

  it('make the right password wait on the network that they came from', async () => {
    const person = await signUp(app);
    await failTimes(MAX, person.email);

    expect(await login(person)).toBe(5);
    expect(await login({ ...person, email: person.email.toUpperCase() }, address, other)).toBe(5);
    expect(await login(person, address.replace(/1$/, '200'))).toBe(5);
    seconds(5);
    expect(await login(person)).toBe('in');
  });

  it('leave the owner alone on any other network, and forever where they signed in before', async () => {
    const person = await signUp(app);
    await failTimes(MAX, person.email);
    expect(await login(person, elsewhere())).toBe('in');

    for (let i = 0; i < 2 * MAX_ELSEWHERE; i += 1) await failElsewhere(1, person.email);

    expect(await login(person, elsewhere())).toBe(5);
    expect(await login(person, HOME)).toBe('in');
  });

  it('from many networks add up for those that the account does not know', async () => {
    const { email } = await signUp(app);

    expect(await failElsewhere(MAX_ELSEWHERE + 2, email)).toEqual([
      ...Array<string>(MAX_ELSEWHERE).fill('wrong'),
      5,
      5,
    ]);
    seconds(5);
    expect(await failElsewhere(2, email)).toEqual(['wrong', 10]);
  });

  it('on a network that the account knows do not count for others', async () => {
    const person = await signUp(app);

    for (let i = 0; i < MAX_ELSEWHERE; i += 1) {
      await failTimes(1, person.email, HOME);
      seconds(LOCK_SECONDS / MAX);
    }

    expect(await login(person, elsewhere())).toBe('in');
  });

  it('count on a network from which only a session was renewed as on a known one', async () => {
    const person = await signUp(app);
    await app.app
      .get(SessionTokensService, { strict: false })
      .refresh(person.tokens.refreshToken, { address, userAgent: null });

    await failElsewhere(MAX_ELSEWHERE, person.email);

    expect(await login(person)).toBe('in');
  });

  it('for an address without an account are answered in the same way', async () => {
    const { email } = stranger();

    expect(await failTimes(MAX + 1, email)).toEqual(['wrong', 'wrong', 'wrong', 5]);
  });

  it('are no right ones: any number of these is welcome at once, and counts for nobody', async () => {
    const person = await signUp(app);

    const outcomes = await Promise.all(
      Array.from({ length: 15 }, (_, i) => login(person, address, i % 2 === 0 ? app : other)),
    );

    expect(outcomes).toEqual(Array(15).fill('in'));
    expect(await failTimes(MAX, person.email)).toEqual(['wrong', 'wrong', 'wrong']);
  });

  it('are forgotten after a success from there', async () => {
    const person = await signUp(app);

    await failTimes(MAX - 1, person.email);
    expect(await login(person)).toBe('in');

    expect(await failTimes(MAX + 1, person.email)).toEqual(['wrong', 'wrong', 'wrong', 5]);
  });

  it('are forgotten one by one', async () => {
    const { email } = await signUp(app);
    await failTimes(MAX - 1, email);

    seconds(LOCK_SECONDS / MAX - 1);
    expect(await failTimes(2, email)).toEqual(['wrong', 5]);
    seconds(5);
    // The first was forgotten meanwhile.
    expect(await failTimes(2, email)).toEqual(['wrong', 5]);

    seconds(LOCK_SECONDS * 2);
    expect(await failTimes(MAX + 1, email)).toEqual(['wrong', 'wrong', 'wrong', 5]);
  });

  it('are counted exactly when they come at once, on two processes', async () => {
    const { email } = await signUp(app);

    const outcomes = await Promise.all(
      Array.from({ length: 12 }, (_, i) => login(guess(email), address, i % 2 === 0 ? app : other)),
    );

    expect(outcomes.filter((outcome) => outcome === 'wrong')).toHaveLength(MAX);
    expect(outcomes.filter((outcome) => outcome === 5)).toHaveLength(12 - MAX);
  });

  it('from one network make it wait, whatever the accounts, except for those that know it', async () => {
    const colleague = await signUp(app);
    expect(await login(colleague)).toBe('in');
    const visitor = await signUp(app);

    const outcomes = await Promise.all(
      Array.from({ length: MAX_PER_NETWORK + 5 }, (_, i) =>
        login(stranger(), address.replace(/1$/, String(i))),
      ),
    );

    expect(outcomes.filter((outcome) => outcome === 'wrong')).toHaveLength(MAX_PER_NETWORK);
    expect(await login(visitor)).toBe(5);
    expect(await login(colleague)).toBe('in');
    expect(await login(visitor, elsewhere())).toBe('in');
    seconds(5);
    expect(await login(visitor)).toBe('in');
  });

  it('count for an account also while its network has to wait for others', async () => {
    const colleague = await signUp(app);
    expect(await login(colleague)).toBe('in');
    for (let i = 0; i < MAX_PER_NETWORK; i += 1) await login(stranger());

    expect(await failTimes(MAX + 1, colleague.email)).toEqual(['wrong', 'wrong', 'wrong', 5]);
    expect(await login(colleague)).toBe(5);
  });

  it('from one network are not forgotten by signing in to an account of one’s own between them', async () => {
    const own = await signUp(app);

    for (let i = 0; i < MAX_PER_NETWORK; i += 1) {
      expect(await login(own)).toBe('in');
      expect(await login(stranger())).toBe('wrong');
    }
    expect(await login(stranger())).toBe(5);
  });

  it('from all of one IPv6 network are from one place', async () => {
    const { email } = await signUp(app);
    for (let i = 0; i < MAX; i += 1) await failTimes(1, email, `2001:db8:0:${network}::${i}`);

    expect(await failTimes(1, email, `2001:db8:0:${network}:ffff::`)).toEqual([5]);
  });

  it('with the right password of a deactivated account are none', async () => {
    const person = await signUp(app);
    await app.app.get(DataSource).query('UPDATE users SET is_active = false WHERE id = $1', [person.id]);

    for (let i = 0; i <= MAX; i += 1) await expect(login(person)).rejects.toThrow(AccountDeactivated);
  });

  it('of the present password slow down its change in this session, and nothing else', async () => {
    const person = await signUp(app);
    const { data } = await person.api.post<{ tokens: Person['tokens'] }>('/auth/login', {
      email: person.email,
      password: person.password,
    });
    const change = async (session: Person, currentPassword: string): Promise<void> =>
      app.app
        .get(PasswordChangeService, { strict: false })
        .change(await actorOf(app, session), { currentPassword, newPassword: `Pw-${randomUUID()}` });

    for (let i = 0; i < MAX; i += 1)
      await expect(change(person, 'a wrong password')).rejects.toThrow(PasswordWrong);

    await expect(change(person, person.password)).rejects.toThrow(SignInLocked);
    expect(await login(person)).toBe('in');
    await change({ ...person, tokens: data.tokens }, person.password);
  });

  it('leave nothing behind once they are used up', async () => {
    const throttle = app.app.get(LoginThrottle, { strict: false });
    const count = async (table: string): Promise<number> => {
      const rows: { n: number }[] = await app.app
        .get(DataSource)
        .query(`SELECT count(*)::int AS n FROM ${table}`);
      return rows[0]?.n ?? 0;
    };
    seconds(90 * 86_400);
    await throttle.purge();
    await login(stranger());
    await signUp(app);

    expect([await count('sign_in_attempts'), await count('known_networks')]).toEqual([3, 1]);
    seconds(86_400);
    await throttle.purge();
    expect([await count('sign_in_attempts'), await count('known_networks')]).toEqual([0, 1]);
    seconds(90 * 86_400);
    await throttle.purge();
    expect(await count('known_networks')).toBe(0);
  });

  it('are stored without anybody’s address', async () => {
    const { email } = await signUp(app);
    await failTimes(1, email);

    const rows: { row: string }[] = await app.app
      .get(DataSource)
      .query('SELECT a::text AS row FROM sign_in_attempts a UNION ALL SELECT k::text FROM known_networks k');
    expect(rows.length).toBeGreaterThan(1);
    for (const { row } of rows) expect(row).not.toMatch(/@|198\.18|127\.0/);
  });
});
