import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import type { Client, TokensView } from '../../../src/modules/auth/auth.contract.js';
import {
  RefreshSuperseded,
  RefreshTokenInvalid,
  RefreshTokenReused,
} from '../../../src/modules/auth/auth.errors.js';
import { hashOf } from '../../../src/modules/auth/tokens/refresh-tokens.js';
import { SessionTokensService } from '../../../src/modules/auth/sessions/session-tokens.service.js';
import { signUp } from '../../factories/users.js';
import { eventsOf } from '../../support/event-rows.js';
import { FakeClock } from '../../support/fake-clock.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const OLD = 'the old key, which is long enough to be one';
const NEW = 'the new key, which is long enough to be one';
const client: Client = { address: '203.0.113.7', userAgent: 'a phone' };
const clock = new FakeClock('2026-03-01T08:00:00.000Z');

describe('a refresh token', () => {
  let app: TestApp;
  let other: TestApp;
  let renewing: TestApp;
  let renewed: TestApp;

  beforeAll(async () => {
    const env = { JWT_SECRET: OLD };
    app = await startTestApp({ env, clock });
    const { databaseUrl } = app;
    other = await startTestApp({ env, clock, databaseUrl });
    renewing = await startTestApp({
      env: { JWT_SECRET: NEW, JWT_PREVIOUS_SECRET: OLD },
      clock,
      databaseUrl,
    });
    renewed = await startTestApp({ env: { JWT_SECRET: NEW }, clock, databaseUrl });
  });

  afterAll(async () => {
    await Promise.all([other.close(), renewing.close(), renewed.close()]);
    await app.close();
  });

  const refresh = (token: string, at = app): Promise<TokensView> =>
    at.app.get(SessionTokensService, { strict: false }).refresh(token, client);

  const newToken = async (): Promise<string> => (await signUp(app)).tokens.refreshToken;

  it('is replaced by another one', async () => {
    const first = await newToken();
    const second = await refresh(first);
    const third = await refresh(second.refreshToken);

    expect(new Set([first, second.refreshToken, third.refreshToken]).size).toBe(3);
    expect(third).toMatchObject({ tokenType: 'Bearer', expiresIn: 900 });
  });

  it('has one successor for all of many requests that race each other, on two processes', async () => {
    const person = await signUp(app);
    const first = person.tokens.refreshToken;

    const raced = await Promise.all(
      Array.from({ length: 20 }, (_, i) => refresh(first, i % 2 === 0 ? app : other)),
    );

    const [successor, ...more] = new Set(raced.map(({ refreshToken }) => refreshToken));
    expect(more).toEqual([]);
    await expect(refresh(successor ?? '')).resolves.toMatchObject({ tokenType: 'Bearer' });
    expect(await eventsOf(app, person.id, 'auth.session_ended.v1')).toEqual([]);
  });

  it('gives the same successor again until its grace is over, and then ends its session', async () => {
    const person = await signUp(app);
    const first = person.tokens.refreshToken;
    const second = await refresh(first);

    clock.advance(9_999);
    expect((await refresh(first)).refreshToken).toBe(second.refreshToken);

    clock.advance(1);
    await expect(refresh(first)).rejects.toThrow(RefreshTokenReused);
    await expect(refresh(second.refreshToken)).rejects.toThrow(RefreshTokenInvalid);
    expect((await person.api.refused('GET', '/users/me')).code).toBe('session_over');
  });

  it('that comes back late is told of once, with the session that it ended', async () => {
    const person = await signUp(app);
    const first = person.tokens.refreshToken;
    await refresh(first);
    clock.advance(60_000);

    const outcomes = await Promise.allSettled([refresh(first), refresh(first, other)]);
    await expect(refresh(first)).rejects.toThrow(RefreshTokenInvalid);

    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const events = await eventsOf(app, person.id);
    expect(events.filter(({ type }) => type === 'auth.refresh_token_reused.v1')).toMatchObject([
      { payload: { address: '203.0.113.7' } },
    ]);
    expect(events.filter(({ type }) => type === 'auth.session_ended.v1')).toMatchObject([
      { payload: { reason: 'token_reused' } },
    ]);
  });

  it('of long ago ends the session, too, whichever generation it was', async () => {
    const first = await newToken();
    let last = await refresh(first);
    for (let i = 0; i < 3; i += 1) {
      clock.advance(60_000);
      last = await refresh(last.refreshToken);
    }

    await expect(refresh(first)).rejects.toThrow(RefreshTokenReused);
    await expect(refresh(last.refreshToken)).rejects.toThrow(RefreshTokenInvalid);
  });

  it('ends only its own session', async () => {
    const person = await signUp(app);
    const { email, password } = person;
    const elsewhere = await person.api.post<{ tokens: TokensView }>('/auth/login', { email, password });
    await refresh(person.tokens.refreshToken);
    clock.advance(60_000);
    await expect(refresh(person.tokens.refreshToken)).rejects.toThrow(RefreshTokenReused);

    await expect(refresh(elsewhere.data.tokens.refreshToken)).resolves.toMatchObject({ tokenType: 'Bearer' });
  });

  it('is good for its time after the last use, and not a moment longer', async () => {
    const used = await newToken();
    const idle = await newToken();
    const month = 2_592_000_000;

    clock.advance(month - 1);
    const next = await refresh(used);
    clock.advance(1);

    await expect(refresh(idle)).rejects.toThrow(RefreshTokenInvalid);
    await expect(refresh(next.refreshToken)).resolves.toMatchObject({ tokenType: 'Bearer' });
  });

  it.each(['', 'garbage', 'A'.repeat(43)])('that nobody was given is refused: %j', async (token) => {
    await expect(refresh(token)).rejects.toThrow(RefreshTokenInvalid);
  });

  it('of a deactivated account is refused, and does not end the session', async () => {
    const person = await signUp(app);
    const sql = 'UPDATE users SET is_active = $2 WHERE id = $1';
    await app.app.get(DataSource).query(sql, [person.id, false]);
    await expect(refresh(person.tokens.refreshToken)).rejects.toThrow(RefreshTokenInvalid);

    await app.app.get(DataSource).query(sql, [person.id, true]);
    await expect(refresh(person.tokens.refreshToken)).resolves.toMatchObject({ tokenType: 'Bearer' });
  });

  it('stays good while the signing key is replaced on one process after the other', async () => {
    const first = await newToken();

    const raced = await Promise.all([app, renewing, app, renewing].map((at) => refresh(first, at)));
    expect(new Set(raced.map(({ refreshToken }) => refreshToken)).size).toBe(1);

    const second = await refresh(raced[0]?.refreshToken ?? '', renewed);
    expect((await refresh(raced[0]?.refreshToken ?? '', renewing)).refreshToken).toBe(second.refreshToken);
  });

  it('cannot be repeated by a process that has none of the keys of the one that replaced it', async () => {
    const first = await newToken();
    const second = await refresh(first);

    await expect(refresh(first, renewed)).rejects.toThrow(RefreshSuperseded);
    await expect(refresh(second.refreshToken, renewed)).resolves.toMatchObject({ tokenType: 'Bearer' });
  });

  it('is stored as a hash only, like its successor', async () => {
    const first = await newToken();
    const { refreshToken } = await refresh(first);

    const rows: { row: string }[] = await app.app
      .get(DataSource)
      .query('SELECT t::text AS row FROM refresh_tokens t WHERE hash = ANY ($1)', [
        [hashOf(first), hashOf(refreshToken)],
      ]);
    expect(rows).toHaveLength(2);
    for (const { row } of rows) {
      expect(row).not.toContain(first);
      expect(row).not.toContain(refreshToken);
    }
  });
});
