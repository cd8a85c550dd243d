import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import type { Client } from '../../../src/modules/auth/auth.contract.js';
import type { SignedInView } from '../../../src/modules/auth/sessions/sign-in.service.js';
import { PurgeAuthJob } from '../../../src/modules/auth/purge-auth.job.js';
import { EndSessionsSubscriber } from '../../../src/modules/auth/sessions/end-sessions.subscriber.js';
import { SessionTokensService } from '../../../src/modules/auth/sessions/session-tokens.service.js';
import { SessionsService } from '../../../src/modules/auth/sessions/sessions.service.js';
import { signUp } from '../../factories/users.js';
import { eventsOf } from '../../support/event-rows.js';
import { FakeClock } from '../../support/fake-clock.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const DAY = 86_400_000;
const client: Client = { address: '203.0.113.7', userAgent: null };
const clock = new FakeClock('2026-03-01T08:00:00.000Z');

describe('sessions', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startTestApp({ clock });
  });

  afterAll(async () => {
    await app.close();
  });

  const countOf = async (table: string): Promise<number> => {
    const rows: { n: number }[] = await app.app
      .get(DataSource)
      .query(`SELECT count(*)::int AS n FROM ${table}`);
    return rows[0]?.n ?? 0;
  };

  it('of a deactivated account are ended for good', async () => {
    const person = await signUp(app);
    const subscriber = app.app.get(EndSessionsSubscriber, { strict: false });
    const event = (after: object) => ({
      id: person.id,
      type: 'user.updated.v1',
      userId: person.id,
      payload: { before: {}, after },
      occurredAt: clock.now(),
      requestId: null,
    });

    expect(subscriber.wants(event({ isActive: true }))).toBe(false);
    expect(subscriber.wants(event({ name: 'Grace' }))).toBe(false);
    expect(subscriber.wants(event({ isActive: false }))).toBe(true);
    await subscriber.handle(event({ isActive: false }));
    await subscriber.handle(event({ isActive: false }));

    expect((await person.api.refused('GET', '/users/me')).code).toBe('session_over');
    expect(await eventsOf(app, person.id, 'auth.session_ended.v1')).toMatchObject([
      { payload: { reason: 'deactivated' } },
    ]);
  });

  it('of an account that was opened again stay when its deactivation is heard of late', async () => {
    const person = await signUp(app);
    const subscriber = app.app.get(EndSessionsSubscriber, { strict: false });
    const deactivated = {
      id: person.id,
      type: 'user.updated.v1',
      userId: person.id,
      payload: { before: { isActive: true }, after: { isActive: false } },
      occurredAt: clock.now(),
      requestId: null,
    };
    clock.advance(1);
    const { data } = await person.api.post<SignedInView>('/auth/login', {
      email: person.email,
      password: person.password,
    });

    await subscriber.handle(deactivated);

    expect((await person.api.refused('GET', '/users/me')).status).toBe(401);
    expect((await person.api.as(data.tokens.accessToken).get('/users/me')).status).toBe(200);
  });

  it('can be ended but one, and ending none is no error', async () => {
    const person = await signUp(app);
    const sessions = app.app.get(SessionsService, { strict: false });
    await person.api.post('/auth/login', { email: person.email, password: person.password });
    const { data } = await person.api.get<{ id: string; isCurrent: boolean }[]>('/auth/sessions');
    const kept = data.find(({ isCurrent }) => isCurrent)?.id ?? '';

    await sessions.endOthers(person.id, kept, 'password_changed');
    await sessions.endOthers(person.id, kept, 'password_changed');

    expect((await person.api.get('/auth/sessions')).data).toMatchObject([{ id: kept }]);
    expect(await eventsOf(app, person.id, 'auth.session_ended.v1')).toHaveLength(1);
  });

  it('are purged when they have expired, and used tokens when nobody could use them any more', async () => {
    await app.app.get(DataSource).query('DELETE FROM users');
    const used = await signUp(app);
    await signUp(app);
    const tokens = app.app.get(SessionTokensService, { strict: false });
    const job = app.app.get(PurgeAuthJob, { strict: false });

    clock.advance(29 * DAY);
    await tokens.refresh(used.tokens.refreshToken, client);
    await job.perform();
    expect([await countOf('sessions'), await countOf('refresh_tokens')]).toEqual([2, 3]);

    clock.advance(DAY);
    await job.perform();
    expect([await countOf('sessions'), await countOf('refresh_tokens')]).toEqual([1, 2]);

    clock.advance(29 * DAY - 1);
    await job.perform();
    expect([await countOf('sessions'), await countOf('refresh_tokens')]).toEqual([1, 2]);

    clock.advance(1);
    await job.perform();
    await job.perform();
    expect([await countOf('sessions'), await countOf('refresh_tokens')]).toEqual([0, 0]);
  });
});
