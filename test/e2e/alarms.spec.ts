import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AlarmView, RingView } from '../../src/modules/widgets/types/alarm/alarms.contract.js';
import { FiringService } from '../../src/modules/widgets/types/alarm/firing/firing.service.js';
import { addAlarm } from '../factories/alarms.js';
import { signUp, type Person } from '../factories/users.js';
import { addWidget } from '../factories/widgets.js';
import { eventsOf } from '../support/event-rows.js';
import { FakeClock } from '../support/fake-clock.js';
import { statementsDuring } from '../support/statement-count.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

// A Monday; it is 06:00 in Berlin.
const MORNING = '2026-03-02T05:00:00Z';

let app: TestApp;
let clock: FakeClock;
let person: Person;
let widgetId: string;

beforeAll(async () => {
  clock = new FakeClock(MORNING);
  app = await startTestApp({ clock, env: { ROLE: 'api', JWT_ACCESS_TTL: '86400' } });
  person = await signUp(app);
});

beforeEach(async () => {
  clock.set(MORNING);
  widgetId = (await addWidget(person, { type: 'alarm', title: 'Alarms' })).id;
});

afterAll(() => app.close());

async function passTo(moment: string): Promise<void> {
  clock.set(moment);
  await app.app.get(FiringService, { strict: false }).fireDue();
}

const read = async ({ id }: { id: string }): Promise<AlarmView> =>
  (await person.api.get<AlarmView>(`/alarms/${id}`)).data;
const snooze = async ({ id }: { id: string }, minutes = 10): Promise<AlarmView> =>
  (await person.api.post<AlarmView>(`/alarms/${id}/snooze`, { minutes })).data;
const dismiss = async ({ id }: { id: string }): Promise<AlarmView> =>
  (await person.api.post<AlarmView>(`/alarms/${id}/dismiss`)).data;
const rings = async ({ id }: { id: string }, query = ''): Promise<RingView[]> =>
  (await person.api.get<RingView[]>(`/alarms/${id}/rings${query}`)).data;

/** When it rang, in UTC, and what became of that; the oldest first. */
const history = async (alarm: { id: string }): Promise<string[]> =>
  (await rings(alarm)).reverse().map(({ dueAt, state }) => `${dueAt.slice(8, 16)} ${state}`);

