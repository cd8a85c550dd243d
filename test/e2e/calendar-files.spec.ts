import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { OccurrenceView } from '../../src/modules/widgets/types/calendar/calendar.contract.js';
import { CALENDAR_LIMITS } from '../../src/modules/widgets/types/calendar/calendar.settings.js';
import { importFile } from '../factories/calendars.js';
import { signUp, type Person } from '../factories/users.js';
import { addWidget } from '../factories/widgets.js';
import { eventsOf } from '../support/event-rows.js';
import { FakeClock } from '../support/fake-clock.js';
import { statementsDuring } from '../support/statement-count.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

interface Expected {
  readonly from: string;
  readonly to: string;
  /** Beginnings: moments in UTC, or days; null where only their number counts. */
  readonly at: readonly string[] | null;
  readonly ends?: readonly string[];
  readonly titles?: readonly string[];
  readonly skipped?: readonly number[];
  readonly notes?: readonly number[];
  readonly truncated?: boolean;
  readonly most?: number;
}

const FOLDER = 'test/cases/ics';
const CASES = Object.entries(
  JSON.parse(readFileSync(`${FOLDER}/expected.json`, 'utf8')) as Record<string, Expected>,
);
const NOTHING = { created: 0, updated: 0, unchanged: 0, deleted: 0, skipped: [], notes: [] };

let app: TestApp;
let person: Person;
let widgetId: string;

const file = (name: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(`${FOLDER}/${name}.ics`));

beforeAll(async () => {
  app = await startTestApp({
    clock: new FakeClock('2026-03-01T09:00:00Z'),
    env: { ROLE: 'api', JWT_ACCESS_TTL: '86400' },
  });
  person = await signUp(app, { timeZone: 'Europe/Berlin' });
});

afterAll(() => app.close());

beforeEach(async () => {
  widgetId = (await addWidget(person, { type: 'calendar', title: 'Calendar' })).id;
});

async function listed({ from, to }: { from: string; to: string }): Promise<{
  occurrences: OccurrenceView[];
  truncated: boolean | undefined;
}> {
  const answer = await person.api.get<OccurrenceView[]>(`/widgets/${widgetId}/events?from=${from}&to=${to}`);
  return {
    occurrences: answer.data,
    truncated: answer.meta.truncated,
  };
}

const begins = ({ isAllDay, start, startsAt }: OccurrenceView): string => (isAllDay ? start : startsAt);
const ends = ({ isAllDay, end, endsAt }: OccurrenceView): string => (isAllDay ? end : endsAt);

/** A file of so many weekly series, the first of which is called `first`. */
function manySeries(count: number, first = 'Series 0'): string {
  const events = Array.from({ length: count }, (_, n) =>
    [
      'BEGIN:VEVENT',
      `UID:series-${n}@example.org`,
      `SUMMARY:${n === 0 ? first : `Series ${n}`}`,
      `DTSTART;TZID=Europe/Berlin:202601${String((n % 28) + 1).padStart(2, '0')}T${String(8 + (n % 10)).padStart(2, '0')}0000`,
      'DURATION:PT1H',
      'RRULE:FREQ=WEEKLY',
      'END:VEVENT',
    ].join('\r\n'),
  );
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...events, 'END:VCALENDAR', ''].join('\r\n');
}

