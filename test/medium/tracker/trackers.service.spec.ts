import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InvalidError, StaleVersionError } from '../../../src/common/errors/app-error.js';
import { uuidv7 } from '../../../src/common/ids/uuid.js';
import type {
  NewTracker,
  TrackerChanges,
} from '../../../src/modules/widgets/types/tracker/tracker-definition.js';
import {
  TrackerLimitReached,
  TrackerNotFound,
} from '../../../src/modules/widgets/types/tracker/tracker.errors.js';
import { WidgetNotFound } from '../../../src/modules/widgets/widgets.contract.js';
import { IdTaken, WidgetTypeMismatch } from '../../../src/modules/widgets/widgets.errors.js';
import { actorOf } from '../../factories/actors.js';
import { buildTracker } from '../../factories/trackers.js';
import { signUp } from '../../factories/users.js';
import { addWidget } from '../../factories/widgets.js';
import { eventsOf } from '../../support/event-rows.js';
import { TrackerWorld } from './tracker-world.js';

const EVERYTHING = { limit: 100, after: null };

describe('trackers', () => {
  let world: TrackerWorld;

  beforeAll(async () => {
    world = await TrackerWorld.start('2026-03-12T18:00:00Z');
  });

  afterAll(async () => {
    await world.close();
  });

  async function stranger() {
    return actorOf(world.app, await signUp(world.app));
  }

  async function eventsAbout(trackerId: string) {
    const events = await eventsOf(world.app, world.actor.id);
    return events.filter(({ payload }) => payload.trackerId === trackerId);
  }

  async function fieldRefused(given: Partial<NewTracker>): Promise<string | undefined> {
    const error: unknown = await world.add(given).catch((refusal: unknown) => refusal);
    return error instanceof InvalidError ? error.details[0]?.field : undefined;
  }

  it('begin as they were asked for, today', async () => {
    const widgetId = await world.addWidget();

    const made = await world.add(
      { name: 'Weight', kind: 'number', initialValue: 90, targetValue: 80 },
      widgetId,
    );

    expect(made).toEqual({
      id: made.id,
      widgetId,
      name: 'Weight',
      kind: 'number',
      unit: null,
      initialValue: 90,
      targetValue: 80,
      direction: 'down',
      rrule: null,
      times: null,
      period: null,
      weekStart: 'MO',
      steps: null,
      freezes: [],
      repairDays: null,
      startDate: '2026-03-12',
      version: 1,
      createdAt: '2026-03-12T18:00:00.000Z',
      updatedAt: '2026-03-12T18:00:00.000Z',
    });
    expect(await world.trackers.get(world.actor, made.id)).toEqual(made);
    expect(await eventsAbout(made.id)).toEqual([
      {
        type: 'tracker.created.v1',
        payload: { widgetId, trackerId: made.id, after: made },
        actorId: null,
      },
    ]);
  });

  it('begin on the local day of their user', async () => {
    const kiritimati = world.actorWith({ timeZone: 'Pacific/Kiritimati' });

    const made = await world.trackers.create(kiritimati, await world.addWidget(), buildTracker());

    expect(made.startDate).toBe('2026-03-13');
  });

  it('keep amounts to nine decimals', async () => {
    const { id } = await world.add({ kind: 'number', initialValue: 0.1 + 0.2, targetValue: 1e12 });

    expect(await world.trackers.get(world.actor, id)).toMatchObject({ initialValue: 0.3, targetValue: 1e12 });
  });

  it('may have an id that the client made, once', async () => {
    const id = uuidv7();

    expect((await world.add({ id })).id).toBe(id);
    await expect(world.add({ id })).rejects.toThrow(IdTaken);
    const other = await stranger();
    const widget = await world.widgets.create(other, {
      type: 'tracker',
      title: 'x',
      frequency: 'daily',
      importance: 3,
      isActive: true,
      isPinned: false,
    });
    await expect(world.trackers.create(other, widget.id, buildTracker({ id }))).rejects.toThrow(IdTaken);
  });

  it.each<[string, Partial<NewTracker>, string]>([
    [
      'a direction against its values',
      { kind: 'number', initialValue: 1, targetValue: 2, direction: 'down' },
      'direction',
    ],
    ['a scale to 6', { kind: 'scale', targetValue: 6 }, 'targetValue'],
    ['a habit of nothing', { targetValue: 0 }, 'targetValue'],
    ['a habit of so little that nothing is left', { targetValue: 1e-12 }, 'targetValue'],
    ['a rule of hours', { rrule: 'FREQ=HOURLY' }, 'rrule'],
    ['a rule that never yields', { rrule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }, 'rrule'],
    ['a rule that has ended', { rrule: 'FREQ=DAILY;UNTIL=20260311' }, 'rrule'],
    ['a start long ago', { startDate: '2016-03-11' }, 'startDate'],
    ['a start far away', { startDate: '2036-03-13' }, 'startDate'],
  ])('refuse %s', async (_, given, field) => {
    expect(await fieldRefused(given)).toBe(field);
  });

  it('belong only to tracker widgets of their user', async () => {
    const other = await stranger();
    const widgetId = await world.addWidget();
    const todo = await addWidget(world.person, { type: 'todo' });

    await expect(world.add({}, uuidv7())).rejects.toThrow(WidgetNotFound);
    await expect(world.add({}, todo.id)).rejects.toThrow(WidgetTypeMismatch);
    await expect(world.trackers.create(other, widgetId, buildTracker())).rejects.toThrow(WidgetNotFound);
    await expect(world.trackers.list(other, widgetId, EVERYTHING)).rejects.toThrow(WidgetNotFound);
    expect((await world.trackers.list(world.actor, widgetId, EVERYTHING)).rows).toEqual([]);
  });

  it('do not exist for others, and stay as they are', async () => {
    const other = await stranger();
    const made = await world.add();

    await expect(world.trackers.get(other, made.id)).rejects.toThrow(TrackerNotFound);
    await expect(world.trackers.update(other, made.id, { name: 'x' })).rejects.toThrow(TrackerNotFound);
    await expect(world.trackers.remove(other, made.id)).rejects.toThrow(TrackerNotFound);
    expect(await world.trackers.get(world.actor, made.id)).toEqual(made);
  });

  it('vanish with their widget', async () => {
    const made = await world.add();

    await world.widgets.remove(world.actor, made.widgetId);

    await expect(world.trackers.get(world.actor, made.id)).rejects.toThrow(TrackerNotFound);
    await expect(world.logOn(made.id, ['2026-03-12'])).rejects.toThrow(TrackerNotFound);
  });

  it('are listed page by page, the oldest first', async () => {
    const widgetId = await world.addWidget();
    const made: string[] = [];
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      world.clock.advance(1_000);
      made.push((await world.add({ name }, widgetId)).id);
    }

    const list = (after: readonly string[] | null) =>
      world.trackers.list(world.actor, widgetId, { limit: 2, after });
    const first = await list(null);
    const second = await list(first.next);
    const third = await list(second.next);

    const pages = [first, second, third].map(({ rows }) => rows.map(({ id }) => id));
    expect(pages).toEqual([made.slice(0, 2), made.slice(2, 4), made.slice(4)]);
    expect(third.next).toBeNull();
  });

  it('are at most a hundred in a widget, also when two are added at once', async () => {
    const widgetId = await world.addWidget();
    for (let i = 0; i < 99; i += 1) await world.add({}, widgetId);

    const added = await Promise.allSettled([world.add({}, widgetId), world.add({}, widgetId)]);

    expect(added.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(world.add({}, widgetId)).rejects.toThrow(TrackerLimitReached);
  });

  it('change field by field, and tell what changed', async () => {
    const made = await world.add({ name: 'Weight', kind: 'number', initialValue: 90, targetValue: 80 });
    world.clock.advance(60_000);

    const changed = await world.trackers.update(world.actor, made.id, { name: 'Mass', targetValue: 95 });

    expect(changed).toEqual({
      ...made,
      name: 'Mass',
      targetValue: 95,
      direction: 'up',
      version: 2,
      updatedAt: world.clock.now().toISOString(),
    });
    expect(await world.trackers.get(world.actor, made.id)).toEqual(changed);
    expect((await eventsAbout(made.id)).slice(1)).toEqual([
      {
        type: 'tracker.updated.v1',
        payload: {
          widgetId: made.widgetId,
          trackerId: made.id,
          before: { name: 'Weight', targetValue: 80, direction: 'down' },
          after: { name: 'Mass', targetValue: 95, direction: 'up' },
        },
        actorId: null,
      },
    ]);
  });

  it('stay as they are where nothing changes', async () => {
    const made = await world.add({ name: 'Read' });

    expect(await world.trackers.update(world.actor, made.id, { name: 'Read' }, 1)).toEqual(made);
    expect(await eventsAbout(made.id)).toHaveLength(1);
  });

  it.each<[string, TrackerChanges]>([
    ['a rule that never yields', { rrule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }],
    ['a start far away', { startDate: '2037-01-01' }],
    ['a target of nothing', { targetValue: 0 }],
  ])('do not change to %s', async (_, changes) => {
    const made = await world.add();

    await expect(world.trackers.update(world.actor, made.id, changes)).rejects.toThrow(InvalidError);
    expect(await world.trackers.get(world.actor, made.id)).toEqual(made);
  });

  it('change and go only in the version that was read', async () => {
    const { id } = await world.add();
    await world.trackers.update(world.actor, id, { name: 'Swim' }, 1);

    await expect(world.trackers.update(world.actor, id, { name: 'Row' }, 1)).rejects.toThrow(
      StaleVersionError,
    );
    await expect(world.trackers.remove(world.actor, id, 1)).rejects.toThrow(StaleVersionError);
    await world.trackers.remove(world.actor, id, 2);
    await expect(world.trackers.get(world.actor, id)).rejects.toThrow(TrackerNotFound);
  });

  it('go with their entries, and make room for others', async () => {
    const widgetId = await world.addWidget();
    const made = await world.add({}, widgetId);
    const [entry] = await world.logOn(made.id, ['2026-03-12']);

    await world.trackers.remove(world.actor, made.id);

    await expect(world.entries.get(world.actor, entry!.id)).rejects.toThrow('no such entry');
    expect((await world.trackers.list(world.actor, widgetId, EVERYTHING)).rows).toEqual([]);
    expect(await world.shownOn(widgetId, '2026-03-12')).toMatchObject({
      counts: { trackers: 0 },
      trackers: [],
    });
    const events = await eventsAbout(made.id);
    expect(events.at(-1)).toMatchObject({ type: 'tracker.deleted.v1', payload: { before: { id: made.id } } });
  });
});
