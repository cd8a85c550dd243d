import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import type { AlarmView } from '../../../src/modules/widgets/types/alarm/alarms.contract.js';
import { FiringService } from '../../../src/modules/widgets/types/alarm/firing/firing.service.js';
import { addAlarm } from '../../factories/alarms.js';
import { signUp, type Person } from '../../factories/users.js';
import { addWidget } from '../../factories/widgets.js';
import { FakeClock } from '../../support/fake-clock.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const ALARMS = 20;

let app: TestApp;
let second: TestApp;
let clock: FakeClock;
let person: Person;
let alarms: AlarmView[];

beforeAll(async () => {
  clock = new FakeClock('2026-03-02T05:00:00Z');
  const env = { ROLE: 'api', JWT_ACCESS_TTL: '86400' };
  app = await startTestApp({ clock, env });
  second = await startTestApp({ clock, env, databaseUrl: app.databaseUrl });
});

beforeEach(async () => {
  clock.set('2026-03-02T05:00:00Z');
  await query('DELETE FROM alarms');
  person = await signUp(app);
  const { id: widgetId } = await addWidget(person, { type: 'alarm' });
  alarms = [];
  for (let i = 0; i < ALARMS; i += 1) alarms.push(await addAlarm(person, { widgetId }));
});

afterAll(async () => {
  await second.close();
  await app.close();
});

const query = <Row>(sql: string): Promise<Row[]> => app.app.get(DataSource).query(sql);

const fire = (): Promise<unknown> =>
  Promise.all([app, second, app].map((one) => one.app.get(FiringService, { strict: false }).fireDue()));

const answerAll = (action: string, body: object): Promise<unknown[]> =>
  Promise.all(alarms.map(({ id }) => person.api.post(`/alarms/${id}/${action}`, body)));

const rings = (): Promise<object[]> =>
  query(
    `SELECT snooze_number AS "snoozeNumber", state, count(*)::int AS count FROM alarm_rings GROUP BY 1, 2 ORDER BY 1`,
  );

describe('an answer while clocks of two processes let the alarm ring', () => {
  it('that snoozes has one effect', async () => {
    clock.set('2026-03-02T06:00:00Z');

    await Promise.all([fire(), answerAll('snooze', { minutes: 10 }), fire()]);
    await fire();

    expect(await rings()).toEqual([{ snoozeNumber: 0, state: 'snoozed', count: ALARMS }]);
    clock.set('2026-03-02T06:10:00Z');
    await fire();
    expect(await rings()).toEqual([
      { snoozeNumber: 0, state: 'snoozed', count: ALARMS },
      { snoozeNumber: 1, state: 'ringing', count: ALARMS },
    ]);
  });

  it('that dismisses has one effect', async () => {
    clock.set('2026-03-02T06:00:00Z');

    await Promise.all([fire(), answerAll('dismiss', {}), fire()]);
    await fire();

    expect(await rings()).toEqual([{ snoozeNumber: 0, state: 'dismissed', count: ALARMS }]);
  });
});

it('two devices that answer ahead of the ring have one effect', async () => {
  clock.set('2026-03-02T05:58:00Z');

  await Promise.all([answerAll('snooze', { minutes: 10 }), answerAll('snooze', { minutes: 10 })]);

  expect(await rings()).toEqual([{ snoozeNumber: 0, state: 'snoozed', count: ALARMS }]);
  clock.set('2026-03-02T06:00:00Z');
  await fire();
  expect(await rings()).toHaveLength(1);
});
