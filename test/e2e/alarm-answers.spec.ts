import { describe, expect, it } from '@jest/globals';
import { addAlarm } from '../factories/alarms.js';
import type { Person } from '../factories/users.js';
import { eventsOf } from '../support/event-rows.js';
import type { TestApp } from '../support/test-app.js';
import { moveTo } from '../support/user-moves.js';
import { AlarmWorld } from './alarm-world.js';

// A Monday; it is 06:00 in Berlin, and daily alarms ring at 06:00Z.
const MORNING = '2026-03-02T05:00:00Z';
const DUE = '2026-03-02T06:00:00.000Z';
const TOMORROW = '2026-03-03T06:00:00.000Z';

let world: AlarmWorld;
let app: TestApp;
let person: Person;
let widgetId: string;

AlarmWorld.forTests(MORNING, (started, emptyId) => {
  world = started;
  widgetId = emptyId;
  ({ app, person } = world);
});

type Refusal = Awaited<ReturnType<Person['api']['refused']>>;

const refused = (id: string, action: 'snooze' | 'dismiss', body: object): Promise<Refusal> =>
  person.api.refused('POST', `/alarms/${id}/${action}`, { body });

describe('a device whose clock is ahead', () => {
  it.each([
    ['5 minutes', '2026-03-02T05:55:00Z', '2026-03-02T06:05:00.000Z', '02T06:05'],
    ['a minute', '2026-03-02T05:59:00Z', '2026-03-02T06:09:00.000Z', '02T06:09'],
    ['nothing', '2026-03-02T06:00:00Z', '2026-03-02T06:10:00.000Z', '02T06:10'],
  ])('by %s snoozes the ring, which the server does not let ring too', async (_, now, until, again) => {
    const alarm = await addAlarm(person, { widgetId });
    world.clock.set(now);

    expect(await world.snooze(alarm)).toMatchObject({ snoozedUntil: until, nextTriggerAt: TOMORROW });

    await world.passTo('2026-03-02T06:00:00Z');
    await world.passTo('2026-03-02T06:04:59Z');
    expect(await world.history(alarm)).toEqual(['02T06:00 snoozed']);
    await world.passTo('2026-03-02T06:10:00Z');
    expect(await world.history(alarm)).toEqual(['02T06:00 snoozed', `${again} ringing`]);
  });

  it('dismisses the ring, which the server does not let ring then', async () => {
    const alarm = await addAlarm(person, { widgetId });
    world.clock.set('2026-03-02T05:58:00Z');

    const dismissed = await world.dismiss(alarm);

    expect(dismissed).toMatchObject({ nextTriggerAt: TOMORROW, snoozedUntil: null });
    expect(await world.dismiss(alarm)).toEqual(dismissed);
    await world.passTo('2026-03-02T06:00:00Z');
    expect(await world.history(alarm)).toEqual(['02T06:00 dismissed']);
    expect(await world.rings(alarm)).toMatchObject([{ firedAt: '2026-03-02T05:58:00.000Z' }]);
    expect(await eventsOf(app, person.id, 'alarm.triggered.v1')).not.toContainEqual(
      expect.objectContaining({ payload: expect.objectContaining({ alarmId: alarm.id }) }),
    );
    expect((await eventsOf(app, person.id, 'alarm.dismissed.v1')).at(-1)?.payload).toMatchObject({
      alarmId: alarm.id,
      dueAts: [DUE],
    });
  });

  it('ends a one-off alarm', async () => {
    const alarm = await addAlarm(person, { widgetId, rrule: null });
    world.clock.set('2026-03-02T05:58:00Z');

    expect(await world.dismiss(alarm)).toMatchObject({ nextTriggerAt: null, snoozedUntil: null });

    await world.passTo('2026-03-02T06:00:00Z');
    expect(await world.history(alarm)).toEqual(['02T06:00 dismissed']);
  });

  it('ahead of a snooze snoozes it from now', async () => {
    const alarm = await addAlarm(person, { widgetId });
    await world.passTo('2026-03-02T06:00:00Z');
    await world.snooze(alarm);
    world.clock.set('2026-03-02T06:09:00Z');

    expect(await world.snooze(alarm)).toMatchObject({ snoozedUntil: '2026-03-02T06:19:00.000Z' });

    await world.passTo('2026-03-02T06:10:00Z');
    await world.passTo('2026-03-02T06:19:00Z');
    expect(await world.history(alarm)).toEqual(['02T06:00 snoozed', '02T06:19 ringing']);
  });

  it('means the ring that comes, not a snooze of long after it', async () => {
    const alarm = await addAlarm(person, { widgetId, times: ['07:00', '07:30'] });
    await world.passTo('2026-03-02T06:00:00Z');
    await world.snooze(alarm, 120);
    world.clock.set('2026-03-02T06:29:00Z');

    expect(await world.snooze(alarm)).toMatchObject({ snoozedUntil: '2026-03-02T06:39:00.000Z' });

    await world.passTo('2026-03-02T06:30:00Z');
    await world.passTo('2026-03-02T06:39:00Z');
    await world.dismiss(alarm, '2026-03-02T06:39:00.000Z');
    expect(await world.read(alarm)).toMatchObject({ snoozedUntil: '2026-03-02T08:00:00.000Z' });
    await world.passTo('2026-03-02T08:00:00Z');
    expect(await world.history(alarm)).toEqual([
      '02T06:00 snoozed',
      '02T06:30 snoozed',
      '02T06:39 dismissed',
      '02T08:00 ringing',
    ]);
  });

  it('keeps the answer through a change of the alarm, off and on, and a change of zone', async () => {
    const alarm = await addAlarm(person, { widgetId });
    world.clock.set('2026-03-02T05:56:00Z');
    await world.dismiss(alarm);

    await person.api.patch(`/alarms/${alarm.id}`, { times: ['07:00', '20:00'] });
    await person.api.patch(`/alarms/${alarm.id}`, { isActive: false });
    await person.api.patch(`/alarms/${alarm.id}`, { isActive: true });
    await moveTo(app, person, { changes: { timeZone: 'Europe/Paris' }, subscriber: 'alarm.rezone' });

    expect(await world.read(alarm)).toMatchObject({ nextTriggerAt: '2026-03-02T19:00:00.000Z' });
    await world.passTo('2026-03-02T06:00:00Z');
    expect(await world.history(alarm)).toEqual(['02T06:00 dismissed']);
    await moveTo(app, person, { changes: { timeZone: 'Europe/Berlin' }, subscriber: 'alarm.rezone' });
  });

  it.each(['snooze', 'dismiss'] as const)('by more can %s nothing', async (action) => {
    const alarm = await addAlarm(person, { widgetId });
    world.clock.set('2026-03-02T05:54:59.999Z');

    const refusal = await refused(alarm.id, action, {
      ...(action === 'snooze' && { minutes: 10 }),
      dueAt: DUE,
    });

    expect(refusal).toMatchObject({ status: 409, code: 'alarm_not_ringing' });
    await world.passTo('2026-03-02T06:00:00Z');
    expect(await world.history(alarm)).toEqual(['02T06:00 ringing']);
  });
});

