import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TrackerWorld } from './tracker-world.js';

const TODAY = '2026-03-12';

describe('a tracker widget on a board', () => {
  let world: TrackerWorld;

  beforeAll(async () => {
    world = await TrackerWorld.start('2026-03-12T18:00:00Z');
  });

  afterAll(async () => {
    await world.close();
  });

  it('shows that it is empty, and calls for nothing', async () => {
    const widgetId = await world.addWidget();

    expect(await world.shownOn(widgetId, TODAY)).toEqual({
      counts: { trackers: 0, scheduled: 0, done: 0, due: 0, atRisk: 0 },
      trackers: [],
    });
    expect(await world.attentionOn(widgetId, TODAY)).toMatchObject({ is_empty: true, due: 0 });
  });

  it('shows each tracker with where it stands', async () => {
    const widgetId = await world.addWidget();
    const weight = { name: 'Weight', kind: 'number', unit: 'kg', initialValue: 90, targetValue: 80 } as const;
    const { id } = await world.add(weight, widgetId);
    await world.logOn(id, ['2026-03-10'], { value: 88 });
    const [entry] = await world.logOn(id, ['2026-03-12'], { value: 87.5 });

    expect(await world.shownOn(widgetId, TODAY)).toEqual({
      counts: { trackers: 1, scheduled: 0, done: 0, due: 0, atRisk: 0 },
      trackers: [
        {
          id,
          ...weight,
          steps: null,
          direction: 'down',
          strength: null,
          quota: null,
          limit: null,
          currentValue: 87.5,
          progress: 25,
          lastEntryOn: TODAY,
          isYesNo: false,
          times: null,
          period: null,
          today: {
            date: TODAY,
            entries: 1,
            isTicked: true,
            entryIds: [entry!.id],
            value: 87.5,
            isScheduled: false,
            isDue: false,
            isDone: true,
            isSkipped: false,
          },
          streak: { current: 0, longest: 0, isAtRisk: false },
          days: [
            { date: '2026-03-10', value: 88, isDone: true },
            { date: '2026-03-12', value: 87.5, isDone: true },
          ],
        },
      ],
    });
    expect(await world.attentionOn(widgetId, TODAY)).toMatchObject({
      widget_id: widgetId,
      is_empty: false,
      due: 0,
      streak_at_risk: 0,
      filled_at: new Date('2026-03-12T18:00:00Z'),
    });
  });

  it('shows what is due first, and no more than its settings say', async () => {
    const widgetId = await world.addWidget({ shown: 2, days: 3 });
    const add = async (name: string) => {
      world.clock.advance(1);
      return (await world.add({ name }, widgetId)).id;
    };
    const done = await add('done');
    const due = await add('due');
    const later = await add('due later');
    await world.logOn(done, [TODAY]);
    await world.logOn(due, ['2026-03-08', '2026-03-09', '2026-03-10', '2026-03-11']);

    const shown = await world.shownOn(widgetId, TODAY);

    expect(shown.counts).toEqual({ trackers: 3, scheduled: 3, done: 1, due: 2, atRisk: 1 });
    expect(shown.trackers.map(({ id }) => id)).toEqual([due, later]);
    expect(shown.trackers[0]!.days.map(({ date }) => date)).toEqual(['2026-03-10', '2026-03-11']);
    expect(await world.attentionOn(widgetId, TODAY)).toMatchObject({
      due: 2,
      streak_at_risk: 4,
    });
  });

  it('calls for nothing that begins later, has ended, or is done', async () => {
    const widgetId = await world.addWidget();
    await world.add({ rrule: 'FREQ=DAILY;COUNT=2' }, widgetId);
    await world.add({ rrule: 'FREQ=WEEKLY;BYDAY=MO' }, widgetId);
    const done = await world.add({}, widgetId);
    await world.logOn(done.id, [TODAY]);

    const due = async (date: string) => (await world.attentionOn(widgetId, date))!.due;

    expect(await due('2026-03-11')).toBe(0);
    expect(await due(TODAY)).toBe(1);
    expect(await due('2026-03-13')).toBe(2);
    expect(await due('2026-03-14')).toBe(1);
    expect(await due('2026-03-16')).toBe(2);
  });

  it('is no longer due when nobody touched its rule for years', async () => {
    const { widgetId } = await world.add({ rrule: 'FREQ=DAILY' });

    expect(await world.attentionOn(widgetId, '2031-03-11')).toMatchObject({ due: 1 });
    expect(await world.attentionOn(widgetId, '2031-03-12')).toMatchObject({ due: 0 });
  });

  it('can be shown for any day that there is', async () => {
    const widgetId = await world.addWidget();
    const freezes = [{ from: TODAY, to: '2026-04-01' }];
    for (const given of [
      { times: 3, period: 'week', freezes },
      { times: 3, period: 'month' },
      { rrule: 'FREQ=DAILY', freezes },
      { kind: 'number' },
    ] as const) {
      const { id } = await world.add(given, widgetId);
      await world.logOn(id, [TODAY], { value: 1 });
    }

    expect((await world.shownOn(widgetId, '0001-01-01')).counts).toMatchObject({ trackers: 4, due: 0 });
    expect((await world.shownOn(widgetId, '9999-12-31')).counts).toMatchObject({
      trackers: 4,
      due: 2,
      atRisk: 0,
    });
  });

  it('shows amounts of every size', async () => {
    const widgetId = await world.addWidget();
    const { id } = await world.add({ targetValue: 1e-9 }, widgetId);
    await world.logOn(id, [TODAY, TODAY], { value: 1e12 });
    const { id: small } = await world.add({ kind: 'scale' }, widgetId);
    await world.logOn(small, [TODAY, TODAY, TODAY], { value: 5 });
    await world.logOn(small, [TODAY], { value: 1 });

    const { trackers } = await world.shownOn(widgetId, TODAY);

    const shown = new Map(trackers.map((tracker) => [tracker.id, tracker]));
    expect(shown.get(id)).toMatchObject({ progress: 100, today: { value: 2e12, isDone: true } });
    expect(shown.get(small)).toMatchObject({ today: { value: 4 } });
  });
});
