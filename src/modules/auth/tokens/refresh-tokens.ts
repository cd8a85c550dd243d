import { createHash, createHmac, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Config } from '../../../config/config.js';
import { SigningKeys, type SigningKey } from './signing-keys.js';

const BYTES = 32;

/**
 * The secrets of refresh tokens. The first of a session is random; each next one is computed from the one before with
 * a key of the server, so that requests that race each other get the same successor though only hashes are stored.
 */
@Injectable()
export class RefreshTokens {
  constructor(
    private readonly keys: SigningKeys,
    private readonly config: Config,
  ) {}

  /** The first token of a session. */
  first(): string {
    return randomBytes(BYTES).toString('base64url');
  }

  /** Until when a session lives that is used now. */
  expiryFrom(now: Date): Date {
    return new Date(now.getTime() + this.config.auth.refreshTtlSeconds * 1000);
  }

  /** When a session was last used whose life ends now. */
  expiryBefore(now: Date): Date {
    return new Date(now.getTime() - this.config.auth.refreshTtlSeconds * 1000);
  }

  /** Whether a token that was replaced then may still come from a request that raced the one that replaced it. */
  isInGrace(replacedAt: Date, now: Date): boolean {
    return now.getTime() - replacedAt.getTime() < this.config.auth.refreshGraceSeconds * 1000;
  }

  /** The token that replaces this one. */
  successorOf(token: string): string {
    // By the oldest live key, which processes with the old and the new configuration both have while they are replaced.
    return succeed(token, this.keys.all.at(-1) ?? this.keys.current);
  }

  /** The successor with this hash, whichever live key made it; undefined where that key is gone. */
  knownSuccessorOf(token: string, hash: Buffer): string | undefined {
    return this.keys.all.map((key) => succeed(token, key)).find((next) => hashOf(next).equals(hash));
  }
}

/** What is stored of a token. It is random, so a fast hash is enough. */
export function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

function succeed(token: string, { refreshKey }: SigningKey): string {
  return createHmac('sha256', refreshKey).update(token).digest('base64url');
}
