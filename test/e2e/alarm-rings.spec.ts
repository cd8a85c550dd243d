import { describe, expect, it } from '@jest/globals';
import type { RingView } from '../../src/modules/widgets/types/alarm/alarms.contract.js';
import { addAlarm } from '../factories/alarms.js';
import { signUp, type Person } from '../factories/users.js';
import { addWidget } from '../factories/widgets.js';
import { eventsOf } from '../support/event-rows.js';
import { statementsDuring } from '../support/statement-count.js';
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

describe('snoozing', () => {
  it('three times by ten minutes is three later rings, and tomorrow it rings at its time', async () => {
    const alarm = await addAlarm(person, { widgetId });

    for (const time of ['06:00', '06:10', '06:20']) {
      await world.passTo(`2026-03-02T${time}:00Z`);
      expect(await world.snooze(alarm)).toMatchObject({ nextTriggerAt: '2026-03-03T06:00:00.000Z' });
    }
    await world.passTo('2026-03-02T06:30:00Z');

    expect(await world.history(alarm)).toEqual([
      '02T06:00 snoozed',
      '02T06:10 snoozed',
      '02T06:20 snoozed',
      '02T06:30 ringing',
    ]);
    expect(await world.read(alarm)).toMatchObject({
      snoozedUntil: null,
      lastTriggeredAt: '2026-03-02T06:30:00.000Z',
      nextTriggerAt: '2026-03-03T06:00:00.000Z',
    });
    const occurrences = (await world.rings(alarm)).map(({ occurrence }) => occurrence);
    expect(new Set(occurrences)).toEqual(new Set(['2026-03-02T07:00']));
  });

  it('tells until when', async () => {
    const alarm = await addAlarm(person, { widgetId });
    await world.passTo('2026-03-02T06:00:00Z');

    expect(await world.snooze(alarm, 5)).toMatchObject({
      snoozedUntil: '2026-03-02T06:05:00.000Z',
      version: 3,
    });

    const [ring] = await world.rings(alarm);
    expect((await eventsOf(app, person.id, 'alarm.snoozed.v1')).at(-1)?.payload).toEqual({
      alarmId: alarm.id,
      widgetId,
      ringId: ring?.id,
      occurrence: '2026-03-02T07:00',
      snoozeNumber: 0,
      dueAt: '2026-03-02T06:00:00.000Z',
      snoozedUntil: '2026-03-02T06:05:00.000Z',
    });
  });

  it('again before it rings counts anew from then', async () => {
    const alarm = await addAlarm(person, { widgetId });
    await world.passTo('2026-03-02T06:00:00Z');
    await world.snooze(alarm);
    world.clock.set('2026-03-02T06:05:00Z');

    expect(await world.snooze(alarm)).toMatchObject({ snoozedUntil: '2026-03-02T06:15:00.000Z' });

    await world.passTo('2026-03-02T06:10:00Z');
    await world.passTo('2026-03-02T06:15:00Z');
    expect(await world.history(alarm)).toEqual(['02T06:00 snoozed', '02T06:15 ringing']);
  });

  it('past the next ring lets both ring, and each can be put off', async () => {
    const alarm = await addAlarm(person, { widgetId, times: ['07:00', '07:05'] });
    await world.passTo('2026-03-02T06:00:00Z');
    await world.snooze(alarm);
    await world.passTo('2026-03-02T06:05:00Z');

    expect(await world.snooze(alarm, 10)).toMatchObject({ snoozedUntil: '2026-03-02T06:10:00.000Z' });
    await world.passTo('2026-03-02T06:10:00Z');
    expect(await world.read(alarm)).toMatchObject({ snoozedUntil: '2026-03-02T06:15:00.000Z' });
    await world.passTo('2026-03-02T06:15:00Z');

    expect(await world.history(alarm)).toEqual([
      '02T06:00 snoozed',
      '02T06:05 snoozed',
      '02T06:10 unanswered',
      '02T06:15 ringing',
    ]);
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
    await world.passTo('2026-03-02T06:00:00Z');

    const dismissed = await world.dismiss(alarm);

    expect(dismissed).toMatchObject({ version: 3, nextTriggerAt: '2026-03-03T06:00:00.000Z' });
    expect(await world.dismiss(alarm)).toEqual(dismissed);
    expect(await world.history(alarm)).toEqual(['02T06:00 dismissed']);
  });

  it('ends what was put off too', async () => {
    const alarm = await addAlarm(person, { widgetId });
    await world.passTo('2026-03-02T06:00:00Z');
    await world.snooze(alarm);

    expect(await world.dismiss(alarm)).toMatchObject({ snoozedUntil: null });

    await world.passTo('2026-03-02T06:10:00Z');
    expect(await world.history(alarm)).toEqual(['02T06:00 dismissed']);
  });

  it('leaves alone what was put off and has rung since', async () => {
    const alarm = await addAlarm(person, { widgetId });
    await world.passTo('2026-03-02T06:00:00Z');
    await world.snooze(alarm);
    await world.passTo('2026-03-02T06:10:00Z');

    await world.dismiss(alarm);

    expect(await world.history(alarm)).toEqual(['02T06:00 snoozed', '02T06:10 dismissed']);
  });
});

it('the history of rings comes in pages, the newest first', async () => {
  const alarm = await addAlarm(person, { widgetId, times: ['07:00', '07:05', '07:10'] });
  for (const time of ['06:00', '06:05', '06:10']) await world.passTo(`2026-03-02T${time}:00Z`);

  const first = await person.api.get<RingView[]>(`/alarms/${alarm.id}/rings?limit=2`);
  const second = await world.rings(alarm, `?limit=2&cursor=${first.meta.pagination?.nextCursor ?? ''}`);

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
    await world.passTo('2026-03-02T06:00:00Z');
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

  it('says since when an alarm has been ringing, once that is long', async () => {
    const owner = await signUp(app);
    await addAlarm(owner, { title: 'Tea', times: ['07:00'] });

    await world.passTo('2026-03-02T06:00:00Z');
    expect(await board(owner)).toMatchObject({ title: '“Tea” is ringing' });
    world.clock.set('2026-03-02T06:15:00Z');
    expect(await board(owner)).toMatchObject({ title: '“Tea” has been ringing since 07:00' });
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