describe('a device that answers late', () => {
  it.each(['snooze', 'dismiss'] as const)('can %s a ring that was missed', async (action) => {
    const alarm = await addAlarm(person, { widgetId });
    await world.passTo('2026-03-02T09:00:00Z');
    expect(await world.history(alarm)).toEqual(['02T06:00 missed']);

    const view = await world[action](alarm);

    const isSnooze = action === 'snooze';
    expect(view).toMatchObject({
      snoozedUntil: isSnooze ? '2026-03-02T09:10:00.000Z' : null,
      nextTriggerAt: TOMORROW,
    });
    await world.passTo('2026-03-02T09:10:00Z');
    expect(await world.history(alarm)).toEqual(
      isSnooze ? ['02T06:00 snoozed', '02T09:10 ringing'] : ['02T06:00 dismissed'],
    );
  });

  it('can snooze one that nobody answered', async () => {
    const alarm = await addAlarm(person, { widgetId, times: ['07:00', '07:05'] });
    await world.passTo('2026-03-02T06:00:00Z');
    await world.passTo('2026-03-02T06:05:00Z');
    expect(await world.history(alarm)).toEqual(['02T06:00 unanswered', '02T06:05 ringing']);

    await world.snooze(alarm, 10, DUE);

    expect(await world.history(alarm)).toEqual(['02T06:00 snoozed', '02T06:05 ringing']);
  });

  it('can snooze one that another device has just dismissed, and dismissing it again changes nothing', async () => {
    const alarm = await addAlarm(person, { widgetId });
    await world.passTo('2026-03-02T06:00:00Z');
    const dismissed = await world.dismiss(alarm);

    expect(await world.dismiss(alarm, DUE)).toEqual(dismissed);
    expect(await world.snooze(alarm)).toMatchObject({ snoozedUntil: '2026-03-02T06:10:00.000Z' });

    await world.passTo('2026-03-02T06:10:00Z');
    expect(await world.history(alarm)).toEqual(['02T06:00 snoozed', '02T06:10 ringing']);
  });

  it('means the ring that an occurrence has now, whichever of its moments it names', async () => {
    const alarm = await addAlarm(person, { widgetId });
    await world.passTo('2026-03-02T06:00:00Z');
    await world.snooze(alarm);
    await world.passTo('2026-03-02T06:10:00Z');

    await world.dismiss(alarm, DUE);

    expect(await world.history(alarm)).toEqual(['02T06:00 snoozed', '02T06:10 dismissed']);
  });

  it('ends by name that ring alone', async () => {
    const alarm = await addAlarm(person, { widgetId, times: ['07:00', '07:05'] });
    await world.passTo('2026-03-02T06:00:00Z');
    await world.snooze(alarm, 30);
    await world.passTo('2026-03-02T06:05:00Z');

    expect(await world.dismiss(alarm, '2026-03-02T06:05:00.000Z')).toMatchObject({
      snoozedUntil: '2026-03-02T06:30:00.000Z',
    });

    expect(await world.history(alarm)).toEqual(['02T06:00 snoozed', '02T06:05 dismissed']);
  });

  it('after midnight still means the ring before it', async () => {
    const alarm = await addAlarm(person, { widgetId, times: ['23:59'] });
    await world.passTo('2026-03-02T22:59:00Z');
    await world.dismiss(alarm);
    world.clock.set('2026-03-02T23:01:00Z');

    expect(await world.snooze(alarm)).toMatchObject({ snoozedUntil: '2026-03-02T23:11:00.000Z' });
  });
});

