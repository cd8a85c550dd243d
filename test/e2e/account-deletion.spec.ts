import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import type { SignedInView } from '../../src/modules/auth/sessions/sign-in.service.js';
import { EraseAccountsJob } from '../../src/modules/users/erase-accounts.job.js';
import type { AccountView } from '../../src/modules/users/users.contract.js';
import { UsersService } from '../../src/modules/users/users.service.js';
import { MakeBoardsJob } from '../../src/modules/dashboard/mornings/make-boards.job.js';
import { FiringService } from '../../src/modules/widgets/types/alarm/firing/firing.service.js';
import { RefreshSearchesJob } from '../../src/modules/widgets/types/websearch/refresh/refresh-searches.job.js';
import { until } from '../acceptance/until.js';
import { addAlarm } from '../factories/alarms.js';
import { addNote } from '../factories/notes.js';
import { addTask } from '../factories/tasks.js';
import { addTracker } from '../factories/trackers.js';
import { buildRegistration, deleteAccount, signUp, signUpAdmin, type Person } from '../factories/users.js';
import { addWidget } from '../factories/widgets.js';
import { ApiClient } from '../support/api-client.js';
import { eventsOf } from '../support/event-rows.js';
import { FakeClock } from '../support/fake-clock.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const NOW = '2026-03-02T09:30:00.000Z';
const DAY = 86_400_000;
const GRACE = 14 * DAY;
const CONTEXT = { attempt: 1, isLast: true, signal: new AbortController().signal };
const ENV = { JWT_ACCESS_TTL: '86400', LOGIN_MAX_FAILURES: '3' };

let app: TestApp;
let clock: FakeClock;
let nobody: ApiClient;
let person: Person;

beforeAll(async () => {
  clock = new FakeClock(NOW);
  app = await startTestApp({ clock, env: ENV });
  nobody = new ApiClient(app.url);
});

beforeEach(async () => {
  clock.set(NOW);
  person = await signUp(app, { timeZone: 'UTC' });
});

afterAll(() => app.close());

const query = <Row>(sql: string, ...values: unknown[]): Promise<Row[]> =>
  app.app.get(DataSource).query<Row[]>(sql, values);
const login = (): { email: string; password: string } => ({ email: person.email, password: person.password });
const refused = (path: string, body: object) => nobody.refused('POST', path, { body });
const erase = ({ app: program }: TestApp = app): Promise<void> =>
  program.get(EraseAccountsJob, { strict: false }).perform({ occurrence: '' }, CONTEXT);

async function restore(): Promise<Person> {
  const { data } = await nobody.post<SignedInView>('/auth/restore', login());
  return { ...person, user: data.user, tokens: data.tokens, api: nobody.as(data.tokens.accessToken) };
}

