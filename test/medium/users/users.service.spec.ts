import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { StaleVersionError } from '../../../src/common/errors/app-error.js';
import { uuidv7 } from '../../../src/common/ids/uuid.js';
import { AccountDeletionService } from '../../../src/modules/users/account-deletion.service.js';
import { EmailTaken, LastAdmin, UserNotFound } from '../../../src/modules/users/users.errors.js';
import { UsersService } from '../../../src/modules/users/users.service.js';
import { actorOf } from '../../factories/actors.js';
import { buildRegistration, signUp, signUpAdmin } from '../../factories/users.js';
import { eventsOf } from '../../support/event-rows.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

describe('accounts', () => {
  let app: TestApp;
  let users: UsersService;
  let deletions: AccountDeletionService;

  beforeAll(async () => {
    app = await startTestApp();
    users = app.app.get(UsersService, { strict: false });
    deletions = app.app.get(AccountDeletionService, { strict: false });
  });

  afterAll(async () => {
    await app.close();
  });

  const dataVersionOf = async (userId: string): Promise<number> => {
    const rows: { version: string }[] = await app.app
      .get(DataSource)
      .query('SELECT version FROM data_versions WHERE user_id = $1', [userId]);
    return Number(rows[0]?.version ?? 0);
  };

  it('begin with plain settings, in the zone that was given', async () => {
    const user = await users.create(buildRegistration({ timeZone: 'Asia/Kathmandu' }));

    expect(await users.get(user.id)).toEqual(user);
    expect(user).toMatchObject({
      role: 'user',
      isActive: true,
      timeZone: 'Asia/Kathmandu',
      locale: 'en',
      weekStart: 'MO',
      dayStart: '00:00',
      theme: 'system',
      preferences: {},
      version: 1,
    });
    expect(await eventsOf(app, user.id)).toEqual([
      { type: 'user.created.v1', payload: { timeZone: 'Asia/Kathmandu' }, actorId: null },
    ]);
  });

  it('are one per address, however it is written, also of two that are made at once', async () => {
    const { email } = await users.create(buildRegistration());

    await expect(users.create(buildRegistration({ email: email.toUpperCase() }))).rejects.toThrow(EmailTaken);
    const twin = buildRegistration();
    const made = await Promise.allSettled([users.create(twin), users.create(twin)]);
    expect(made.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('are not made of what the database cannot hold, and that is not taken for another account', async () => {
    const made = users.create(buildRegistration({ name: 'a\0b' }));

    await expect(made).rejects.toThrow(/invalid byte sequence/);
  });

  it('are found by address, however it is written', async () => {
    const user = await users.create(buildRegistration());

    expect(await users.findByEmail(` ${user.email.toUpperCase()}`)).toEqual(user);
    expect(await users.findByEmail('nobody@example.org')).toBeUndefined();
  });

  it('tell other features how days run for the user', async () => {
    const person = await signUp(app);
    const actor = await actorOf(app, person);
    await users.update(actor, {
      timeZone: 'America/New_York',
      dayStart: '04:00',
      weekStart: 'SU',
      locale: 'en-US',
    });

    expect(await users.dayContextOf(person.id)).toEqual({
      id: person.id,
      timeZone: 'America/New_York',
      dayStart: '04:00',
      weekStart: 'SU',
      locale: 'en-US',
    });
    await expect(users.dayContextOf(uuidv7())).rejects.toThrow(UserNotFound);
  });

  it('tell what a change did, and move the version of the user’s data', async () => {
    const person = await signUp(app);
    const actor = await actorOf(app, person);
    const before = await dataVersionOf(person.id);

    const changed = await users.update(actor, { dayStart: '03:30', preferences: { compact: true } });

    expect(changed).toMatchObject({ dayStart: '03:30', preferences: { compact: true }, version: 2 });
    expect(await users.get(person.id)).toEqual(changed);
    expect(await eventsOf(app, person.id, 'user.updated.v1')).toEqual([
      {
        type: 'user.updated.v1',
        payload: {
          before: { dayStart: '00:00', preferences: {} },
          after: { dayStart: '03:30', preferences: { compact: true } },
        },
        actorId: null,
      },
    ]);
    expect(await dataVersionOf(person.id)).toBe(before + 1);
  });

  it('are left alone by a change that changes nothing', async () => {
    const person = await signUp(app);
    const actor = await actorOf(app, person);
    const { timeZone, name } = person.user;

    expect(await users.update(actor, { timeZone, name })).toEqual(person.user);
    expect(await users.update(actor, {})).toEqual(person.user);
    expect(await eventsOf(app, person.id, 'user.updated.v1')).toEqual([]);
  });

  it('are changed only in the version that was read', async () => {
    const actor = await actorOf(app, await signUp(app));
    await users.update(actor, { name: 'Grace' }, 1);

    await expect(users.update(actor, { name: 'Edith' }, 1)).rejects.toThrow(StaleVersionError);
    await expect(deletions.request(actor, 1)).rejects.toThrow(StaleVersionError);
    expect(await users.get(actor.id)).toMatchObject({ name: 'Grace', version: 2 });
  });

  it('lose no change when two are made at once', async () => {
    const actor = await actorOf(app, await signUp(app));

    await Promise.all([users.update(actor, { name: 'Grace' }), users.update(actor, { locale: 'fr' })]);

    expect(await users.get(actor.id)).toMatchObject({ name: 'Grace', locale: 'fr', version: 3 });
  });

  it('are erased with everything that hangs on them', async () => {
    const person = await signUp(app);
    await deletions.eraseNow(person.id);

    await expect(users.get(person.id)).rejects.toThrow(UserNotFound);
    const left: { n: number }[] = await app.app.get(DataSource).query(
      `SELECT count(*)::int AS n FROM (
         SELECT user_id FROM sessions UNION ALL SELECT user_id FROM credentials
       ) AS rows WHERE user_id = $1`,
      [person.id],
    );
    expect(left).toEqual([{ n: 0 }]);
    expect(await eventsOf(app, person.id, 'user.deleted.v1')).toHaveLength(1);
  });

  describe('of administrators', () => {
    it('are made by address, once', async () => {
      const person = await signUp(app);

      expect(await users.grantAdmin(person.email.toUpperCase())).toMatchObject({ role: 'admin', version: 2 });
      expect(await users.grantAdmin(person.email)).toMatchObject({ role: 'admin', version: 2 });
      await expect(users.grantAdmin('nobody@example.org')).rejects.toThrow(UserNotFound);
    });

    it('never run out, also when two of them act at once', async () => {
      await app.app.get(DataSource).query(`UPDATE users SET role = 'user' WHERE role = 'admin'`);
      const admins = [await signUpAdmin(app), await signUpAdmin(app)] as const;
      const [one, two] = [await actorOf(app, admins[0]), await actorOf(app, admins[1])];

      const outcomes = await Promise.allSettled([
        users.updateAccount(one, two.id, { role: 'user' }),
        users.updateAccount(two, one.id, { isActive: false }),
      ]);

      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
        reason: expect.any(LastAdmin) as unknown,
      });
    });

    it('are kept by the last one, who may not delete it', async () => {
      await app.app.get(DataSource).query(`UPDATE users SET role = 'user' WHERE role = 'admin'`);
      const last = await actorOf(app, await signUpAdmin(app));

      await expect(deletions.request(last)).rejects.toThrow(LastAdmin);
      await signUpAdmin(app);
      await deletions.request(last);
      expect(await users.get(last.id)).toMatchObject({ isActive: false });
    });
  });
});
