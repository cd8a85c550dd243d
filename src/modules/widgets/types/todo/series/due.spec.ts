import { describe, expect, it } from '@jest/globals';
import { day } from '../../../../../../test/factories/tasks.js';
import type { LocalTime } from '../../../../../common/time/local-time.js';
import { dueDayOf, dueMinuteOf, NO_MINUTE, occurrenceOn, type Timing } from './due.js';

const BERLIN = { timeZone: 'Europe/Berlin', dayStart: '00:00' };
const UNTIMED: Timing = { dueTime: null, timeZone: null };
const timed = (dueTime: string, timeZone: string | null = null): Timing => ({
  dueTime: dueTime as LocalTime,
  timeZone,
});

describe('the day on which an occurrence is due', () => {
  it('is the date itself where there is no time, in whatever zone', () => {
    const timing = { dueTime: null, timeZone: 'Pacific/Kiritimati' };

    expect(dueDayOf(day('2026-03-02'), timing, { timeZone: 'Pacific/Pago_Pago', dayStart: '04:00' })).toBe(
      '2026-03-02',
    );
    expect(dueMinuteOf(day('2026-03-02'), timing, BERLIN)).toBe(NO_MINUTE);
  });

  it('moves with the user where the time is on no certain clock', () => {
    for (const timeZone of ['Europe/Berlin', 'Pacific/Kiritimati', 'Pacific/Pago_Pago']) {
      expect(dueDayOf(day('2026-03-02'), timed('23:30'), { timeZone, dayStart: '00:00' })).toBe('2026-03-02');
    }
  });

  it('is tomorrow in Berlin for late at night in New York', () => {
    expect(dueDayOf(day('2026-03-02'), timed('23:30', 'America/New_York'), BERLIN)).toBe('2026-03-03');
    expect(dueMinuteOf(day('2026-03-02'), timed('23:30', 'America/New_York'), BERLIN)).toBe(5 * 60 + 30);
  });

  it('is the day before for a time before the user begins the day, at its end', () => {
    const nightOwl = { ...BERLIN, dayStart: '04:00' };

    expect(dueDayOf(day('2026-03-03'), timed('02:00'), nightOwl)).toBe('2026-03-02');
    expect(dueMinuteOf(day('2026-03-03'), timed('02:00'), nightOwl)).toBe(22 * 60);
    expect(dueMinuteOf(day('2026-03-03'), timed('04:00'), nightOwl)).toBe(0);
  });
});

describe('an occurrence', () => {
  it('has an id that is made of the task and the date alone', () => {
    const task = '01980c3e-7a10-7cc3-98a5-3f0c2b9d4e13';
    const id = occurrenceOn(day('2026-03-02'), { id: task, ...timed('08:00') }, BERLIN).id;

    expect(
      occurrenceOn(day('2026-03-02'), { id: task.toUpperCase(), ...UNTIMED }, { ...BERLIN, timeZone: 'UTC' })
        .id,
    ).toBe(id);
    expect(occurrenceOn(day('2026-03-03'), { id: task, ...timed('08:00') }, BERLIN).id).not.toBe(id);
  });

  it('keeps its time on the wall clock when the clock changes', () => {
    const moments = ['2026-10-24', '2026-10-25'].map(
      (date) => occurrenceOn(day(date), { id: 'a', ...timed('06:45') }, BERLIN).at,
    );

    expect(moments).toEqual(['2026-10-24T04:45:00.000Z', '2026-10-25T05:45:00.000Z']);
  });

  it('is the date alone where it has no time', () => {
    expect(occurrenceOn(day('2026-03-02'), { id: 'a', ...UNTIMED }, BERLIN)).toMatchObject({
      local: '2026-03-02',
      at: null,
    });
  });
});