describe('deleting an account', () => {
  it.each([
    ['is missing', {}, 'validation_failed'],
    ['is null', { password: null }, 'validation_failed'],
    ['is empty', { password: '' }, 'validation_failed'],
    ['is no text', { password: 12345678 }, 'validation_failed'],
    ['is wrong', { password: 'not my password' }, 'password_wrong'],
  ])('is refused where the password %s, and nothing has changed', async (_, body, code) => {
    expect(await person.api.refused('DELETE', '/users/me', { body })).toMatchObject({
      status: 422,
      code,
      details: [{ field: 'password' }],
    });

    expect((await person.api.get('/users/me')).data).toEqual(person.user);
  });

  it('is refused without a body, which says what is missing', async () => {
    expect(await person.api.refused('DELETE', '/users/me')).toMatchObject({
      status: 422,
      details: [{ field: 'password' }],
    });
  });

  it('has to wait after too many wrong passwords, together with a change of the password', async () => {
    const guess = { body: { password: 'a guess' } };
    const codes = async (): Promise<string> => (await person.api.refused('DELETE', '/users/me', guess)).code;
    for (let i = 0; i < 3; i += 1) expect(await codes()).toBe('password_wrong');

    const right = { body: { password: person.password } };
    const locked = await person.api.refused('DELETE', '/users/me', right);
    expect(locked).toMatchObject({ status: 429, code: 'sign_in_locked' });
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(0);
    const change = { body: { currentPassword: person.password, newPassword: `Pw-${randomUUID()}` } };
    expect(await person.api.refused('POST', '/auth/password', change)).toMatchObject({ status: 429 });
    expect((await person.api.get('/users/me')).status).toBe(200);
  });

  it('ends all sessions, and says when who signs in that it can be taken back', async () => {
    const other = (await nobody.post<SignedInView>('/auth/login', login())).data.tokens;
    await deleteAccount(person);

    for (const tokens of [person.tokens, other]) {
      expect(await nobody.as(tokens.accessToken).refused('GET', '/users/me')).toMatchObject({
        status: 401,
        code: 'session_over',
      });
      expect(await refused('/auth/refresh', { refreshToken: tokens.refreshToken })).toMatchObject({
        code: 'refresh_token_invalid',
      });
    }
    const pending = await refused('/auth/login', login());
    expect(pending).toMatchObject({ status: 403, code: 'account_deletion_pending' });
    expect(pending.message).toContain('2026-03-16T09:30:00.000Z');
    expect(pending.message).toContain('/auth/restore');
    expect(await eventsOf(app, person.id, 'user.deletion_requested.v1')).toMatchObject([
      { payload: { deletesAt: '2026-03-16T09:30:00.000Z' }, actorId: person.id },
    ]);
    expect(await eventsOf(app, person.id, 'auth.session_ended.v1')).toHaveLength(2);
  });

  it('tells nothing to who has not the password, and keeps the address taken', async () => {
    await deleteAccount(person);

    for (const path of ['/auth/login', '/auth/restore'])
      expect(await refused(path, { ...login(), password: 'a guess' })).toMatchObject({
        status: 401,
        code: 'credentials_invalid',
      });
    expect(await refused('/auth/register', buildRegistration({ email: person.email }))).toMatchObject({
      status: 409,
      code: 'email_taken',
    });
  });

  it('is not for the last administrator', async () => {
    await query(`UPDATE users SET role = 'user' WHERE role = 'admin'`);
    const admin = await signUpAdmin(app);

    const options = { body: { password: admin.password } };
    expect(await admin.api.refused('DELETE', '/users/me', options)).toMatchObject({
      status: 409,
      code: 'last_admin',
    });
  });

  it('is seen by administrators, who can neither open nor shut the account meanwhile', async () => {
    const admin = await signUpAdmin(app);
    await deleteAccount(person);

    const { data } = await admin.api.get<AccountView>(`/users/${person.id}`);
    expect(data).toMatchObject({ isActive: false, deletesAt: '2026-03-16T09:30:00.000Z', version: 2 });
    for (const isActive of [true, false])
      expect(await admin.api.refused('PATCH', `/users/${person.id}`, { body: { isActive } })).toMatchObject({
        status: 409,
        code: 'account_deletion_pending',
      });
    const users = app.app.get(UsersService, { strict: false });
    await expect(users.grantAdmin(person.email)).rejects.toMatchObject({ code: 'account_deletion_pending' });
  });
});

