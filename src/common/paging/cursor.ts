import { createHmac, createSecretKey, randomBytes, timingSafeEqual, type KeyObject } from 'node:crypto';
import { isUuid } from '../ids/uuid.js';
import { MalformedError } from '../errors/app-error.js';
import { isLocalDate } from '../time/local-date.js';

/** What a part of a sort key may look like, so that a cursor can't carry anything else into SQL. */
export type KeyPart = 'timestamp' | 'uuid' | 'integer' | 'date' | 'text';

const TIMESTAMP = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})(?:\.\d{1,6})?[+-]\d{2}(:\d{2})?$/;
const SIGNATURE_LENGTH = 22;

/** Until it is told which, a process has a key of its own. */
let signingKey: KeyObject = createSecretKey(randomBytes(32));

/** Signs cursors with a key made of a secret that all processes share, so that each of them reads the others' cursors. */
export function signCursorsBy(secret: string): void {
  signingKey = createSecretKey(createHmac('sha256', secret).update('cursors').digest());
}

const fits: Record<KeyPart, (text: string) => boolean> = {
  timestamp: isTimestamp,
  uuid: isUuid,
  integer: (text) => /^-?\d{1,18}$/.test(text),
  // PostgreSQL's own word for a date after all others.
  date: (text) => isLocalDate(text) || text === 'infinity',
  text: (text) => text.length <= 500 && !text.includes('\0'),
};

/** Writes a key as an opaque cursor that only the list `scope` accepts. */
export function encodeCursor(scope: string, key: readonly string[]): string {
  const body = JSON.stringify(key);
  return Buffer.from(signature(scope, body) + body).toString('base64url');
}

/** Reads a cursor back; throws MalformedError where it was not made by this list. */
export function decodeCursor(scope: string, cursor: string, parts: readonly KeyPart[]): string[] {
  const text = Buffer.from(cursor, 'base64url').toString();
  const body = text.slice(SIGNATURE_LENGTH);
  if (!isEqual(text.slice(0, SIGNATURE_LENGTH), signature(scope, body))) throw badCursor();
  const key: unknown = JSON.parse(body);
  if (!Array.isArray(key) || key.length !== parts.length) throw badCursor();
  return parts.map((part, i) => {
    const value: unknown = key[i];
    if (typeof value !== 'string' || !fits[part](value)) throw badCursor();
    return value;
  });
}

function signature(scope: string, body: string): string {
  const digest = createHmac('sha256', signingKey).update(`${scope}\n${body}`).digest('base64url');
  return digest.slice(0, SIGNATURE_LENGTH);
}

function isEqual(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** As PostgreSQL writes a moment; one that there can be. */
function isTimestamp(text: string): boolean {
  const [, date = '', time = ''] = TIMESTAMP.exec(text) ?? [];
  return isLocalDate(date) && !Number.isNaN(Date.parse(`${date}T${time}Z`));
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