describe('what no device can mean', () => {
  it('is refused, with when the alarm rings next: a ring in three hours', async () => {
    const alarm = await addAlarm(person, { widgetId });
    world.clock.set('2026-03-02T03:00:00Z');

    const refusal = await refused(alarm.id, 'snooze', { minutes: 10 });

    expect(refusal).toMatchObject({ status: 409, code: 'alarm_not_ringing' });
    expect(refusal.message).toContain(DUE);
    const version = (await world.read(alarm)).version;
    expect(await world.dismiss(alarm)).toMatchObject({ nextTriggerAt: DUE, version });
  });

  it('is what was dismissed hours ago, unless it is named', async () => {
    const alarm = await addAlarm(person, { widgetId });
    await world.passTo('2026-03-02T06:00:00Z');
    await world.dismiss(alarm);
    world.clock.set('2026-03-02T09:00:00Z');

    expect((await refused(alarm.id, 'snooze', { minutes: 10 })).status).toBe(409);
    expect(await world.snooze(alarm, 10, DUE)).toMatchObject({ snoozedUntil: '2026-03-02T09:10:00.000Z' });
  });

  it('is a ring of another day', async () => {
    const alarm = await addAlarm(person, { widgetId, times: ['12:00'] });
    await world.passTo('2026-03-02T13:00:00Z');
    world.clock.set('2026-03-02T23:30:00Z');

    expect((await refused(alarm.id, 'snooze', { minutes: 10 })).status).toBe(409);
    const named = { minutes: 10, dueAt: '2026-03-02T11:00:00Z' };
    expect((await refused(alarm.id, 'snooze', named)).status).toBe(409);
    await world.dismiss(alarm, '2026-03-02T11:00:00Z');
    expect(await world.history(alarm)).toEqual(['02T11:00 dismissed']);
  });

  it('is an alarm that is off, or has no ring left', async () => {
    const off = await addAlarm(person, { widgetId });
    const past = await addAlarm(person, { widgetId, rrule: null, startDate: '2026-03-01' });
    await world.passTo('2026-03-02T06:00:00Z');
    await person.api.patch(`/alarms/${off.id}`, { isActive: false });

    expect((await refused(off.id, 'snooze', { minutes: 10 })).message).toContain('isActive');
    expect((await refused(past.id, 'snooze', { minutes: 10 })).message).toContain('no next ring');
  });

  it.each(['07:00', '2026-03-02T06:00', 'soon', 5])('is the moment %j', async (dueAt) => {
    const { id } = await addAlarm(person, { widgetId });

    const refusal = await refused(id, 'dismiss', { dueAt });

    expect([refusal.status, refusal.details.map(({ field }) => field)]).toEqual([422, ['dueAt']]);
  });
});
