import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InvalidError, StaleVersionError } from '../../../src/common/errors/app-error.js';
import { uuidv7 } from '../../../src/common/ids/uuid.js';
import type { NewEntry } from '../../../src/modules/widgets/types/tracker/entries/entry-changes.js';
import {
  TrackerEntryLimitReached,
  TrackerEntryNotFound,
  TrackerNotFound,
} from '../../../src/modules/widgets/types/tracker/tracker.errors.js';
import { IdTaken } from '../../../src/modules/widgets/widgets.errors.js';
import { actorOf } from '../../factories/actors.js';
import { signUp } from '../../factories/users.js';
import { eventsOf } from '../../support/event-rows.js';
import { TrackerWorld } from './tracker-world.js';

const NOW = '2026-03-12T18:00:00Z';
const EVERYTHING = { limit: 100, after: null };

describe('entries of a tracker', () => {
  let world: TrackerWorld;

  beforeAll(async () => {
    world = await TrackerWorld.start(NOW);
  });

  afterAll(async () => {
    await world.close();
  });

  async function stranger() {
    return actorOf(world.app, await signUp(world.app));
  }

  async function idsOf(
    trackerId: string,
    filter: { from?: string; before?: string } = {},
  ): Promise<string[]> {
    const { rows } = await world.entries.list(world.actor, trackerId, filter, EVERYTHING);
    return rows.map(({ id }) => id);
  }

  async function fieldRefused(work: Promise<unknown>): Promise<string | undefined> {
    const error: unknown = await work.catch((refusal: unknown) => refusal);
    return error instanceof InvalidError ? error.details[0]?.field : undefined;
  }

  it('are of now, count for the local day, and keep the zone', async () => {
    const { id: trackerId, widgetId } = await world.add();
    const honolulu = world.actorWith({ timeZone: 'Pacific/Honolulu' });

    const logged = await world.entries.log(honolulu, trackerId, {});

    expect(logged).toEqual({
      id: logged.id,
      trackerId,
      value: 1,
      loggedAt: '2026-03-12T18:00:00.000Z',
      localDate: '2026-03-12',
      timeZone: 'Pacific/Honolulu',
      notes: null,
      isSkip: false,
      version: 1,
      createdAt: '2026-03-12T18:00:00.000Z',
      updatedAt: '2026-03-12T18:00:00.000Z',
    });
    expect(await world.entries.get(world.actor, logged.id)).toEqual(logged);
    const events = await eventsOf(world.app, world.actor.id, 'tracker.entry_logged.v1');
    expect(events.at(-1)?.payload).toEqual({ widgetId, trackerId, entryId: logged.id, after: logged });
  });

  it('stay on their day when the user travels', async () => {
    const { id: trackerId } = await world.add();
    const auckland = world.actorWith({ timeZone: 'Pacific/Auckland' });
    const entry = await world.entries.log(auckland, trackerId, {
      loggedAt: new Date('2026-03-11T12:00:00Z'),
    });
    expect(entry.localDate).toBe('2026-03-12');

    const noted = await world.entries.update(world.actor, entry.id, { notes: 'from home' });
    const moved = await world.entries.update(world.actor, entry.id, {
      loggedAt: new Date('2026-03-10T12:00:00Z'),
    });

    expect(noted.localDate).toBe('2026-03-12');
    expect(moved).toMatchObject({ localDate: '2026-03-11', timeZone: 'Pacific/Auckland' });
  });

  it('take the day that a device says', async () => {
    const { id: trackerId } = await world.add();

    const entry = await world.entries.log(world.actor, trackerId, {
      localDate: '2026-03-11',
    });

    expect(entry.localDate).toBe('2026-03-11');
    const change = world.entries.update(world.actor, entry.id, { localDate: '2026-03-14' });
    expect(await fieldRefused(change)).toBe('localDate');
  });

  it('keep the day that a device said when their moment is said again', async () => {
    const { id: trackerId } = await world.add();
    const entry = await world.entries.log(world.actor, trackerId, { localDate: '2026-03-11' });

    const same = await world.entries.update(world.actor, entry.id, { loggedAt: new Date(entry.loggedAt) });

    expect(same).toEqual(entry);
  });

  it.each<[string, 'habit' | 'number' | 'scale', NewEntry, string]>([
    ['a number without a value', 'number', {}, 'value'],
    ['half a mark', 'scale', { value: 2.5 }, 'value'],
    ['a skip with a value', 'habit', { isSkip: true, value: 1 }, 'value'],
    ['a moment to come', 'habit', { loggedAt: new Date('2026-03-12T18:06:00Z') }, 'loggedAt'],
  ])('refuse %s', async (_, kind, entry, field) => {
    const { id } = await world.add({ kind });

    expect(await fieldRefused(world.entries.log(world.actor, id, entry))).toBe(field);
    expect(await idsOf(id)).toEqual([]);
  });

  it('may have an id that the client made, and sending it twice counts once', async () => {
    const { id: trackerId } = await world.add();
    const id = uuidv7();

    await world.entries.log(world.actor, trackerId, { id });

    await expect(world.entries.log(world.actor, trackerId, { id })).rejects.toThrow(IdTaken);
    expect(await world.statsOf(trackerId)).toMatchObject({ today: { value: 1, entries: 1 } });
  });

  it('do not exist for others, and stay as they are', async () => {
    const other = await stranger();
    const { id: trackerId } = await world.add();
    const [entry] = await world.logOn(trackerId, ['2026-03-11']);
    const id = entry!.id;

    await expect(world.entries.log(other, trackerId, {})).rejects.toThrow(TrackerNotFound);
    await expect(world.entries.list(other, trackerId, {}, EVERYTHING)).rejects.toThrow(TrackerNotFound);
    await expect(world.entries.get(other, id)).rejects.toThrow(TrackerEntryNotFound);
    await expect(world.entries.update(other, id, { notes: 'x' })).rejects.toThrow(TrackerEntryNotFound);
    await expect(world.entries.remove(other, id)).rejects.toThrow(TrackerEntryNotFound);
    expect(await world.entries.get(world.actor, id)).toEqual(entry);
    expect(await idsOf(trackerId)).toEqual([id]);
  });

  it('are listed page by page, the newest first, also those of one moment', async () => {
    const { id: trackerId } = await world.add({ targetValue: 2 });
    const days = ['2026-03-08', '2026-03-10', '2026-03-10', '2026-03-10', '2026-03-11'];
    const logged = await world.logOn(trackerId, days);
    // Those of one moment by their ids, which are random within a millisecond.
    const newestFirst = logged
      .toSorted((a, b) => (`${a.loggedAt} ${a.id}` < `${b.loggedAt} ${b.id}` ? 1 : -1))
      .map(({ id }) => id);

    const list = (after: readonly string[] | null) =>
      world.entries.list(world.actor, trackerId, {}, { limit: 2, after });
    const first = await list(null);
    const second = await list(first.next);
    const third = await list(second.next);

    const seen = [first, second, third].flatMap(({ rows }) => rows.map(({ id }) => id));
    expect(seen).toEqual(newestFirst);
    expect(third.next).toBeNull();
  });

  it('are listed for days, whichever zone they were logged in', async () => {
    const { id: trackerId } = await world.add();
    const loggedAt = new Date('2026-03-10T10:30:00Z');
    const log = (timeZone: string, localDate?: string) =>
      world.entries.log(world.actorWith({ timeZone }), trackerId, {
        loggedAt,
        ...(localDate === undefined ? {} : { localDate: localDate }),
      });
    const early = await log('Pacific/Pago_Pago', '2026-03-08');
    const usual = await log('Europe/Berlin');
    const late = await log('Pacific/Kiritimati', '2026-03-12');

    expect(await idsOf(trackerId, { before: '2026-03-09' })).toEqual([early.id]);
    expect(await idsOf(trackerId, { from: '2026-03-09', before: '2026-03-12' })).toEqual([usual.id]);
    expect(await idsOf(trackerId, { from: '2026-03-12' })).toEqual([late.id]);
    expect(await idsOf(trackerId, { from: '2026-03-13' })).toEqual([]);
  });

  it('change field by field, and tell what changed', async () => {
    const { id: trackerId, widgetId } = await world.add({ kind: 'number' });
    const [entry] = await world.logOn(trackerId, ['2026-03-11'], { value: 80 });

    const changed = await world.entries.update(
      world.actor,
      entry!.id,
      { value: 81.5, notes: 'after lunch' },
      1,
    );

    expect(changed).toMatchObject({ value: 81.5, notes: 'after lunch', version: 2, localDate: '2026-03-11' });
    expect(await world.entries.get(world.actor, entry!.id)).toEqual(changed);
    const events = await eventsOf(world.app, world.actor.id, 'tracker.entry_updated.v1');
    expect(events.at(-1)?.payload).toEqual({
      widgetId,
      trackerId,
      entryId: entry!.id,
      before: { value: 80, notes: null },
      after: { value: 81.5, notes: 'after lunch' },
    });
  });

  it('stay as they are where nothing changes', async () => {
    const { id: trackerId } = await world.add();
    const [entry] = await world.logOn(trackerId, ['2026-03-11']);

    expect(await world.entries.update(world.actor, entry!.id, { value: 1 })).toEqual(entry);
  });

  it('become a skip and a value again', async () => {
    const { id: trackerId } = await world.add({ targetValue: 2 });
    const [entry] = await world.logOn(trackerId, ['2026-03-11'], { value: 2 });

    const skipped = await world.entries.update(world.actor, entry!.id, { isSkip: true });
    const back = await world.entries.update(world.actor, entry!.id, { isSkip: false });

    expect(skipped).toMatchObject({ isSkip: true, value: null });
    expect(back).toMatchObject({ isSkip: false, value: 1 });
  });

  it('change and go only in the version that was read', async () => {
    const { id: trackerId } = await world.add();
    const [entry] = await world.logOn(trackerId, ['2026-03-11']);
    await world.entries.update(world.actor, entry!.id, { notes: 'x' }, 1);

    await expect(world.entries.update(world.actor, entry!.id, { notes: 'y' }, 1)).rejects.toThrow(
      StaleVersionError,
    );
    await expect(world.entries.remove(world.actor, entry!.id, 1)).rejects.toThrow(StaleVersionError);
    await world.entries.remove(world.actor, entry!.id, 2);
    await expect(world.entries.remove(world.actor, entry!.id)).rejects.toThrow(TrackerEntryNotFound);
    const events = await eventsOf(world.app, world.actor.id, 'tracker.entry_deleted.v1');
    expect(events.at(-1)?.payload).toMatchObject({ entryId: entry!.id, before: { notes: 'x', version: 2 } });
  });

  it('are all kept when many devices log at once', async () => {
    const { id: trackerId } = await world.add({ targetValue: 2 });
    const days = Array.from({ length: 10 }, (_, i) => `2026-03-${String(i + 3).padStart(2, '0')}T08:00:00Z`);

    const logs = days
      .flatMap((day) => [day, day])
      .map((day) => world.entries.log(world.actor, trackerId, { loggedAt: new Date(day) }));
    await Promise.all(logs);

    expect(await idsOf(trackerId)).toHaveLength(20);
    expect(await world.statsOf(trackerId)).toMatchObject({
      today: { value: 2 },
      streak: { current: 10, longest: 10 },
      totals: { entries: 20, sum: 20 },
    });
  });

  it('go once when two devices delete the same one', async () => {
    const { id: trackerId } = await world.add();
    const [first, second] = await world.logOn(trackerId, ['2026-03-11', '2026-03-12']);

    const removed = await Promise.allSettled([
      world.entries.remove(world.actor, first!.id),
      world.entries.remove(world.actor, first!.id),
    ]);

    expect(removed.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await idsOf(trackerId)).toEqual([second!.id]);
  });

  it('are refused when the widget is full, until some are deleted', async () => {
    const { id: trackerId, widgetId } = await world.add();
    const sibling = await world.add({}, widgetId);
    const [entry] = await world.logOn(trackerId, ['2026-03-11']);
    await world.database.query('UPDATE trackers SET entry_count = 99999 WHERE id = $1', [sibling.id]);

    await expect(world.logOn(trackerId, ['2026-03-12'])).rejects.toThrow(TrackerEntryLimitReached);
    await world.entries.remove(world.actor, entry!.id);
    expect(await world.logOn(trackerId, ['2026-03-12'])).toHaveLength(1);
  });
});
