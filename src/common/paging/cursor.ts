import { createHash } from 'node:crypto';
import { isUuid } from '../ids/uuid.js';
import { MalformedError } from '../errors/app-error.js';
import { isLocalDate } from '../time/local-date.js';

/** What a part of a sort key may look like, so that a cursor can't carry anything else into SQL. */
export type KeyPart = 'timestamp' | 'uuid' | 'integer' | 'date' | 'text';

const TIMESTAMP = /^\d{4,6}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,6})?[+-]\d{2}(:\d{2})?$/;
const CHECKSUM_LENGTH = 8;

const fits: Record<KeyPart, (text: string) => boolean> = {
  timestamp: (text) => TIMESTAMP.test(text) && !Number.isNaN(Date.parse(`${text.slice(0, 10)}T00:00:00Z`)),
  uuid: isUuid,
  integer: (text) => /^-?\d{1,18}$/.test(text),
  // PostgreSQL's own word for a date after all others.
  date: (text) => isLocalDate(text) || text === 'infinity',
  text: (text) => text.length <= 500 && !text.includes('\0'),
};

/** Writes a key as an opaque cursor that only the list `scope` accepts. */
export function encodeCursor(scope: string, key: readonly string[]): string {
  const body = JSON.stringify(key);
  return Buffer.from(checksum(scope, body) + body).toString('base64url');
}

/** Reads a cursor back; throws MalformedError where it was not made by this list. */
export function decodeCursor(scope: string, cursor: string, parts: readonly KeyPart[]): string[] {
  const text = Buffer.from(cursor, 'base64url').toString();
  const body = text.slice(CHECKSUM_LENGTH);
  if (text.slice(0, CHECKSUM_LENGTH) !== checksum(scope, body)) throw badCursor();
  const key: unknown = JSON.parse(body);
  if (!Array.isArray(key) || key.length !== parts.length) throw badCursor();
  return parts.map((part, i) => {
    const value: unknown = key[i];
    if (typeof value !== 'string' || !fits[part](value)) throw badCursor();
    return value;
  });
}

function checksum(scope: string, body: string): string {
  return createHash('sha256').update(`${scope}\n${body}`).digest('base64url').slice(0, CHECKSUM_LENGTH);
}

function badCursor(): MalformedError {
  return new MalformedError(
    'cursor_invalid',
    'the cursor is not one that this list gave: begin again without it',
    {
      details: [
        { field: 'cursor', message: 'take it from meta.pagination.nextCursor, with the same filters' },
      ],
    },
  );
}
