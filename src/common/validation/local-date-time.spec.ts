import { describe, expect, it } from '@jest/globals';
import { validateSync } from 'class-validator';
import { IsLocalDate } from './local-date.js';
import { IsLocalDateTime, IsMoment } from './local-date-time.js';

class Probe {
  @IsLocalDate()
  date: unknown = '2026-05-31';

  @IsLocalDateTime()
  local: unknown = '2026-05-31T07:30';

  @IsMoment()
  moment: unknown = '2026-05-31T07:30:00Z';

  @IsLocalDateTime({ each: true })
  many: unknown = [];
}

function problemsWith(given: Partial<Probe>): Record<string, string | undefined> {
  const errors = validateSync(Object.assign(new Probe(), given));
  return Object.fromEntries(
    errors.map(({ property, constraints }) => [property, Object.values(constraints ?? {})[0]]),
  );
}

describe('dates and times in requests', () => {
  it.each([
    { date: '2028-02-29' },
    { local: '2026-05-31' },
    { local: '2026-05-31T07:30:15' },
    { moment: '2026-05-31' },
    { moment: '2026-05-31T07:30' },
    { many: ['2026-06-03T09:00:00', '2026-06-05'] },
  ])('may be %j', (given) => {
    expect(problemsWith(given)).toEqual({});
  });

  it.each([
    [{ date: '2026-02-29' }, 'date'],
    [{ date: 20260531 }, 'date'],
    [{ date: '2026-05-31T00:00' }, 'date'],
    [{ local: '2026-05-31T24:00' }, 'local'],
    [{ local: '2026-05-31T07:30Z' }, 'local'],
    [{ local: null }, 'local'],
    [{ moment: '2026-05-31T07:30+02:00' }, 'moment'],
    [{ moment: 'tomorrow' }, 'moment'],
    [{ many: ['2026-06-03', 'x'] }, 'many'],
  ])('must not be %j', (given, property) => {
    expect(Object.keys(problemsWith(given))).toEqual([property]);
  });

  it('are refused with an example', () => {
    expect(problemsWith({ date: 'x', local: 'x', many: ['x'] })).toEqual({
      date: 'date must be a date (YYYY-MM-DD), such as 2026-05-31',
      local: 'local must be a local date and time, such as 2026-05-31T07:30, or a date',
      many: 'many must be a local date and time, such as 2026-05-31T07:30, or a date',
    });
  });
});
