import { describe, expect, it } from '@jest/globals';
import { day } from '../../../../../../test/factories/tasks.js';
import { buildTracker } from '../../../../../../test/factories/trackers.js';
import { define, type NewTracker } from '../tracker-definition.js';
import type { Freeze } from '../tracker.contract.js';
import { trackerEntry } from './tracker-entry.js';

const MOMENT = new Date('2026-03-02T08:00:00Z');
const ID = '01980c3e-7a10-7cc3-98a5-3f0c2b9d4e13';

function entryOf(
  given: Partial<NewTracker>,
  freezes: readonly Freeze[] = [],
): ReturnType<typeof trackerEntry> {
  const definition = { ...define(buildTracker(given), day('2026-03-02')), freezes };
  return trackerEntry({ id: ID, definition, createdAt: MOMENT, updatedAt: MOMENT });
}

const freeze = (from: string, to: string): Freeze => ({ from: day(from), to: day(to) });

describe('a tracker in a calendar', () => {
  it('is there on the days of its rule, from the first of them on', () => {
    expect(entryOf({ rrule: 'FREQ=WEEKLY;BYDAY=WE' })).toMatchObject({
      title: 'Run',
      time: { isAllDay: true, starts: '2026-03-04', days: 1 },
      series: { rrules: ['FREQ=WEEKLY;BYDAY=WE'], exdates: [] },
      task: null,
      isBusy: false,
    });
  });

  it.each([
    [{}, 'Run', 'FREQ=DAILY', '2026-03-02'],
    [{ times: 8, period: 'day' }, 'Run (8 × a day)', 'FREQ=DAILY', '2026-03-02'],
    [{ times: 3, period: 'week', weekStart: 'SU' }, 'Run (3 × a week)', 'FREQ=WEEKLY;BYDAY=SU', '2026-03-08'],
    [{ times: 5, period: 'month' }, 'Run (5 × a month)', 'FREQ=MONTHLY;BYMONTHDAY=1', '2026-04-01'],
  ] as const)('that is a habit of %j is called %s, by %s', (given, title, rrule, starts) => {
    expect(entryOf(given)).toMatchObject({ title, time: { starts }, series: { rrules: [rrule] } });
  });

  it.each([
    ['is a measurement for whenever one likes', { kind: 'number' }],
    ['is to be done less', { direction: 'down', targetValue: 0 }],
    ['is to be done less on some days', { direction: 'down', rrule: 'FREQ=WEEKLY;BYDAY=MO' }],
    ['has a limit a week', { direction: 'down', times: 4, period: 'week' }],
    ['has a rule that names no day', { rrule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }],
  ] as const)('that %s is none', (_, given) => {
    expect(entryOf(given)).toBeNull();
  });

  it('leaves out the due days of freezes', () => {
    const freezes = [
      freeze('2026-01-01', '2026-01-31'),
      freeze('2026-02-20', '2026-03-03'),
      freeze('2026-03-09', '2026-03-12'),
    ];

    expect(entryOf({ rrule: 'FREQ=DAILY;INTERVAL=2' }, freezes)?.series?.exdates).toEqual([
      '2026-03-02',
      '2026-03-10',
      '2026-03-12',
    ]);
  });
});
