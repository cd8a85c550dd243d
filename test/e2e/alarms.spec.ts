import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { AlarmView } from '../../src/modules/widgets/types/alarm/alarms.contract.js';
import { addAlarm } from '../factories/alarms.js';
import { signUp, type Person } from '../factories/users.js';
import { addWidget } from '../factories/widgets.js';
import { eventsOf } from '../support/event-rows.js';
import type { TestApp } from '../support/test-app.js';
import { AlarmWorld } from './alarm-world.js';

// A Monday; it is 06:00 in Berlin.
const MORNING = '2026-03-02T05:00:00Z';

let world: AlarmWorld;
let app: TestApp;
let person: Person;
let widgetId: string;

AlarmWorld.forTests(MORNING, (started, emptyId) => {
  world = started;
  widgetId = emptyId;
  ({ app, person } = world);
});

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
    expect(await world.read(data)).toEqual(data);
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

  it('stops at a hundred in one widget, also by moving one there, and for two at once', async () => {
    for (let i = 0; i < 98; i += 1) await addAlarm(person, { widgetId });
    const other = await addAlarm(person);
    const path = `/widgets/${widgetId}/alarms`;
    const body = { title: 'Wake up', times: ['07:00'] };
    await Promise.all(Array.from({ length: 6 }, () => person.api.raw('POST', path, { body })));
    expect((await person.api.get<AlarmView[]>(`${path}?limit=100`)).meta.pagination?.hasMore).toBe(false);

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
      world.clock.advance(1_000);
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

  it.each(['title', 'times', 'startDate', 'isActive', 'widgetId'])('leaves it a %s', async (field) => {
    const { id } = await addAlarm(person, { widgetId });

    const refusal = await person.api.refused('PATCH', `/alarms/${id}`, { body: { [field]: null } });

    expect([refusal.status, refusal.details.map((detail) => detail.field)]).toEqual([422, [field]]);
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

  it('but for its times leaves due what is due and has not rung yet', async () => {
    const alarm = await addAlarm(person, { widgetId });
    world.clock.set('2026-03-02T06:00:00.200Z');

    await person.api.patch(`/alarms/${alarm.id}`, { title: 'Get up' });
    await world.passTo('2026-03-02T06:00:01Z');

    expect(await world.history(alarm)).toEqual(['02T06:00 ringing']);
  });

  it('lets it ring at new times on a clock that is behind what it has rung for', async () => {
    const alarm = await addAlarm(person, { widgetId, timeZone: 'Asia/Tokyo', times: ['15:00'] });
    await world.passTo('2026-03-02T06:00:00Z');
    expect(await world.history(alarm)).toEqual(['02T06:00 ringing']);

    world.clock.set('2026-03-02T07:00:00Z');
    const { data } = await person.api.patch<AlarmView>(`/alarms/${alarm.id}`, {
      timeZone: 'America/New_York',
      times: ['05:00', '15:00', '16:00'],
    });
    expect(data.nextTriggerAt).toBe('2026-03-02T10:00:00.000Z');
    await world.passTo('2026-03-02T10:00:00Z');

    // That day's 15:00 has rung already, in Tokyo.
    expect(await world.read(alarm)).toMatchObject({ nextTriggerAt: '2026-03-02T21:00:00.000Z' });
    expect(await world.history(alarm)).toEqual(['02T06:00 unanswered', '02T10:00 ringing']);
  });

  it('moves it to another widget', async () => {
    const { id } = await addAlarm(person, { widgetId });
    const other = await addWidget(person, { type: 'alarm' });

    await person.api.patch(`/alarms/${id}`, { widgetId: other.id });

    expect((await person.api.get<AlarmView[]>(`/widgets/${other.id}/alarms`)).data).toMatchObject([{ id }]);
  });

  it('off ends what rings and what was put off, and on again it rings by its series', async () => {
    const alarm = await addAlarm(person, { widgetId });
    await world.passTo('2026-03-02T06:00:00Z');
    await world.snooze(alarm);

    const { data: off } = await person.api.patch<AlarmView>(`/alarms/${alarm.id}`, { isActive: false });
    await world.passTo('2026-03-02T06:10:00Z');
    const { data: on } = await person.api.patch<AlarmView>(`/alarms/${alarm.id}`, { isActive: true });

    expect(off).toMatchObject({ nextTriggerAt: null, snoozedUntil: null });
    expect(on).toMatchObject({ nextTriggerAt: '2026-03-03T06:00:00.000Z', snoozedUntil: null });
    expect(await world.history(alarm)).toEqual(['02T06:00 dismissed']);
  });

  it('off tells that what rang was ended, so that every device falls silent', async () => {
    const alarm = await addAlarm(person, { widgetId });
    await world.passTo('2026-03-02T06:00:00Z');
    const [ring] = await world.rings(alarm);

    const { meta } = await person.api.patch<AlarmView>(`/alarms/${alarm.id}`, { isActive: false });

    expect(meta.events).toHaveLength(2);
    expect((await eventsOf(app, person.id, 'alarm.dismissed.v1')).at(-1)?.payload).toEqual({
      alarmId: alarm.id,
      widgetId,
      ringIds: [ring?.id],
      dueAts: ['2026-03-02T06:00:00.000Z'],
    });
  });

  it('deletes it with its history', async () => {
    const alarm = await addAlarm(person, { widgetId });
    await world.passTo('2026-03-02T06:00:00Z');

    await person.api.delete(`/alarms/${alarm.id}`);

    expect((await person.api.refused('GET', `/alarms/${alarm.id}/rings`)).code).toBe('alarm_not_found');
    expect((await eventsOf(app, person.id, 'alarm.deleted.v1')).at(-1)?.payload).toMatchObject({
      alarmId: alarm.id,
    });
  });
});
