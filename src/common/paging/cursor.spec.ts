import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MalformedError } from '../errors/app-error.js';
import { decodeCursor, encodeCursor, signCursorsBy, type KeyPart } from './cursor.js';

const ID = '01980c3e-7a10-7cc3-98a5-3f0c2b9d4e11';

describe('cursors', () => {
  it('come back as they went out', () => {
    const key = ['2026-03-01 08:15:30.123456+00', ID, '-3', '2026-03-01', 'Müll'];
    const parts: KeyPart[] = ['timestamp', 'uuid', 'integer', 'date', 'text'];

    expect(decodeCursor('tasks', encodeCursor('tasks', key), parts)).toEqual(key);
  });

  it('count only for the list that made them', () => {
    const cursor = encodeCursor('tasks?view=today', [ID]);

    expect(() => decodeCursor('tasks?view=all', cursor, ['uuid'])).toThrow(MalformedError);
  });

  it('count in all processes that share a secret, and in no others', () => {
    signCursorsBy('one');
    const cursor = encodeCursor('list', [ID]);
    signCursorsBy('another');
    expect(() => decodeCursor('list', cursor, ['uuid'])).toThrow(MalformedError);
    signCursorsBy('one');
    expect(decodeCursor('list', cursor, ['uuid'])).toEqual([ID]);
  });

  it.each<[string, string[], KeyPart[]]>([
    ['another number of parts', [ID, ID], ['uuid']],
    ['what is no id', ['1; DROP TABLE'], ['uuid']],
    ['what is no timestamp', ['yesterday'], ['timestamp']],
    ['a moment of a month that does not exist', ['2026-13-01 08:15:30+00'], ['timestamp']],
    ['a moment of an hour that does not exist', ['2026-03-01 25:15:30+00'], ['timestamp']],
    ['a day that does not exist', ['2026-13-45'], ['date']],
    ['a number out of range', ['1'.repeat(19)], ['integer']],
    ['a text with NUL', ['a\0b'], ['text']],
  ])('refuse %s', (_, key, parts) => {
    expect(() => decodeCursor('list', encodeCursor('list', key), parts)).toThrow(MalformedError);
  });

  it('refuse everything that was not made here', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => decodeCursor('list', text, ['text'])).toThrow(MalformedError);
      }),
    );
  });
});