describe('restoring an account', () => {
  /** Something of everything, as its owner reads it. */
  async function possessions({ api }: Person): Promise<unknown[]> {
    const paths = ['/widgets', '/tasks?view=all', '/notes'];
    const answers = await Promise.all(paths.map((path) => api.raw('GET', path)));
    return answers.map(({ status, body }) => [status, (body as { data?: unknown }).data]);
  }

  it('brings everything back as it was, and signs in', async () => {
    const todo = await addWidget(person, { category: 'Home' });
    await addTask(person, todo.id, { content: 'Water the plants', dueDate: '2026-03-02' });
    await addTracker(person, {});
    await addNote(person, { body: 'Rye bread' });
    await person.api.patch('/users/me', { theme: 'dark' });
    const before = await possessions(person);
    const { data: profile } = await person.api.get<object>('/users/me');
    await deleteAccount(person);
    clock.advance(3_600_000);

    const restored = await restore();

    expect(restored.user).toMatchObject({
      ...profile,
      isActive: true,
      version: 4,
      updatedAt: expect.any(String),
    });
    expect(await possessions(restored)).toEqual(before);
    expect(await nobody.post<SignedInView>('/auth/login', login())).toMatchObject({ status: 200 });
    expect((await person.api.refused('GET', '/users/me')).code).toBe('session_over');
    expect(await eventsOf(app, person.id, 'user.restored.v1')).toHaveLength(1);
  });

  it('works until the last moment, and not in it', async () => {
    await deleteAccount(person);
    clock.advance(GRACE - 1);
    await deleteAccount(await restore());
    clock.advance(GRACE);

    for (const path of ['/auth/restore', '/auth/login'])
      expect(await refused(path, login())).toMatchObject({ status: 401, code: 'credentials_invalid' });
  });

  it('of an account that is not deleted signs in, so that it can be asked twice', async () => {
    await deleteAccount(person);

    const twice = await Promise.all([restore(), restore()]);
    twice.push(await restore());

    for (const { api } of twice) expect((await api.get('/users/me')).status).toBe(200);
    expect(await eventsOf(app, person.id, 'user.restored.v1')).toHaveLength(1);
  });

  it('does not open an account that an administrator shut', async () => {
    const admin = await signUpAdmin(app);
    await admin.api.patch(`/users/${person.id}`, { isActive: false });

    expect(await refused('/auth/restore', login())).toMatchObject({
      status: 403,
      code: 'account_deactivated',
    });
  });

  it('has to wait after too many wrong passwords, together with signing in', async () => {
    await deleteAccount(person);
    for (let i = 0; i < 3; i += 1) await refused('/auth/restore', { ...login(), password: 'a guess' });

    for (const path of ['/auth/restore', '/auth/login'])
      expect(await refused(path, login())).toMatchObject({ status: 429, code: 'sign_in_locked' });
  });

  it.each([
    ['email', { email: undefined }],
    ['email', { email: 'nobody' }],
    ['password', { password: undefined }],
    ['password', { password: null }],
  ])('says what is wrong with %s: %j', async (field, wrong) => {
    expect(await refused('/auth/restore', { ...login(), ...wrong })).toMatchObject({
      status: 422,
      details: [{ field }],
    });
  });
});

describe('while an account waits for its deletion', () => {
  it('its calendar feed is not there, and comes back under the same address', async () => {
    const { data } = await person.api.post<{ path: string }>('/calendar/feed');
    const status = async (): Promise<number> => (await fetch(app.url + data.path)).status;
    await deleteAccount(person);

    expect(await status()).toBe(404);
    await restore();
    expect(await status()).toBe(200);
  });

  it('its alarms do not ring, and ring again afterwards', async () => {
    const alarm = await addAlarm(person, { times: ['10:00'] });
    const fire = (): Promise<number> => app.app.get(FiringService, { strict: false }).fireDue();
    const rings = (): Promise<unknown[]> => query('SELECT FROM alarm_rings WHERE alarm_id = $1', alarm.id);
    await deleteAccount(person);
    clock.set('2026-03-02T10:00:00Z');
    await fire();

    expect(await rings()).toEqual([]);
    expect(await eventsOf(app, person.id, 'alarm.triggered.v1')).toEqual([]);
    await restore();
    clock.set('2026-03-03T10:00:00Z');
    await until(
      async () => (await fire(), rings()),
      ({ length }) => length > 0,
    );
    expect(await rings()).toHaveLength(1);
  });

  it('its searches are not refreshed, and are planned again afterwards', async () => {
    const widget = await addWidget(person, { type: 'websearch', frequency: 'daily' });
    await person.api.post(`/widgets/${widget.id}/searches`, { query: 'tides' });
    const next = async (): Promise<Date | null> => {
      const sql = 'SELECT next_refresh_at AS at FROM searches WHERE widget_id = $1';
      return (await query<{ at: Date | null }>(sql, widget.id))[0]?.at ?? null;
    };
    await until(next, (at) => at !== null);
    await deleteAccount(person);
    clock.advance(2 * DAY);

    await app.app.get(RefreshSearchesJob, { strict: false }).perform({ occurrence: '' }, CONTEXT);
    expect(await next()).toBeNull();
    await restore();
    expect((await until(next, (at) => at !== null))?.getTime()).toBeGreaterThan(clock.now().getTime());
  });

  it('no board is made for it', async () => {
    await addWidget(person);
    await person.api.get('/dashboard/today');
    await deleteAccount(person);
    clock.advance(DAY);

    await app.app.get(MakeBoardsJob, { strict: false }).perform({ userIds: [person.id] }, CONTEXT);

    expect(await query('SELECT FROM daily_boards WHERE user_id = $1', person.id)).toHaveLength(1);
  });
});