describe('adding an alarm', () => {
  it('knows from the beginning when it rings, and says where it is', async () => {
    const { status, data, headers, meta } = await person.api.post<AlarmView>(`/widgets/${widgetId}/alarms`, {
      title: 'Wake up',
      times: ['22:00', '07:00'],
      rrule: 'FREQ=DAILY',
    });

    expect(status).toBe(201);
    expect(data).toEqual({
      id: expect.any(String),
      widgetId,
      title: 'Wake up',
      times: ['07:00', '22:00'],
      startDate: '2026-03-02',
      rrule: 'FREQ=DAILY',
      timeZone: null,
      isActive: true,
      nextTriggerAt: '2026-03-02T06:00:00.000Z',
      snoozedUntil: null,
      lastTriggeredAt: null,
      version: 1,
      createdAt: '2026-03-02T05:00:00.000Z',
      updatedAt: '2026-03-02T05:00:00.000Z',
    });
    expect(headers.get('location')).toBe(`/api/v1/alarms/${data.id}`);
    expect(headers.get('etag')).toBe('"1"');
    expect(meta.events).toHaveLength(1);
    expect(await read(data)).toEqual(data);
  });

  it.each([
    ['on its own clock', { timeZone: 'America/New_York' }, '2026-03-02T12:00:00.000Z'],
    ['by a rule', { rrule: 'FREQ=WEEKLY;BYDAY=WE' }, '2026-03-04T06:00:00.000Z'],
    ['once', { rrule: null, startDate: '2026-03-05' }, '2026-03-05T06:00:00.000Z'],
    ['once, next time, without a date', { rrule: null }, '2026-03-02T06:00:00.000Z'],
    [
      'once, tomorrow, where that is over today',
      { rrule: null, times: ['05:30'] },
      '2026-03-03T04:30:00.000Z',
    ],
    ['never, once in the past', { rrule: null, startDate: '2026-03-01' }, null],
    ['never, where its rule has ended', { rrule: 'FREQ=DAILY;COUNT=2', startDate: '2026-02-01' }, null],
    ['never, while it is off', { isActive: false }, null],
  ])('rings %s', async (_, given, nextTriggerAt) => {
    expect(await addAlarm(person, { widgetId, ...given })).toMatchObject({ nextTriggerAt });
  });

  it.each([
    ['times', { times: [] }],
    ['times', { times: ['7:00'] }],
    ['times', { times: ['24:00'] }],
    ['times', { times: ['07:00', '07:00'] }],
    ['times', { times: Array.from({ length: 13 }, (_, i) => `${String(i + 10)}:00`) }],
    ['rrule', { rrule: 'FREQ=DAILY;BYHOUR=8' }],
    ['rrule', { rrule: 'FREQ=HOURLY' }],
    ['rrule', { rrule: 'FREQ=DAILY;INTERVAL=0' }],
    ['rrule', { rrule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }],
    ['rrule', { rrule: 'FREQ=DAILY;BYDAY=MO;COUNT=999999999', startDate: '0001-01-01' }],
    ['startDate', { startDate: '9999-12-31' }],
    ['startDate', { startDate: '2026-02-30' }],
    ['timeZone', { timeZone: 'Mars/Olympus' }],
    ['title', { title: '' }],
    ['volume', { volume: 11 }],
  ])('refuses a wrong %s: %j', async (field, given) => {
    const refusal = await person.api.refused('POST', `/widgets/${widgetId}/alarms`, {
      body: { title: 'Wake up', times: ['07:00'], rrule: 'FREQ=DAILY', ...given },
    });

    expect(refusal.status).toBe(422);
    expect(refusal.details.map((detail) => detail.field.split(/[.[]/)[0])).toContain(field);
  });

  it('takes an id of the client once, and only in alarm widgets', async () => {
    const id = randomUUID();
    await addAlarm(person, { widgetId, id });
    const todo = await addWidget(person);
    const body = { title: 'Wake up', times: ['07:00'] };

    const again = await person.api.refused('POST', `/widgets/${widgetId}/alarms`, { body: { ...body, id } });
    const elsewhere = await person.api.refused('POST', `/widgets/${todo.id}/alarms`, { body });

    expect([again.status, again.code]).toEqual([409, 'id_taken']);
    expect([elsewhere.status, elsewhere.code]).toEqual([409, 'widget_type_mismatch']);
  });

  it('stops at a hundred in one widget, also by moving one there', async () => {
    for (let i = 0; i < 100; i += 1) await addAlarm(person, { widgetId });
    const other = await addAlarm(person);

    const added = await person.api.refused('POST', `/widgets/${widgetId}/alarms`, {
      body: { title: 'Wake up', times: ['07:00'] },
    });
    const moved = await person.api.refused('PATCH', `/alarms/${other.id}`, { body: { widgetId } });

    expect([added.code, moved.code]).toEqual(['alarm_limit_reached', 'alarm_limit_reached']);
  });
});

describe('listing', () => {
  it("gives a widget's alarms in pages, as they were added", async () => {
    const added = [];
    for (const title of ['a', 'b', 'c']) {
      clock.advance(1_000);
      added.push(await addAlarm(person, { widgetId, title }));
    }

    const first = await person.api.get<AlarmView[]>(`/widgets/${widgetId}/alarms?limit=2`);
    const cursor = first.meta.pagination?.nextCursor ?? '';
    const second = await person.api.get<AlarmView[]>(`/widgets/${widgetId}/alarms?limit=2&cursor=${cursor}`);

    expect([...first.data, ...second.data]).toEqual(added);
    expect(second.meta.pagination?.hasMore).toBe(false);
  });

  it('is for the owner only', async () => {
    const alarm = await addAlarm(person, { widgetId });
    const { api } = await signUp(app);

    for (const [method, path] of [
      ['GET', `/widgets/${widgetId}/alarms`],
      ['GET', `/alarms/${alarm.id}`],
      ['GET', `/alarms/${alarm.id}/rings`],
      ['PATCH', `/alarms/${alarm.id}`],
      ['DELETE', `/alarms/${alarm.id}`],
      ['POST', `/alarms/${alarm.id}/dismiss`],
    ] as const)
      expect(
        (await api.refused(method, path, method === 'PATCH' ? { body: { title: 'x' } } : {})).status,
      ).toBe(404);
    const snoozed = await api.refused('POST', `/alarms/${alarm.id}/snooze`, { body: { minutes: 1 } });
    expect(snoozed.code).toBe('alarm_not_found');
  });
});

describe('changing an alarm', () => {
  it('moves when it rings, and tells what changed', async () => {
    const alarm = await addAlarm(person, { widgetId });

    const { data, headers } = await person.api.patch<AlarmView>(`/alarms/${alarm.id}`, { times: ['08:00'] });

    expect(data).toMatchObject({ nextTriggerAt: '2026-03-02T07:00:00.000Z', version: 2 });
    expect(headers.get('etag')).toBe('"2"');
    expect((await eventsOf(app, person.id, 'alarm.updated.v1')).at(-1)?.payload).toEqual({
      alarmId: alarm.id,
      widgetId,
      before: { times: ['07:00'], nextTriggerAt: '2026-03-02T06:00:00.000Z' },
      after: { times: ['08:00'], nextTriggerAt: '2026-03-02T07:00:00.000Z' },
    });
  });

  it.each([
    [{ rrule: null }, '2026-03-02T06:00:00.000Z'],
    [{ startDate: '2026-04-01' }, '2026-04-01T05:00:00.000Z'],
    [{ timeZone: 'UTC' }, '2026-03-02T07:00:00.000Z'],
    [{ isActive: false }, null],
  ])('plans it anew: %j', async (changes, nextTriggerAt) => {
    const { id } = await addAlarm(person, { widgetId });

    expect((await person.api.patch<AlarmView>(`/alarms/${id}`, changes)).data).toMatchObject({
      ...changes,
      nextTriggerAt,
    });
  });

  it('to what it is changes nothing', async () => {
    const alarm = await addAlarm(person, { widgetId });

    expect((await person.api.patch(`/alarms/${alarm.id}`, { title: 'Wake up' })).data).toEqual(alarm);
  });

  it('or deleting it is refused for a version that is not the present one', async () => {
    const { id } = await addAlarm(person, { widgetId });
    const headers = { 'if-match': '"7"' };

    const changed = await person.api.refused('PATCH', `/alarms/${id}`, { body: { title: 'x' }, headers });
    const deleted = await person.api.refused('DELETE', `/alarms/${id}`, { headers });

    expect([changed.status, deleted.status]).toEqual([412, 412]);
  });

  it('moves it to another widget', async () => {
    const { id } = await addAlarm(person, { widgetId });
    const other = await addWidget(person, { type: 'alarm' });

    await person.api.patch(`/alarms/${id}`, { widgetId: other.id });

    expect((await person.api.get<AlarmView[]>(`/widgets/${other.id}/alarms`)).data).toMatchObject([{ id }]);
  });

  it('off ends what rings and what was put off, and on again it rings by its series', async () => {
    const alarm = await addAlarm(person, { widgetId });
    await passTo('2026-03-02T06:00:00Z');
    await snooze(alarm);

    const { data: off } = await person.api.patch<AlarmView>(`/alarms/${alarm.id}`, { isActive: false });
    await passTo('2026-03-02T06:10:00Z');
    const { data: on } = await person.api.patch<AlarmView>(`/alarms/${alarm.id}`, { isActive: true });

    expect(off).toMatchObject({ nextTriggerAt: null, snoozedUntil: null });
    expect(on).toMatchObject({ nextTriggerAt: '2026-03-03T06:00:00.000Z', snoozedUntil: null });
    expect(await history(alarm)).toEqual(['02T06:00 dismissed']);
  });

  it('deletes it with its history', async () => {
    const alarm = await addAlarm(person, { widgetId });
    await passTo('2026-03-02T06:00:00Z');

    await person.api.delete(`/alarms/${alarm.id}`);

    expect((await person.api.refused('GET', `/alarms/${alarm.id}/rings`)).code).toBe('alarm_not_found');
    expect((await eventsOf(app, person.id, 'alarm.deleted.v1')).at(-1)?.payload).toMatchObject({
      alarmId: alarm.id,
    });
  });
});

describe('snoozing', () => {
  it('three times by ten minutes is three later rings, and tomorrow it rings at its time', async () => {
    const alarm = await addAlarm(person, { widgetId });

    for (const time of ['06:00', '06:10', '06:20']) {
      await passTo(`2026-03-02T${time}:00Z`);
      expect(await snooze(alarm)).toMatchObject({ nextTriggerAt: '2026-03-03T06:00:00.000Z' });
    }
    await passTo('2026-03-02T06:30:00Z');

    expect(await history(alarm)).toEqual([
      '02T06:00 snoozed',
      '02T06:10 snoozed',
      '02T06:20 snoozed',
      '02T06:30 ringing',
    ]);
    expect(await read(alarm)).toMatchObject({
      snoozedUntil: null,
      lastTriggeredAt: '2026-03-02T06:30:00.000Z',
      nextTriggerAt: '2026-03-03T06:00:00.000Z',
    });
    const occurrences = (await rings(alarm)).map(({ occurrence }) => occurrence);
    expect(new Set(occurrences)).toEqual(new Set(['2026-03-02T07:00']));
  });

  it('tells until when', async () => {
    const alarm = await addAlarm(person, { widgetId });
    await passTo('2026-03-02T06:00:00Z');

    expect(await snooze(alarm, 5)).toMatchObject({ snoozedUntil: '2026-03-02T06:05:00.000Z', version: 3 });

    const [ring] = await rings(alarm);
    expect((await eventsOf(app, person.id, 'alarm.snoozed.v1')).at(-1)?.payload).toEqual({
      alarmId: alarm.id,
      widgetId,
      ringId: ring?.id,
      occurrence: '2026-03-02T07:00',
      snoozeNumber: 0,
      snoozedUntil: '2026-03-02T06:05:00.000Z',
    });
  });

  it('again before it rings counts anew from then', async () => {
    const alarm = await addAlarm(person, { widgetId });
    await passTo('2026-03-02T06:00:00Z');
    await snooze(alarm);
    clock.set('2026-03-02T06:05:00Z');

    expect(await snooze(alarm)).toMatchObject({ snoozedUntil: '2026-03-02T06:15:00.000Z' });

    await passTo('2026-03-02T06:10:00Z');
    await passTo('2026-03-02T06:15:00Z');
    expect(await history(alarm)).toEqual(['02T06:00 snoozed', '02T06:15 ringing']);
  });

  it('past the next ring lets both ring, and each can be put off', async () => {
    const alarm = await addAlarm(person, { widgetId, times: ['07:00', '07:05'] });
    await passTo('2026-03-02T06:00:00Z');
    await snooze(alarm);
    await passTo('2026-03-02T06:05:00Z');

    expect(await snooze(alarm, 10)).toMatchObject({ snoozedUntil: '2026-03-02T06:10:00.000Z' });
    await passTo('2026-03-02T06:10:00Z');
    expect(await read(alarm)).toMatchObject({ snoozedUntil: '2026-03-02T06:15:00.000Z' });
    await passTo('2026-03-02T06:15:00Z');

    expect(await history(alarm)).toEqual([
      '02T06:00 snoozed',
      '02T06:05 snoozed',
      '02T06:10 unanswered',
      '02T06:15 ringing',
    ]);
  });

  it('is refused while nothing rings', async () => {
    const alarm = await addAlarm(person, { widgetId });
    const refusal = (): Promise<{ status: number; code: string }> =>
      person.api.refused('POST', `/alarms/${alarm.id}/snooze`, { body: { minutes: 10 } });

    expect(await refusal()).toMatchObject({ status: 409, code: 'alarm_not_ringing' });
    await passTo('2026-03-02T06:00:00Z');
    await dismiss(alarm);
    expect(await refusal()).toMatchObject({ status: 409, code: 'alarm_not_ringing' });
  });

  it.each([0, 1_441, 1.5, '10'])('is refused for %j minutes', async (minutes) => {
    const { id } = await addAlarm(person, { widgetId });

    expect((await person.api.refused('POST', `/alarms/${id}/snooze`, { body: { minutes } })).status).toBe(
      422,
    );
  });
});

describe('dismissing', () => {
  it('ends the ring; again changes nothing', async () => {
    const alarm = await addAlarm(person, { widgetId });
    await passTo('2026-03-02T06:00:00Z');

    const dismissed = await dismiss(alarm);

    expect(dismissed).toMatchObject({ version: 3, nextTriggerAt: '2026-03-03T06:00:00.000Z' });
    expect(await dismiss(alarm)).toEqual(dismissed);
    expect(await history(alarm)).toEqual(['02T06:00 dismissed']);
  });

  it('ends what was put off too', async () => {
    const alarm = await addAlarm(person, { widgetId });
    await passTo('2026-03-02T06:00:00Z');
    await snooze(alarm);

    expect(await dismiss(alarm)).toMatchObject({ snoozedUntil: null });

    await passTo('2026-03-02T06:10:00Z');
    expect(await history(alarm)).toEqual(['02T06:00 dismissed']);
  });

  it('leaves alone what was put off and has rung since', async () => {
    const alarm = await addAlarm(person, { widgetId });
    await passTo('2026-03-02T06:00:00Z');
    await snooze(alarm);
    await passTo('2026-03-02T06:10:00Z');

    await dismiss(alarm);

    expect(await history(alarm)).toEqual(['02T06:00 snoozed', '02T06:10 dismissed']);
  });
});

it('the history of rings comes in pages, the newest first', async () => {
  const alarm = await addAlarm(person, { widgetId, times: ['07:00', '07:05', '07:10'] });
  for (const time of ['06:00', '06:05', '06:10']) await passTo(`2026-03-02T${time}:00Z`);

  const first = await person.api.get<RingView[]>(`/alarms/${alarm.id}/rings?limit=2`);
  const second = await rings(alarm, `?limit=2&cursor=${first.meta.pagination?.nextCursor ?? ''}`);

  expect([...first.data, ...second].map(({ occurrence }) => occurrence.slice(11))).toEqual([
    '07:10',
    '07:05',
    '07:00',
  ]);
});

describe('on the board', () => {
  interface Board {
    widgets: { id: string; data: Record<string, unknown> }[];
  }
  const board = async ({ api }: Person, query = ''): Promise<Board> =>
    (await api.get<Board>(`/dashboard/today${query}`)).data;

  it('is always shown on a day on which an alarm rings, with the rings of the day in order', async () => {
    const owner = await signUp(app);
    const alarm = await addAlarm(owner, { times: ['07:00', '22:00'] });
    for (let i = 0; i < 10; i += 1) await addWidget(owner, { importance: 5 });
    const shown = async (): Promise<unknown> =>
      (await board(owner)).widgets.find(({ id }) => id === alarm.widgetId)?.data;
    const ring = (time: string, dueAt: string, state: string, isSnooze = false): object => ({
      alarmId: alarm.id,
      title: 'Wake up',
      time,
      dueAt,
      state,
      isSnooze,
    });
    const night = ring('22:00', '2026-03-02T21:00:00.000Z', 'scheduled');

    expect(await shown()).toEqual({
      rings: [ring('07:00', '2026-03-02T06:00:00.000Z', 'scheduled'), night],
      count: 2,
      next: { alarmId: alarm.id, title: 'Wake up', dueAt: '2026-03-02T06:00:00.000Z' },
    });
    await passTo('2026-03-02T06:00:00Z');
    expect(await shown()).toMatchObject({
      rings: [ring('07:00', '2026-03-02T06:00:00.000Z', 'ringing'), night],
    });
    await owner.api.post(`/alarms/${alarm.id}/snooze`, { minutes: 10 });
    expect(await shown()).toMatchObject({
      rings: [
        ring('07:00', '2026-03-02T06:00:00.000Z', 'snoozed'),
        ring('07:00', '2026-03-02T06:10:00.000Z', 'scheduled', true),
        night,
      ],
      next: { dueAt: '2026-03-02T06:10:00.000Z' },
    });
  });

  it('costs one statement, or three where it has to be made, whatever the number of alarms', async () => {
    const owner = await signUp(app);
    for (const type of ['alarm', 'alarm', 'todo', 'tracker', 'websearch']) {
      const { id } = await addWidget(owner, { type });
      if (type === 'alarm') for (let i = 0; i < 5; i += 1) await addAlarm(owner, { widgetId: id });
    }

    expect(await statementsDuring(app.databaseUrl, () => board(owner))).toBeLessThanOrEqual(3);
    expect(await statementsDuring(app.databaseUrl, () => board(owner))).toBe(1);
  });

  it('shows the rings of tomorrow in its preview', async () => {
    const owner = await signUp(app);
    const alarm = await addAlarm(owner, { times: ['07:00', '22:00'] });

    const { widgets } = await board(owner, '?date=2026-03-03');

    expect(widgets.find(({ id }) => id === alarm.widgetId)?.data).toMatchObject({
      rings: [{ dueAt: '2026-03-03T06:00:00.000Z' }, { dueAt: '2026-03-03T21:00:00.000Z' }],
    });
  });
});
