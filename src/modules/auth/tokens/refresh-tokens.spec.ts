import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Config } from '../../../config/config.js';
import { readEnv } from '../../../config/env.js';
import { hashOf, RefreshTokens } from './refresh-tokens.js';
import { SigningKeys } from './signing-keys.js';

const OLD = 'the old key, which is long enough to be one';
const NEW = 'the new key, which is long enough to be one';

function tokensWith(secret: string, previous?: string): RefreshTokens {
  const config = new Config(
    readEnv({
      JWT_SECRET: secret,
      ...(previous === undefined ? {} : { JWT_PREVIOUS_SECRET: previous }),
      JWT_REFRESH_GRACE: '10',
      JWT_REFRESH_TTL: '3600',
    }),
    'postgres://localhost/none',
  );
  return new RefreshTokens(new SigningKeys(config), config);
}

describe('refresh tokens', () => {
  it('begin with 256 random bits', () => {
    const first = tokensWith(NEW).first();

    expect(Buffer.from(first, 'base64url')).toHaveLength(32);
    expect(tokensWith(NEW).first()).not.toBe(first);
  });

  it('have one successor, which cannot be known without the key', () => {
    fc.assert(
      fc.property(fc.string(), (token) => {
        const successor = tokensWith(NEW).successorOf(token);

        expect(tokensWith(NEW).successorOf(token)).toBe(successor);
        expect(tokensWith(OLD).successorOf(token)).not.toBe(successor);
        expect(successor).not.toBe(token);
      }),
    );
  });

  it('have the same successor on every process while the key is replaced everywhere', () => {
    const first = tokensWith(OLD).first();
    const before = tokensWith(OLD);
    const after = tokensWith(NEW, OLD);

    const successor = before.successorOf(first);

    expect(after.successorOf(first)).toBe(successor);
    expect(after.knownSuccessorOf(first, hashOf(successor))).toBe(successor);
    expect(before.knownSuccessorOf(first, hashOf(after.successorOf(first)))).toBe(successor);
  });

  it('have a successor that a process finds by its hash, whichever of its keys made it', () => {
    const token = tokensWith(OLD).first();
    const byOld = tokensWith(OLD).successorOf(token);
    const byNew = tokensWith(NEW).successorOf(token);
    const both = tokensWith(NEW, OLD);

    expect(both.knownSuccessorOf(token, hashOf(byOld))).toBe(byOld);
    expect(both.knownSuccessorOf(token, hashOf(byNew))).toBe(byNew);
    expect(tokensWith(NEW).knownSuccessorOf(token, hashOf(byOld))).toBeUndefined();
  });

  it('are in grace until it is over, to the millisecond', () => {
    const tokens = tokensWith(NEW);
    const replacedAt = new Date('2026-03-01T08:00:00.000Z');

    expect(tokens.isInGrace(replacedAt, new Date('2026-03-01T08:00:09.999Z'))).toBe(true);
    expect(tokens.isInGrace(replacedAt, new Date('2026-03-01T08:00:10.000Z'))).toBe(false);
  });

  it('live for the configured time after their last use', () => {
    const tokens = tokensWith(NEW);
    const now = new Date('2026-03-01T08:00:00.000Z');

    expect(tokens.expiryFrom(now)).toEqual(new Date('2026-03-01T09:00:00.000Z'));
    expect(tokens.expiryBefore(tokens.expiryFrom(now))).toEqual(now);
  });
});
