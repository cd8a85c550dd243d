import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { signUp, type Person } from '../factories/users.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

interface Case {
  readonly name: string;
  readonly start: string;
  readonly timeZone: string;
  readonly rrule: string;
  readonly exdates: string[];
  readonly from: string;
  readonly before: string;
  readonly expected: { local: string; utc: string }[];
}

interface Previewed {
  readonly local: string;
  readonly at: string;
  readonly note: 'gap' | 'overlap' | null;
}

const { cases } = JSON.parse(readFileSync(new URL('../cases/recurrence.json', import.meta.url), 'utf8')) as {
  cases: Case[];
};

const SERIES = { start: '2026-01-01T00:00', timeZone: 'UTC', rrule: 'FREQ=DAILY' };

let app: TestApp;
let person: Person;

beforeAll(async () => {
  app = await startTestApp({ env: { ROLE: 'api' } });
  person = await signUp(app);
});

afterAll(() => app.close());

const preview = (body: object): ReturnType<typeof person.api.post<Previewed[]>> =>
  person.api.post<Previewed[]>('/recurrence/preview', body);

describe('the preview of a rule', () => {
  it.each(cases.map((named) => [named.name, named] as const))(
    'has it right: %s',
    async (_, { expected, start, timeZone, rrule, exdates, from, before }) => {
      const series = { start, timeZone, rrule, exdates, from, before };

      const { status, data, meta } = await preview({ ...series, limit: 1000 });

      expect(status).toBe(200);
      expect(data.map(({ local, at }) => [local, at])).toEqual(
        expected.map(({ local, utc }) => [local, utc.replace('Z', '.000Z')]),
      );
      expect(meta).toMatchObject({ truncated: false });
    },
  );

  it('says where the clock skips a time or shows it twice', async () => {
    const zone = { timeZone: 'America/New_York', rrule: 'FREQ=DAILY' };
    const gap = await preview({ ...zone, start: '2026-03-08T02:30', limit: 2 });
    const overlap = await preview({ ...zone, start: '2026-11-01T01:30', limit: 2 });

    expect(gap.data.map(({ note }) => note)).toEqual(['gap', null]);
    expect(overlap.data.map(({ note }) => note)).toEqual(['overlap', null]);
  });

  it('begins with the start, goes on for ever, and says that there is more', async () => {
    const { data, meta } = await preview(SERIES);

    expect(data).toHaveLength(100);
    expect(data[0]).toEqual({ local: '2026-01-01T00:00', at: '2026-01-01T00:00:00.000Z', note: null });
    expect(meta).toMatchObject({ truncated: true });
  });

  it('takes moments in UTC, and leaves out whole days', async () => {
    const { data } = await preview({
      ...SERIES,
      timeZone: 'Asia/Tokyo',
      exdates: ['2026-01-06'],
      from: '2026-01-04T14:59:59.5Z',
      before: '2026-01-06T15:00:00Z',
    });

    expect(data.map(({ local }) => local)).toEqual(['2026-01-05T00:00']);
  });

  it.each([
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=SECONDLY',
    'FREQ=YEARLY;BYWEEKNO=53;BYMONTH=3',
    'FREQ=MINUTELY;BYHOUR=25',
    'FREQ=DAILY;BYSETPOS=366',
    'FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=DAILY;BYDAY=MO,TU;COUNT=900000000',
  ])('answers a hostile rule with what there is, or refuses it: %s', async (rrule) => {
    const body = { ...SERIES, rrule, from: '2026-01-01T00:00', before: '2036-01-01T00:00', limit: 10 };

    const { status } = await person.api.raw('POST', '/recurrence/preview', { body });

    expect([200, 422]).toContain(status);
  });

  it('refuses a rule that takes too many steps to find anything, and says why', async () => {
    const yearDays = Array.from({ length: 366 }, (_, index) => index + 1).join();
    const rrule = `FREQ=YEARLY;BYYEARDAY=${yearDays};COUNT=900000000`;
    const body = { start: '0001-01-01T00:00', timeZone: 'UTC', rrule, from: '9000-01-01T00:00', limit: 10 };

    const refusal = await person.api.refused('POST', '/recurrence/preview', { body });

    expect(refusal).toMatchObject({ status: 422, code: 'recurrence_too_expensive' });
    expect(refusal.details).toEqual([
      { field: 'rrule', message: expect.stringContaining('takes too many steps') as unknown },
    ]);
  });

  it.each([
    [{ start: 'soon' }, 'start'],
    [{ start: undefined }, 'start'],
    [{ timeZone: 'Mars/Base' }, 'timeZone'],
    [{ rrule: 'FREQ=MONTHLY;INTERVAL=0' }, 'rrule'],
    [{ rrule: 7 }, 'rrule'],
    [{ exdates: ['x'] }, 'exdates[0]'],
    [{ exdates: null }, 'exdates'],
    [{ from: null }, 'from'],
    [{ before: '2026-13-01' }, 'before'],
    [{ limit: 1001 }, 'limit'],
    [{ limit: 0 }, 'limit'],
    [{ until: '2026-01-01' }, 'until'],
  ])('refuses %j and names the field', async (given, field) => {
    const { status, details } = await person.api.refused('POST', '/recurrence/preview', {
      body: { ...SERIES, ...given },
    });

    expect([status, details[0]?.field]).toEqual([422, field]);
  });

  it('is not for nobody', async () => {
    expect(await person.api.as().refused('POST', '/recurrence/preview', { body: SERIES })).toMatchObject({
      status: 401,
    });
  });
});
