import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AccountView, UserView } from '../../src/modules/users/users.contract.js';
import { signUp, signUpAdmin, type Person } from '../factories/users.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

describe('users over HTTP', () => {
  let app: TestApp;
  let admin: Person;

  beforeAll(async () => {
    app = await startTestApp();
    admin = await signUpAdmin(app);
  });

  afterAll(async () => {
    await app.close();
  });

  describe('one’s own profile', () => {
    it('is read with a tag, and not sent again while it is the same', async () => {
      const { api, user } = await signUp(app);
      const read = await api.get<UserView>('/users/me');
      const etag = read.headers.get('etag') ?? '';

      expect(read.data).toEqual(user);
      expect(etag).toBe('"1"');
      expect((await api.raw('GET', '/users/me', { headers: { 'if-none-match': etag } })).status).toBe(304);
    });

    it('is changed field by field', async () => {
      const { api, user } = await signUp(app);
      const changes = {
        name: 'Grace Hopper',
        timeZone: 'Pacific/Kiritimati',
        locale: 'en-US',
        weekStart: 'SU',
        dayStart: '04:30',
        theme: 'dark',
        preferences: { compact: true, deep: { list: [1, null, 'ü'] } },
      };

      const { data, meta, headers } = await api.patch<UserView>('/users/me', changes);

      expect(data).toMatchObject({ ...user, ...changes, version: 2, updatedAt: data.updatedAt });
      expect(headers.get('etag')).toBe('"2"');
      expect(meta.events).toHaveLength(1);
      expect((await api.get('/users/me')).data).toEqual(data);
    });

    it('keeps preferences until they are replaced', async () => {
      const { api } = await signUp(app);
      await api.patch('/users/me', { preferences: { a: 1 } });
      await api.patch('/users/me', { theme: 'light' });

      expect((await api.get<UserView>('/users/me')).data.preferences).toEqual({ a: 1 });
      expect((await api.patch<UserView>('/users/me', { preferences: { b: 2 } })).data.preferences).toEqual({
        b: 2,
      });
    });

    it('is changed only in the version that was read', async () => {
      const { api, password } = await signUp(app);
      const inVersion = (version: string) => ({ body: { name: 'Edith' }, headers: { 'if-match': version } });

      await api.patch('/users/me', { name: 'Grace' }, { headers: { 'if-match': '"1"' } });

      for (const stale of ['"1"', 'W/"2"', '"x"'])
        expect(await api.refused('PATCH', '/users/me', inVersion(stale))).toMatchObject({
          status: 412,
          code: 'version_stale',
        });
      expect((await api.refused('PATCH', '/users/me', inVersion('2'))).status).toBe(400);
      expect(
        await api.refused('DELETE', '/users/me', { body: { password }, headers: { 'if-match': '"1"' } }),
      ).toMatchObject({
        status: 412,
      });
      expect((await api.get<UserView>('/users/me')).data.name).toBe('Grace');
      await api.delete('/users/me', { body: { password }, headers: { 'if-match': '"2"' } });
    });

    it.each([
      ['name', { name: '' }],
      ['name', { name: null }],
      ['name', { name: 'x'.repeat(101) }],
      ['timeZone', { timeZone: '+02:00' }],
      ['timeZone', { timeZone: null }],
      ['locale', { locale: 'no such tag' }],
      ['weekStart', { weekStart: 'monday' }],
      ['dayStart', { dayStart: '25:00' }],
      ['dayStart', { dayStart: '4:00' }],
      ['theme', { theme: 'pink' }],
      ['preferences', { preferences: [] }],
      ['preferences', { preferences: null }],
      ['preferences', { preferences: { a: 'a\0b' } }],
      ['preferences', { preferences: { a: 'x'.repeat(20_000) } }],
      ['role', { role: 'admin' }],
      ['isActive', { isActive: false }],
      ['email', { email: 'other@example.org' }],
      ['version', { version: 9 }],
      ['passwordHash', { passwordHash: 'x' }],
    ])('says what is wrong with %s: %j', async (field, body) => {
      const { api, user } = await signUp(app);

      expect(await api.refused('PATCH', '/users/me', { body })).toMatchObject({
        status: 422,
        details: [{ field }],
      });
      expect((await api.get('/users/me')).data).toEqual(user);
    });
  });

  describe('the accounts of others', () => {
    it('are for administrators only, whose standing is looked up', async () => {
      const [person, other] = [await signUp(app), await signUp(app)];

      for (const [method, path] of [
        ['GET', '/users'],
        ['GET', `/users/${other.id}`],
        ['PATCH', `/users/${other.id}`],
        ['PATCH', `/users/${person.id}`],
      ] as const)
        expect(
          await person.api.refused(method, path, { body: method === 'GET' ? undefined : {} }),
        ).toMatchObject({ status: 403, code: 'role_required' });

      // The token still says "user": what counts is what the database says.
      await admin.api.patch(`/users/${person.id}`, { role: 'admin' });
      expect((await person.api.get<AccountView>(`/users/${other.id}`)).data.email).toBe(other.email);
      await admin.api.patch(`/users/${person.id}`, { role: 'user' });
      expect((await person.api.refused('GET', '/users')).status).toBe(403);
    });

    it('are listed page by page, each once', async () => {
      const word = randomUUID().slice(0, 8);
      const people: Person[] = [];
      for (let i = 0; i < 5; i += 1) people.push(await signUp(app, { name: `Person ${word} ${i}` }));

      const seen: string[] = [];
      let page = '';
      do {
        const path = `/users?search=${word.toUpperCase()}&limit=2${page}`;
        const { data, meta } = await admin.api.get<AccountView[]>(path);
        seen.push(...data.map(({ id }) => id));
        const cursor = meta.pagination?.nextCursor;
        page = cursor ? `&cursor=${cursor}` : '';
        await signUp(app, { name: 'somebody else' });
      } while (page !== '');

      expect(seen).toEqual(people.map(({ id }) => id));
    });

    it('are found by a part of the name or the address, taken as it is', async () => {
      const word = randomUUID().slice(0, 8);
      const byName = await signUp(app, { name: `100%_${word}` });
      const byEmail = await signUp(app, { email: `${word}.x@example.org` });
      const find = async (search: string): Promise<string[]> => {
        const { data } = await admin.api.get<AccountView[]>(`/users?search=${encodeURIComponent(search)}`);
        return data.map(({ id }) => id);
      };

      expect(await find(word)).toEqual([byName.id, byEmail.id]);
      expect(await find(`100%_${word}`)).toEqual([byName.id]);
      expect(await find(`${word}.X@`)).toEqual([byEmail.id]);
      expect(await find(`%${word}`)).toEqual([]);
    });

    it.each([
      ['limit=0', 422],
      ['limit=101', 422],
      ['cursor=abc', 400],
      ['sort=email', 400],
    ])('are not listed for %s', async (query, status) => {
      expect((await admin.api.refused('GET', `/users?${query}`)).status).toBe(status);
    });

    it('are not listed by the cursor of another search', async () => {
      const { meta } = await admin.api.get('/users?limit=1');

      const query = `limit=1&search=x&cursor=${meta.pagination?.nextCursor}`;
      expect(await admin.api.refused('GET', `/users?${query}`)).toMatchObject({ code: 'cursor_invalid' });
    });

    it('are shown without what is only their owner’s', async () => {
      const { id, user } = await signUp(app);
      const { data, headers } = await admin.api.get<AccountView>(`/users/${id}`);

      const { preferences, theme, locale, weekStart, dayStart, ...shown } = user;
      expect([preferences, theme, locale, weekStart, dayStart]).not.toContain(undefined);
      expect(data).toEqual(shown);
      expect(headers.get('etag')).toBe('"1"');
    });

    it('are shut at once, and opened again', async () => {
      const { id, api, email, password } = await signUp(app);

      const { data } = await admin.api.patch<AccountView>(`/users/${id}`, { isActive: false });
      expect(data).toMatchObject({ isActive: false, version: 2 });
      expect(await api.refused('GET', '/users/me')).toMatchObject({ status: 401, code: 'session_over' });

      await admin.api.patch(`/users/${id}`, { isActive: true }, { headers: { 'if-match': '"2"' } });
      await admin.api.as().post('/auth/login', { email, password });
    });

    it('are not one’s own: nobody demotes or shuts out themself', async () => {
      for (const body of [{ role: 'user' }, { isActive: false }, { role: 'admin' }])
        expect(await admin.api.refused('PATCH', `/users/${admin.id}`, { body })).toMatchObject({
          status: 403,
          code: 'own_account',
        });
    });

    it.each([
      ['role', { role: 'owner' }],
      ['role', { role: null }],
      ['isActive', { isActive: 'no' }],
      ['name', { name: 'x' }],
      ['email', { email: 'x@example.org' }],
    ])('are not changed by a wrong %s: %j', async (field, body) => {
      const { id, user } = await signUp(app);

      expect(await admin.api.refused('PATCH', `/users/${id}`, { body })).toMatchObject({
        status: 422,
        details: [{ field }],
      });
      expect((await admin.api.get<AccountView>(`/users/${id}`)).data.version).toBe(user.version);
    });

    it('do not exist where there is none', async () => {
      for (const id of [randomUUID(), 'no-id']) {
        expect((await admin.api.refused('GET', `/users/${id}`)).status).toBe(404);
        expect((await admin.api.refused('PATCH', `/users/${id}`, { body: { role: 'user' } })).status).toBe(
          404,
        );
      }
    });
  });
});
