import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromEpochDay, parseLocalDate, toEpochDay } from '../../../common/time/local-date.js';
import { localDateTimeOf } from '../../../common/time/moment.js';
import { userDay, userDayBounds } from '../../../common/time/user-day.js';
import { morningOf } from './morning.js';

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'Asia/Kathmandu',
  'Africa/Cairo',
];
const DAY_2026 = toEpochDay(parseLocalDate('2026-01-01'));

const anyDay = fc.record({
  userId: fc.uuid(),
  date: fc.nat(730).map((days) => fromEpochDay(DAY_2026 + days)),
  timeZone: fc.constantFrom(...ZONES),
});

describe('the moment at which a board is made', () => {
  it('is on the day that the board is of, and before six by the clock of the user', () => {
    const dayStart = fc.constantFrom('00:00', '02:30', '05:00', '05:29');
    fc.assert(
      fc.property(anyDay, dayStart, ({ userId, date, timeZone }, start) => {
        const rules = { timeZone, dayStart: start };

        const at = morningOf(userId, date, rules);

        expect(userDay(at, rules)).toBe(date);
        expect(localDateTimeOf(at, timeZone) < `${date}T06:00`).toBe(true);
      }),
    );
  });

  it('is within half an hour of the beginning of a day that begins later', () => {
    fc.assert(
      fc.property(
        anyDay,
        fc.constantFrom('06:00', '11:00', '23:59'),
        ({ userId, date, timeZone }, dayStart) => {
          const rules = { timeZone, dayStart };
          const since = morningOf(userId, date, rules).getTime() - userDayBounds(date, rules).start.getTime();

          expect(since).toBeGreaterThanOrEqual(0);
          expect(since).toBeLessThan(30 * 60_000);
        },
      ),
    );
  });

  it.each([
    ['2026-03-28', 330],
    ['2026-03-29', 270],
    ['2026-10-25', 390],
  ])('is spread over all the night of %s, of %i minutes', (date, minutes) => {
    const rules = { timeZone: 'Europe/Berlin', dayStart: '00:00' };
    const { start } = userDayBounds(parseLocalDate(date), rules);
    const thirds = [0, 0, 0];

    for (let user = 0; user < 3_000; user++) {
      const since = morningOf(`user ${user}`, parseLocalDate(date), rules).getTime() - start.getTime();
      const third = Math.floor((since / 60_000 / minutes) * 3);
      thirds[third] = (thirds[third] ?? 0) + 1;
    }

    expect(thirds).toHaveLength(3);
    for (const users of thirds) expect(Math.abs(users - 1_000)).toBeLessThan(150);
  });
});
