import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { addDays, parseLocalDate } from '../../../src/common/time/local-date.js';
import type { AlarmView, RingView } from '../../../src/modules/widgets/types/alarm/alarms.contract.js';
import { FiringService } from '../../../src/modules/widgets/types/alarm/firing/firing.service.js';
import { addAlarm } from '../../factories/alarms.js';
import { signUp, type Person } from '../../factories/users.js';
import { eventsOf } from '../../support/event-rows.js';
import { FakeClock } from '../../support/fake-clock.js';
import { statementsDuring } from '../../support/statement-count.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { until } from '../jobs/until.js';

let app: TestApp;
let second: TestApp;
let clock: FakeClock;
let person: Person;
let firing: FiringService;

beforeAll(async () => {
  clock = new FakeClock('2026-03-02T05:00:00Z');
  const env = { ROLE: 'api', JWT_ACCESS_TTL: '86400', JWT_REFRESH_TTL: '31536000' };
  app = await startTestApp({ clock, env });
  second = await startTestApp({ clock, env, databaseUrl: app.databaseUrl });
  firing = app.app.get(FiringService, { strict: false });
});

beforeEach(async () => {
  clock.set('2026-03-02T05:00:00Z');
  await query('DELETE FROM alarms');
  person = await signUp(app);
});

afterAll(async () => {
  await second.close();
  await app.close();
});

const query = <Row>(sql: string, values: unknown[] = []): Promise<Row[]> =>
  app.app.get(DataSource).query(sql, values);

async function ringAt(moment: string): Promise<number> {
  clock.set(moment);
  return firing.fireDue();
}

const read = async ({ id }: { id: string }): Promise<AlarmView> => {
  const [row] = await query<{ next: Date | null; snoozed: Date | null; last: Date | null }>(
    'SELECT next_trigger_at AS next, snoozed_until AS snoozed, last_triggered_at AS last FROM alarms WHERE id = $1',
    [id],
  );
  return {
    nextTriggerAt: row?.next?.toISOString() ?? null,
    snoozedUntil: row?.snoozed?.toISOString() ?? null,
    lastTriggeredAt: row?.last?.toISOString() ?? null,
  } as AlarmView;
};

interface Rung extends RingView {
  readonly due: string;
}

const rings = ({ id }: { id: string }): Promise<Rung[]> =>
  query<Rung>(
    `SELECT to_char(due_at AT TIME ZONE 'UTC', 'DD HH24:MI') AS due, state, snooze_number AS "snoozeNumber"
     FROM alarm_rings WHERE alarm_id = $1 ORDER BY due_at, snooze_number`,
    [id],
  );

const told = async (type: string): Promise<Record<string, unknown>[]> =>
  (await eventsOf(app, person.id, type)).map(({ payload }) => payload);

/** A thousand more alarms like this one. */
async function multiply({ id }: { id: string }, times: number): Promise<void> {
  await query(
    `INSERT INTO alarms SELECT (jsonb_populate_record(a, jsonb_build_object('id', gen_random_uuid()))).*
     FROM alarms a, generate_series(2, $2) WHERE a.id = $1`,
    [id, times],
  );
}

