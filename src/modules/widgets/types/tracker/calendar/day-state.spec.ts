import { describe, expect, it } from '@jest/globals';
import { addDays, parseLocalDate, toEpochDay } from '../../../../../common/time/local-date.js';
import { dayFactsOf, NO_DAYS } from '../days/day-facts.js';
import { frozenDays } from '../freezes.js';
import { drawnSchedule } from '../standing/draw-schedule.js';
import type { TrackerDefinition } from '../tracker.contract.js';
import { dayStates } from './day-state.js';

const MONDAY = parseLocalDate('2026-03-02');
const first = toEpochDay(MONDAY);

const HABIT: TrackerDefinition = {
  name: 'Run',
  kind: 'habit',
  unit: null,
  initialValue: null,
  targetValue: null,
  direction: 'up',
  rrule: null,
  times: null,
  period: null,
  weekStart: 'MO',
  steps: null,
  freezes: [],
  repairDays: null,
  startDate: MONDAY,
};

const LETTERS = { done: 'd', skipped: 's', frozen: 'f', missed: 'm', open: 'o', off: '.' };

/** The states of days from Monday on, for what was logged on them. */
function states(text: string, given: Partial<TrackerDefinition>, today: number): string {
  const definition = { ...HABIT, ...given };
  const undrawn = { ...definition, schedule: null, scheduleFrom: null };
  const drawn = drawnSchedule(undrawn, { firstOn: null, today: MONDAY });
  const letters = text.replaceAll('-', '.');
  const history = /\w/.test(letters) ? { firstOn: MONDAY, text: letters, parts: [], sums: [] } : NO_DAYS;
  const frozen = new Set(frozenDays(definition.freezes));
  const stateOf = dayStates({
    tracker: { ...definition, ...drawn },
    days: dayFactsOf(history, definition.freezes),
    isFrozen: (day) => frozen.has(day),
    today: first + today,
  });
  return Array.from(text, (_, i) => LETTERS[stateOf(first + i)]).join('');
}

describe('dayStates', () => {
  it('tell done, skipped, missed and open days', () => {
    expect(states('d-sd---', {}, 4)).toBe('dmsdooo');
  });

  it('tell frozen days, but for those that were done', () => {
    const freezes = [{ from: addDays(MONDAY, 1), to: addDays(MONDAY, 3) }];

    expect(states('d-sd---', { freezes }, 5)).toBe('dffdmoo');
  });

  it('leave days off and days before the beginning alone', () => {
    expect(states('-d-----', { rrule: 'FREQ=WEEKLY;BYDAY=MO,WE,FR' }, 4)).toBe('mdm.o..');
    expect(states('-------', { startDate: addDays(MONDAY, 2) }, 4)).toBe('..mmooo');
    expect(states('-------', { kind: 'number' }, 4)).toBe('.......');
  });

  it('of n times a week leave the days between alone once the week is reached', () => {
    const quota = { times: 3, period: 'week' } as const;

    expect(states('d-d-d--' + 'd------' + '-------', quota, 9)).toBe('d.d.d..' + 'd.ooooo' + 'ooooooo');
  });

  it('of n times a week miss the days of a week that was not reached, and no day of one that was skipped', () => {
    const quota = { times: 3, period: 'week' } as const;

    expect(states('d-d----' + 'd-sssss', quota, 14)).toBe('dmdmmmm' + 'd.sssss');
  });

  it('of n times a week ask for no more of a week than its skipped days leave', () => {
    const quota = { times: 5, period: 'week' } as const;

    expect(states('dddsd--' + 'dds-d--', quota, 14)).toBe('dddsd..' + 'ddsmdmm');
    expect(states('dddsd--', quota, 5)).toBe('dddsd..');
  });
});
