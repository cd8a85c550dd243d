import { afterEach, describe, expect, it } from '@jest/globals';
import {
  CalendarReader,
  type CalendarReaderOptions,
} from '../../../src/modules/widgets/types/calendar/ics/calendar-reader.js';
import { RecordingLogger } from '../ai/research-kit.js';

const fileOf = (events: number, rule = 'FREQ=DAILY'): Buffer => {
  const lines = Array.from({ length: events }, (_, n) =>
    ['BEGIN:VEVENT', `UID:${n}`, 'DTSTART:20260301T090000Z', `RRULE:${rule}`, 'END:VEVENT'].join('\n'),
  );
  return Buffer.from(['BEGIN:VCALENDAR', ...lines, 'END:VCALENDAR', ''].join('\n'));
};

describe('the reader of calendar files', () => {
  let reader: CalendarReader;

  const start = (options: CalendarReaderOptions = {}): CalendarReader => {
    reader = new CalendarReader(new RecordingLogger(), options);
    return reader;
  };

  afterEach(() => reader.onApplicationShutdown());

  it('refuses a file that takes too long, and reads the next one', async () => {
    start({ deadlineMs: 4_000 });
    const hostile = fileOf(40_000, 'FREQ=SECONDLY;BYSECOND=59;BYDAY=MO;COUNT=99999999');

    const tooLong = await reader.read(hostile, 'UTC').catch((error: unknown) => error);

    expect(tooLong).toMatchObject({ kind: 'invalid', code: 'calendar_file_too_complex' });
    expect((await reader.read(fileOf(1), 'UTC')).uids).toEqual(['0']);
  });

  it('refuses what would have to wait behind too many, and says when to come again', async () => {
    start({ mostWaiting: 1 });

    const outcomes = await Promise.allSettled(
      Array.from({ length: 4 }, () => reader.read(fileOf(1_000), 'UTC')),
    );

    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected']);
    expect(outcomes.at(-1)).toMatchObject({
      reason: { kind: 'upstream', code: 'calendar_reader_busy', retryAfter: 10 },
    });
  });
});