describe('a due alarm', () => {
  it('rings once, tells so, and is due again by its series', async () => {
    const alarm = await addAlarm(person);

    expect(await ringAt('2026-03-02T05:59:59Z')).toBe(0);
    expect(await ringAt('2026-03-02T06:00:00.400Z')).toBe(1);
    expect(await firing.fireDue()).toBe(0);

    expect(await rings(alarm)).toEqual([{ due: '02 06:00', state: 'ringing', snoozeNumber: 0 }]);
    expect(await read(alarm)).toMatchObject({
      nextTriggerAt: '2026-03-03T06:00:00.000Z',
      lastTriggeredAt: '2026-03-02T06:00:00.400Z',
    });
    expect(await told('alarm.triggered.v1')).toEqual([
      {
        alarmId: alarm.id,
        widgetId: alarm.widgetId,
        ringId: expect.any(String),
        title: 'Wake up',
        occurrence: '2026-03-02T07:00',
        snoozeNumber: 0,
        dueAt: '2026-03-02T06:00:00.000Z',
        firedAt: '2026-03-02T06:00:00.400Z',
        nextTriggerAt: '2026-03-03T06:00:00.000Z',
      },
    ]);
  });

  it('that nobody answers makes room for its next ring', async () => {
    const alarm = await addAlarm(person, { times: ['07:00', '07:05'] });

    await ringAt('2026-03-02T06:00:00Z');
    await ringAt('2026-03-02T06:05:00Z');

    expect(await rings(alarm)).toMatchObject([{ state: 'unanswered' }, { state: 'ringing' }]);
  });

  it('without a rule rings on its day only', async () => {
    const alarm = await addAlarm(person, { rrule: null, startDate: '2026-03-02' });

    await ringAt('2026-03-02T06:00:00Z');

    expect(await read(alarm)).toMatchObject({ nextTriggerAt: null });
    expect(await ringAt('2026-03-03T06:00:00Z')).toBe(0);
  });

  it('of a deleted widget does not ring, and holds nobody up', async () => {
    const alarm = await addAlarm(person);
    await person.api.delete(`/widgets/${alarm.widgetId}`);

    expect(await ringAt('2026-03-02T06:00:00Z')).toBe(1);

    expect(await rings(alarm)).toEqual([]);
    expect(await firing.fireDue()).toBe(0);
  });

  it('whose rule can be followed no further is left alone, and holds nobody up', async () => {
    const broken = await addAlarm(person, { title: 'broken' });
    const alarm = await addAlarm(person);
    await query(`UPDATE alarms SET rrule = 'FREQ=SECONDLY' WHERE id = $1`, [broken.id]);

    await ringAt('2026-03-02T06:00:00Z');

    expect(await rings(broken)).toEqual([]);
    expect(await rings(alarm)).toHaveLength(1);
    expect(await firing.fireDue()).toBe(0);
  });
});

describe('a daily alarm at seven over both changes of the clock', () => {
  it.each([
    ['Europe/Berlin', '2026-03-28', '06:00 05:00 05:00'],
    ['Europe/Berlin', '2026-10-24', '05:00 06:00 06:00'],
    ['America/New_York', '2026-03-07', '12:00 11:00 11:00'],
    ['America/New_York', '2026-10-31', '11:00 12:00 12:00'],
    ['Australia/Lord_Howe', '2026-04-04', '20:00 20:30 20:30'],
    ['Australia/Lord_Howe', '2026-10-03', '20:30 20:00 20:00'],
    ['America/Santiago', '2026-04-04', '10:00 11:00 11:00'],
    ['America/Santiago', '2026-09-05', '11:00 10:00 10:00'],
    ['Pacific/Chatham', '2026-04-04', '17:15 18:15 18:15'],
    ['Pacific/Chatham', '2026-09-26', '18:15 17:15 17:15'],
  ])('in %s from %s on rings once a day, at seven', async (timeZone, startDate, utc) => {
    clock.set('2026-02-01T00:00:00Z');
    const alarm = await addAlarm(person, { timeZone, startDate, rrule: 'FREQ=DAILY;COUNT=3' });

    for (let i = 0; i < 3; i += 1) await ringAt((await read(alarm)).nextTriggerAt ?? '');

    expect((await read(alarm)).nextTriggerAt).toBeNull();
    expect((await rings(alarm)).map(({ due }) => due.slice(3)).join(' ')).toBe(utc);
    const triggered = await told('alarm.triggered.v1');
    expect(triggered.map(({ occurrence }) => occurrence)).toEqual(
      [0, 1, 2].map((days) => `${addDays(parseLocalDate(startDate), days)}T07:00`),
    );
  });
});

