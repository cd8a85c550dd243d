import { createHash, randomBytes } from 'node:crypto';

const BYTES = 32;

/** A new secret for the address of a feed. */
export function newToken(): string {
  return randomBytes(BYTES).toString('base64url');
}

/** What is stored of it, and looked up by, so that how long that takes says nothing of the secret. */
export function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
