import { afterEach, describe, it, jest } from '@jest/globals';
import { DataSource } from 'typeorm';
import { Logger } from '../../../src/platform/logging/logger.js';
import { addAlarm } from '../../factories/alarms.js';
import { signUp } from '../../factories/users.js';
import { FakeClock } from '../../support/fake-clock.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { until } from '../jobs/until.js';

let app: TestApp;

afterEach(() => app.close());

const ringing = async (): Promise<number> =>
  (await app.app.get(DataSource).query<unknown[]>('SELECT FROM alarm_rings')).length;

describe('a process that works', () => {
  it('lets alarms ring by itself, those that are due when it starts and those that become due', async () => {
    const clock = new FakeClock('2026-03-02T05:59:59.900Z');
    app = await startTestApp({ clock, env: { ROLE: 'all' } });
    const person = await signUp(app);
    await addAlarm(person);

    clock.set('2026-03-02T06:00:00Z');
    await until(async () => (await ringing()) === 1);
    clock.set('2026-03-03T06:00:00Z');
    await until(async () => (await ringing()) === 2);
  });

  it('looks again after the database was away', async () => {
    const clock = new FakeClock('2026-03-02T05:00:00Z');
    app = await startTestApp({ clock, env: { ROLE: 'all' } });
    await addAlarm(await signUp(app));
    const database = app.app.get(DataSource);
    const warn = jest.spyOn(app.app.get(Logger, { strict: false }), 'warn');
    await database.query('ALTER TABLE alarms RENAME TO alarms_away');
    await until(() => warn.mock.calls.some(([, what]) => what === 'alarms.clock_failed'));
    clock.set('2026-03-02T06:00:00Z');

    await database.query('ALTER TABLE alarms_away RENAME TO alarms');

    await until(async () => (await ringing()) === 1);
  });
});