describe('after an absence', () => {
  it('an alarm rings that is not too late for it', async () => {
    const alarm = await addAlarm(person);

    await ringAt('2026-03-02T07:00:00Z');

    expect(await rings(alarm)).toMatchObject([{ state: 'ringing' }]);
  });

  it('one that is too late is recorded as missed', async () => {
    const alarm = await addAlarm(person);

    await ringAt('2026-03-02T07:00:01Z');

    expect(await rings(alarm)).toMatchObject([{ state: 'missed' }]);
    expect(await read(alarm)).toMatchObject({
      nextTriggerAt: '2026-03-03T06:00:00.000Z',
      lastTriggeredAt: null,
    });
    expect(await told('alarm.triggered.v1')).toEqual([]);
    expect(await told('alarm.missed.v1')).toMatchObject([
      { alarmId: alarm.id, occurrence: '2026-03-02T07:00', dueAt: '2026-03-02T06:00:00.000Z' },
    ]);
  });

  it('of many that were missed the newest rings, and a bounded number of the others is recorded', async () => {
    const alarm = await addAlarm(person, { times: ['06:30', '07:00'] });

    await ringAt('2026-03-05T06:10:00Z');

    const rung = await rings(alarm);
    expect(rung.map(({ due, state }) => [due, state])).toEqual([
      ['02 05:30', 'missed'],
      ['02 06:00', 'missed'],
      ['03 05:30', 'missed'],
      ['03 06:00', 'missed'],
      ['04 05:30', 'missed'],
      ['04 06:00', 'missed'],
      ['05 05:30', 'missed'],
      ['05 06:00', 'ringing'],
    ]);
  });

  it('of a year too, the newest rings', async () => {
    const alarm = await addAlarm(person, { times: ['06:30', '07:00'] });

    await ringAt('2027-03-05T06:10:00Z');

    const rung = await rings(alarm);
    expect(rung.length).toBeLessThan(120);
    expect(rung.at(-1)).toMatchObject({ due: '05 06:00', state: 'ringing' });
    expect(await read(alarm)).toMatchObject({ nextTriggerAt: '2027-03-06T05:30:00.000Z' });
  });

  it('a snooze that is too late is missed as well', async () => {
    const alarm = await addAlarm(person);
    await ringAt('2026-03-02T06:00:00Z');
    await person.api.post(`/alarms/${alarm.id}/snooze`, { minutes: 10 });

    await ringAt('2026-03-02T08:00:00Z');

    expect(await rings(alarm)).toMatchObject([{ state: 'snoozed' }, { state: 'missed', snoozeNumber: 1 }]);
    expect(await read(alarm)).toMatchObject({ snoozedUntil: null });
  });
});

describe('a thousand alarms in one minute', () => {
  it('ring once each, whatever the number of clocks', async () => {
    const alarm = await addAlarm(person);
    await multiply(alarm, 1_000);
    clock.set('2026-03-02T06:00:00Z');

    const counts = await Promise.all(
      [app, second, app, second].map((one) => one.app.get(FiringService, { strict: false }).fireDue()),
    );
    await firing.fireDue();

    expect(counts.reduce((sum, count) => sum + count)).toBe(1_000);
    const triggered = await told('alarm.triggered.v1');
    expect(triggered).toHaveLength(1_000);
    expect(new Set(triggered.map(({ alarmId }) => alarmId)).size).toBe(1_000);
    expect(await query('SELECT FROM alarm_rings')).toHaveLength(1_000);
  });

  it('take a few statements a batch', async () => {
    await multiply(await addAlarm(person), 1_000);
    clock.set('2026-03-02T06:00:00Z');

    const statements = await statementsDuring(app.databaseUrl, () => firing.fireDue());

    expect(statements).toBeLessThanOrEqual(20);
  });

  it('ring all the same after the process that was at them has died before it was done', async () => {
    const alarm = await addAlarm(person);
    await multiply(alarm, 1_000);
    clock.set('2026-03-02T06:00:00Z');
    // Holds up the last statement of the transaction.
    const holder = app.app.get(DataSource).createQueryRunner();
    await holder.startTransaction();
    await holder.query('SELECT FROM data_versions WHERE user_id = $1 FOR UPDATE', [person.id]);

    const death = expect(second.app.get(FiringService, { strict: false }).fireDue()).rejects.toThrow();
    await until(async () => (await killWhoWaits()) > 0);
    await death;
    await holder.rollbackTransaction();
    await holder.release();

    expect(await query('SELECT FROM alarm_rings')).toEqual([]);
    await firing.fireDue();
    expect(await told('alarm.triggered.v1')).toHaveLength(1_000);
    expect(await query('SELECT FROM alarm_rings')).toHaveLength(1_000);
  });
});

/** Ends the connection that waits for a lock, as the death of its process would; how many that were. */
async function killWhoWaits(): Promise<number> {
  const killed = await query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return killed.length;
}