describe('a calendar file', () => {
  it.each(CASES)('is taken as it means it: %s', async (name, expected) => {
    const report = await importFile(person, widgetId, file(name));
    const { occurrences, truncated } = await listed(expected);

    if (expected.at) expect(occurrences.map(begins)).toEqual(expected.at);
    else expect(occurrences).toHaveLength(expected.most!);
    expect(truncated).toBe(expected.truncated ?? false);
    if (expected.ends) expect(occurrences.map(ends)).toEqual(expected.ends);
    if (expected.titles) expect(occurrences.map(({ title }) => title)).toEqual(expected.titles);
    expect(report.skipped.map(({ line }) => line)).toEqual(expected.skipped ?? []);
    expect(report.notes.map(({ line }) => line)).toEqual(expected.notes ?? []);
  });

  it.each(CASES)('changes nothing when it comes again: %s', async (name) => {
    const first = await importFile(person, widgetId, file(name));
    const before = await person.api.get(`/widgets/${widgetId}/data`);

    const again = await importFile(person, widgetId, file(name));

    expect(again).toMatchObject({ created: 0, updated: 0, deleted: 0, unchanged: first.created });
    const after = await person.api.get(`/widgets/${widgetId}/data`);
    expect([after.data, after.headers.get('etag')]).toEqual([before.data, before.headers.get('etag')]);
  });

  it('brings newer versions of events, keeps the newest, and takes away what is cancelled', async () => {
    const at = async (): Promise<string[]> =>
      (await listed({ from: '2026-03-01', to: '2026-04-01' })).occurrences.map(
        (occurrence) => `${occurrence.title} ${begins(occurrence)}`,
      );

    expect(await importFile(person, widgetId, file('update-1'))).toEqual({ ...NOTHING, created: 1 });
    expect(await importFile(person, widgetId, file('update-2'))).toEqual({ ...NOTHING, updated: 1 });
    expect(await at()).toEqual(['Planning, later 2026-03-01T12:00:00.000Z']);

    const older = await importFile(person, widgetId, file('update-1'));
    expect(older).toEqual({
      ...NOTHING,
      skipped: [{ line: 4, reason: 'the calendar has a newer version of this event' }],
    });
    expect(await at()).toEqual(['Planning, later 2026-03-01T12:00:00.000Z']);

    expect(await importFile(person, widgetId, file('update-3-cancelled'))).toEqual({
      ...NOTHING,
      deleted: 1,
    });
    expect(await at()).toEqual([]);
  });

  it('with one changed occurrence alone changes the event that is there, before and after its series', async () => {
    const part = ['BEGIN:VEVENT', 'UID:part', 'SEQUENCE:1', 'RECURRENCE-ID:20260309T090000Z'];
    const around = (...lines: string[]): string =>
      ['BEGIN:VCALENDAR', ...lines, 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n');
    const series = around(
      ...[
        'BEGIN:VEVENT',
        'UID:part',
        'SUMMARY:Choir',
        'DTSTART:20260302T090000Z',
        'RRULE:FREQ=WEEKLY;COUNT=3',
      ],
    );
    const moved = around(...part, 'SUMMARY:Later', 'DTSTART:20260310T090000Z');
    expect(await importFile(person, widgetId, moved)).toEqual({ ...NOTHING, created: 1 });
    expect(await importFile(person, widgetId, series)).toEqual({ ...NOTHING, updated: 1 });

    expect(await importFile(person, widgetId, moved)).toEqual({ ...NOTHING, updated: 1 });
    expect(await importFile(person, widgetId, moved)).toEqual({ ...NOTHING, unchanged: 1 });

    const { occurrences } = await listed({ from: '2026-03-01', to: '2026-04-01' });
    expect(occurrences.map((one) => `${one.title} ${begins(one).slice(0, 10)}`)).toEqual([
      'Choir 2026-03-02',
      'Later 2026-03-10',
      'Choir 2026-03-16',
    ]);
  });

  it('that cancels what the calendar does not have is told so', async () => {
    const { skipped } = await importFile(person, widgetId, file('update-3-cancelled'));

    expect(skipped).toEqual([
      { line: 4, reason: 'the event is cancelled, and the calendar does not have it' },
    ]);
  });

  it('tells the log of itself once, and of nothing where it changes nothing', async () => {
    await importFile(person, widgetId, file('moved-and-cancelled'));
    await importFile(person, widgetId, file('moved-and-cancelled'));

    const events = await eventsOf(app, person.id, 'calendar_file.imported.v1');
    expect(events.filter(({ payload }) => payload.widgetId === widgetId)).toMatchObject([
      { payload: { createdIds: [expect.any(String)], updatedIds: [], deletedIds: [], unchanged: 0 } },
    ]);
  });

  it('of thousands of series takes a statement for hundreds of them, and a week of it is one page', async () => {
    const other = await signUp(app);
    const small = await addWidget(other, { type: 'calendar' });
    const large = await addWidget(other, { type: 'calendar' });

    const few = await statementsDuring(app.databaseUrl, () => importFile(other, small.id, manySeries(2)));
    const many = await statementsDuring(app.databaseUrl, () =>
      importFile(other, large.id, manySeries(2_000)),
    );

    expect(many - few).toBeLessThan(20);
    const answer = await other.api.get<OccurrenceView[]>(
      `/widgets/${large.id}/events?from=2026-03-02&to=2026-03-09&limit=5000`,
    );
    expect(answer.data).toHaveLength(2_000);
    expect(answer.meta).toMatchObject({ truncated: false });
  });

  it('that is hardly a calendar is refused, and of what is told of another one there is an end', async () => {
    const headers = { 'content-type': 'text/calendar' };
    const path = `/widgets/${widgetId}/calendar-files`;
    const around = (lines: string): string => `BEGIN:VCALENDAR\r\n${lines}END:VCALENDAR\r\n`;

    const refusal = await person.api.refused('POST', path, { body: around('?\r\n'.repeat(2_000)), headers });
    expect(refusal).toMatchObject({ status: 422, code: 'calendar_file_invalid' });

    const tasks = 'BEGIN:VTODO\r\nEND:VTODO\r\n'.repeat(1_500);
    const { skipped } = await importFile(person, widgetId, around(tasks));
    expect(skipped).toHaveLength(1_001);
    expect(skipped.at(-1)).toEqual({ line: 2_002, reason: '500 more, from this line on, are not listed' });
  });

  it('with more events than a calendar may have is refused whole', async () => {
    const most = CALENDAR_LIMITS.events;
    const body = manySeries(most + 1);

    const refusal = await person.api.refused('POST', `/widgets/${widgetId}/calendar-files`, {
      body,
      headers: { 'content-type': 'text/calendar' },
    });

    expect(refusal).toMatchObject({ status: 409, code: 'calendar_event_limit_reached' });
    expect((await listed({ from: '2026-03-01', to: '2026-04-01' })).occurrences).toEqual([]);
  });

  it.each([
    ['no calendar at all', 'hello', 'text/calendar', 422, 'calendar_file_invalid'],
    ['empty', '', 'text/calendar', 422, 'calendar_file_invalid'],
    ['sent as JSON', '{}', 'application/json', 415, 'media_type_unsupported'],
    ['too large', 'x'.repeat(9 * 1024 * 1024), 'text/calendar', 413, 'body_too_large'],
  ])('that is %s is refused', async (_what, body, type, status, code) => {
    expect(
      await person.api.refused('POST', `/widgets/${widgetId}/calendar-files`, {
        body,
        headers: { 'content-type': type },
      }),
    ).toMatchObject({ status, code });
  });

  it('goes into calendars only, and only into one’s own', async () => {
    const headers = { 'content-type': 'text/calendar' };
    const body = file('floating');
    const { id: todo } = await addWidget(person);
    const other = await signUp(app);

    const intoTodo = await person.api.refused('POST', `/widgets/${todo}/calendar-files`, { body, headers });
    const intoAnothers = await other.api.refused('POST', `/widgets/${widgetId}/calendar-files`, {
      body,
      headers,
    });

    expect([intoTodo.status, intoTodo.code]).toEqual([409, 'widget_type_mismatch']);
    expect([intoAnothers.status, intoAnothers.code]).toEqual([404, 'widget_not_found']);
    expect((await listed({ from: '2026-03-01', to: '2026-04-01' })).occurrences).toEqual([]);
  });
});
