import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Config } from '../../../config/config.js';

/** One live key. */
export interface SigningKey {
  /** Name that tokens carry as `kid`; says nothing of the key. */
  readonly id: string;
  readonly key: KeyObject;
  /** A key of its own for refresh tokens, so that neither kind of token says anything of the other. */
  readonly refreshKey: KeyObject;
}

/** The key that signs, and the one before it, which still verifies. */
@Injectable()
export class SigningKeys {
  readonly current: SigningKey;
  /** Every live key, the current one first. */
  readonly all: readonly SigningKey[];

  constructor({ auth }: Config) {
    this.current = signingKey(auth.secret);
    this.all = auth.previousSecret ? [this.current, signingKey(auth.previousSecret)] : [this.current];
  }

  /** The live key with this name. */
  find(id: unknown): SigningKey | undefined {
    return this.all.find((key) => key.id === id);
  }
}

function signingKey(secret: string): SigningKey {
  const derive = (purpose: string): Buffer => createHmac('sha256', secret).update(purpose).digest();
  return {
    id: derive('key id').toString('base64url').slice(0, 8),
    // As an object: checking a token with a text as the key takes 50 times as long.
    key: createSecretKey(secret, 'utf8'),
    refreshKey: createSecretKey(derive('refresh tokens')),
  };
}
