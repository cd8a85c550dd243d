import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FILE_LIMITS } from '../../src/modules/widgets/types/calendar/ics/file-limits.js';
import { importFile } from '../factories/calendars.js';
import { signUp, type Person } from '../factories/users.js';
import { addWidget } from '../factories/widgets.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let person: Person;
let widgetId: string;

beforeAll(async () => {
  app = await startTestApp({ env: { ROLE: 'api' } });
  person = await signUp(app);
  widgetId = (await addWidget(person, { type: 'calendar', title: 'Calendar' })).id;
});

afterAll(() => app.close());

const calendar = (...lines: string[]): string =>
  ['BEGIN:VCALENDAR', ...lines, 'END:VCALENDAR', ''].join('\n');
const event = (...lines: string[]): string =>
  ['BEGIN:VEVENT', 'UID:1', 'DTSTART:20260301T090000Z', ...lines, 'END:VEVENT'].join('\n');

describe('a calendar file with more of something than is read', () => {
  it.each([
    [
      'parameters',
      calendar(event(`SUMMARY${';X=1'.repeat(1_000_000)}:Choir`)),
      'line 5',
      'at most 100 parameters',
    ],
    ['name', calendar(event('X'.repeat(300_000))), 'line 5', 'octets of name and parameters'],
    ['quoted parameter', calendar(event(`X;Y="${':'.repeat(300_000)}`)), 'line 5', 'octets of name'],
    [
      'folded line',
      calendar(event(`DESCRIPTION:x${`\n ${'y'.repeat(74)}`.repeat(60_000)}`)),
      'line 5',
      `at most ${FILE_LIMITS.lineOctets} octets`,
    ],
    [
      'carriage returns',
      calendar('\r'.repeat(FILE_LIMITS.lines)),
      `line ${FILE_LIMITS.lines + 1}`,
      `at most ${FILE_LIMITS.lines} lines`,
    ],
    [
      'tiny events',
      calendar('BEGIN:VEVENT\nUID:1\nDTSTART:20260301\nEND:VEVENT\n'.repeat(133_149)),
      'line',
      `at most ${FILE_LIMITS.components} components`,
    ],
  ])('is refused with the limit and the line: %s', async (_, body, line, limit) => {
    const refusal = await person.api.refused('POST', `/widgets/${widgetId}/calendar-files`, {
      body,
      headers: { 'content-type': 'text/calendar' },
    });

    expect(refusal).toMatchObject({ status: 422, code: 'calendar_file_too_large' });
    expect(refusal.details[0]?.field).toContain(line);
    expect(refusal.details[0]?.message).toContain(limit);
  });
});

describe('a calendar file that is strange but within all limits', () => {
  it.each([
    ['escapes', event(`DESCRIPTION:${'\\n'.repeat(900_000)}`)],
    ['carets', event(`SUMMARY;X="${'^n'.repeat(90_000)}":Choir`)],
    ['rules', event(...Array.from({ length: 5_000 }, () => 'RRULE:FREQ=DAILY'))],
    ['dates', event(`RDATE:${'20260301T090000Z,'.repeat(100_000)}20260302T090000Z`)],
    [
      'changes of one series',
      Array.from({ length: 5_000 }, () => event('RECURRENCE-ID:20260301T090000Z')).join('\n'),
    ],
    [
      'unknown zones',
      Array.from({ length: 2_000 }, (_, n) =>
        ['BEGIN:VEVENT', `UID:${n}`, `DTSTART;TZID=Zone ${n}:20260301T090000`, 'END:VEVENT'].join('\n'),
      ).join('\n'),
    ],
  ])('is taken as far as it can be: %s', async (_, events) => {
    const { id } = await addWidget(person, { type: 'calendar', title: 'Strange' });

    const report = await importFile(person, id, calendar(events));

    expect(report.created + report.skipped.length).toBeGreaterThan(0);
  });

  it('keeps apart what is read at the same time', async () => {
    const { id } = await addWidget(person, { type: 'calendar', title: 'Many' });
    const files = ['a', 'b', 'c', 'd'].map((uid) => calendar(event().replace('UID:1', `UID:${uid}`)));

    const reports = await Promise.all(files.map((file) => importFile(person, id, file)));

    expect(reports.map(({ created }) => created)).toEqual([1, 1, 1, 1]);
  });
});
