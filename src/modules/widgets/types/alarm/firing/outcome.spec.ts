import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { buildAlarm } from '../../../../../../test/factories/alarms.js';
import { parseLocalDateTime } from '../../../../../common/time/local-date-time.js';
import type { Alarm } from '../alarm.entity.js';
import type { AlarmRing } from '../rings/alarm-ring.entity.js';
import { outcomeOf, type FiringContext } from './outcome.js';

const HOUR_MS = 3_600_000;
const at = (now: string, graceMs = HOUR_MS): FiringContext => ({
  now: new Date(now),
  timeZone: 'UTC',
  graceMs,
});

const ADDED = at('2026-03-02T06:00:00Z');

function snoozedUntil(until: string, snoozeNumber = 0): AlarmRing {
  return {
    id: '019cacea-e080-7875-b8df-e732612ebc23',
    alarmId: '019cacea-e080-7875-b8df-e732612ebc24',
    occurrence: parseLocalDateTime('2026-03-02T06:30'),
    snoozeNumber,
    dueAt: new Date('2026-03-02T06:30:00Z'),
    firedAt: new Date('2026-03-02T06:30:00Z'),
    state: 'snoozed',
    snoozedUntil: new Date(until),
  };
}

const told = (rings: readonly AlarmRing[]): unknown[] =>
  rings.map(({ occurrence, snoozeNumber, state }) => [occurrence.slice(8), snoozeNumber, state]);

describe('what comes of a due alarm', () => {
  it('is its ring, and its next occurrence', () => {
    const { alarm, rings } = outcomeOf(buildAlarm({}, ADDED), [], at('2026-03-02T07:00:00.250Z'));

    expect(told(rings)).toEqual([['02T07:00', 0, 'ringing']]);
    expect(alarm).toMatchObject({
      nextTriggerAt: new Date('2026-03-03T07:00:00Z'),
      dueAt: new Date('2026-03-03T07:00:00Z'),
      lastOccurrence: '2026-03-02T07:00',
      lastTriggeredAt: new Date('2026-03-02T07:00:00.250Z'),
    });
  });

  it('is a snooze that is due, beside an occurrence that is due at the same time', () => {
    const snoozed = [snoozedUntil('2026-03-02T07:00:00Z', 1)];

    const { alarm, rings } = outcomeOf(buildAlarm({}, ADDED), snoozed, at('2026-03-02T07:00:00Z'));

    expect(told(rings)).toEqual([
      ['02T07:00', 0, 'unanswered'],
      ['02T06:30', 2, 'ringing'],
    ]);
    expect(alarm).toMatchObject({ snoozedUntil: null, lastOccurrence: '2026-03-02T07:00' });
  });

  it('leaves the snoozes that are not due, of which the alarm has the earliest', () => {
    const snoozed = [snoozedUntil('2026-03-02T07:20:00Z'), snoozedUntil('2026-03-02T07:10:00Z')];

    const { alarm, rings } = outcomeOf(buildAlarm({}, ADDED), snoozed, at('2026-03-02T07:00:00Z'));

    expect(rings).toHaveLength(1);
    expect(alarm).toMatchObject({
      snoozedUntil: new Date('2026-03-02T07:10:00Z'),
      dueAt: new Date('2026-03-02T07:10:00Z'),
    });
  });

  it.each([
    ['2026-03-02T08:00:00.000Z', 'ringing'],
    ['2026-03-02T08:00:00.001Z', 'missed'],
  ])('at %s is %s, with an hour of grace', (now, state) => {
    expect(told(outcomeOf(buildAlarm({}, ADDED), [], at(now)).rings)).toEqual([['02T07:00', 0, state]]);
  });

  it('is never missed in time, also without any grace', () => {
    const now = at('2026-03-02T07:00:00Z', 0);

    expect(told(outcomeOf(buildAlarm({}, ADDED), [], now).rings)).toEqual([['02T07:00', 0, 'ringing']]);
  });
});

it('of an absence of any length is at most one ring, which is the newest, and each occurrence at most once', () => {
  const absence = fc.integer({ min: 0, max: 400 * 24 * HOUR_MS });
  const grace = fc.integer({ min: 0, max: 24 * HOUR_MS });

  fc.assert(
    fc.property(absence, grace, fc.integer({ min: 1, max: 12 }), (absentMs, graceMs, count) => {
      const times = Array.from({ length: count }, (_, i) => `${String(i * 2).padStart(2, '0')}:30`);
      const alarm: Alarm = buildAlarm({ times }, ADDED);
      const first = alarm.nextTriggerAt?.getTime() ?? 0;
      const now = new Date(first + absentMs);

      const { alarm: after, rings } = outcomeOf(alarm, [], { now, timeZone: 'UTC', graceMs });

      const dues = rings.map(({ dueAt }) => dueAt.getTime());
      expect(dues[0]).toBe(first);
      expect(new Set(dues).size).toBe(dues.length);
      expect(dues).toEqual([...dues].sort((a, b) => a - b));
      expect(rings.length).toBeLessThanOrEqual(200);
      expect(Math.max(...dues)).toBeLessThanOrEqual(now.getTime());
      expect(after.nextTriggerAt?.getTime()).toBeGreaterThan(now.getTime());

      // The newest occurrence of all: what comes next, back to before now.
      const newest = buildAlarm(
        { times },
        { now: new Date(now.getTime() - 24 * HOUR_MS - 1), timeZone: 'UTC' },
      );
      const last = newest.upcoming
        .map(({ at: one }) => Date.parse(one))
        .filter((one) => one <= now.getTime());
      const isRecent = now.getTime() - (last.at(-1) ?? 0) <= graceMs;
      const ringing = rings.filter(({ state }) => state !== 'missed');
      expect(ringing.map(({ dueAt, state }) => [dueAt.getTime(), state])).toEqual(
        isRecent ? [[last.at(-1), 'ringing']] : [],
      );
    }),
  );
});