describe('an account whose grace period is over', () => {
  let late: TestApp;

  beforeEach(async () => {
    const tomorrow = new FakeClock(new Date(Date.parse(NOW) + GRACE).toISOString());
    late = await startTestApp({
      clock: tomorrow,
      env: { ...ENV, ROLE: 'api' },
      databaseUrl: app.databaseUrl,
    });
  });

  afterEach(() => late.close());

  /** What there is of the user, by table; the log and its counter stay. */
  async function remains(): Promise<string[]> {
    const tables = await query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.columns
       WHERE table_schema = 'public' AND column_name = 'user_id'`,
    );
    const found: string[] = [];
    for (const { name } of tables) {
      if (/^(events|data_versions)/.test(name)) continue;
      if ((await query(`SELECT FROM ${name} WHERE user_id = $1 LIMIT 1`, person.id)).length > 0)
        found.push(name);
    }
    return found.sort();
  }

  it('is erased with all that is in it, once, though two processes do it twice', async () => {
    const todo = await addWidget(person);
    await addTask(person, todo.id, {
      content: 'Water the plants',
      rrule: 'FREQ=DAILY',
      dueDate: '2026-03-02',
    });
    await addTracker(person, {});
    await addNote(person, { body: 'Rye bread' });
    await addAlarm(person);
    await person.api.post('/calendar/feed');
    await person.api.get('/dashboard/today');
    await deleteAccount(person);
    await erase();
    expect(await remains()).toContain('widgets');
    clock.advance(GRACE);

    await Promise.all([erase(), erase(late), erase(), erase(late)]);
    await erase();

    expect(await query('SELECT FROM users WHERE id = $1', person.id)).toEqual([]);
    expect(await remains()).toEqual([]);
    expect(await eventsOf(app, person.id, 'user.deleted.v1')).toMatchObject([{ payload: {}, actorId: null }]);
    expect(await refused('/auth/restore', login())).toMatchObject({
      status: 401,
      code: 'credentials_invalid',
    });
    await signUp(app, { email: person.email });
  });

  it('leaves accounts alone that are not deleted, or not yet due', async () => {
    const staying = await signUp(app);
    await deleteAccount(person);
    clock.advance(GRACE - 1);
    await erase();

    expect((await staying.api.as().raw('GET', '/users/me')).status).toBe(401);
    expect(await query('SELECT FROM users WHERE id = ANY ($1)', [person.id, staying.id])).toHaveLength(2);
  });

  it('is either restored or erased, where both come at the same moment', async () => {
    const outcomes = new Set<string>();
    for (let i = 0; i < 12; i += 1) {
      person = await signUp(app);
      await deleteAccount(person);

      // The clocks of the two differ: for one it is still time, for the other the time is over.
      const restoring = nobody.raw('POST', '/auth/restore', { body: login() });
      const [{ status, body }] = await Promise.all([restoring, erase(late)]);

      const left = await query<{ isActive: boolean }>(
        'SELECT is_active AS "isActive" FROM users WHERE id = $1',
        person.id,
      );
      expect([
        [200, [{ isActive: true }]],
        [401, []],
      ]).toContainEqual([status, left]);
      if (status === 401) expect(body).toMatchObject({ error: { code: 'credentials_invalid' } });
      outcomes.add(String(status));
    }
    expect(outcomes.size).toBeGreaterThan(0);
  });
});
