import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import type { Request } from 'express';
import {
  ExtractJwt,
  Strategy,
  type SecretOrKeyProvider,
  type StrategyOptionsWithoutRequest,
} from 'passport-jwt';
import type { Role, VerifiedToken } from '../../../common/auth/actor.js';
import { isUuid } from '../../../common/ids/uuid.js';
import { Clock } from '../../../common/time/clock.js';
import { Config } from '../../../config/config.js';
import { TokenExpired, TokenInvalid, TokenMissing } from '../auth.errors.js';
import { ALGORITHM } from './jwt-options.js';
import { SigningKeys } from './signing-keys.js';

/** Whom an access token is for. */
export interface Holder {
  readonly userId: string;
  readonly sessionId: string;
  readonly role: Role;
}

/** Signs and checks access tokens: short-lived, so that a request is known without a look at the refresh token. */
@Injectable()
export class AccessTokens {
  private readonly options: StrategyOptionsWithoutRequest;

  constructor(
    private readonly jwt: JwtService,
    keys: SigningKeys,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {
    this.options = {
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      secretOrKeyProvider: keyProvider(keys),
      algorithms: [ALGORITHM],
      issuer: config.auth.issuer,
      // The end of a token is compared with the injected clock, in `read`.
      ignoreExpiration: true,
    };
  }

  /** A token for one session, valid from now for the configured time. */
  sign({ userId, sessionId, role }: Holder): string {
    const iat = this.nowInSeconds();
    return this.jwt.sign({ sub: userId, sid: sessionId, role, iat, exp: iat + this.ttlSeconds });
  }

  /** Seconds that a token is valid. */
  get ttlSeconds(): number {
    return this.config.auth.accessTtlSeconds;
  }

  /** Whom the request's bearer token is for; throws TokenMissing, TokenExpired, TokenInvalid. */
  verify(request: Request): VerifiedToken {
    const check = new BearerCheck(this.options, (claims) => this.read(claims));
    check.authenticate(request);
    return check.outcome();
  }

  private read(claims: unknown): VerifiedToken {
    if (
      typeof claims !== 'object' ||
      claims === null ||
      !('sub' in claims && 'sid' in claims && 'exp' in claims)
    )
      throw new TokenInvalid();
    const { sub, sid, exp } = claims;
    if (!isUuid(sub) || !isUuid(sid) || typeof exp !== 'number') throw new TokenInvalid();
    if (exp <= this.nowInSeconds()) throw new TokenExpired();
    return { id: sub, sessionId: sid, expiresAt: new Date(exp * 1_000) };
  }

  private nowInSeconds(): number {
    return Math.floor(this.clock.now().getTime() / 1000);
  }
}

/** One check of one request by passport-jwt, run without passport's middleware, which would cost more than the check. */
class BearerCheck extends Strategy {
  private actor: VerifiedToken | undefined;
  private reason: unknown;

  constructor(options: StrategyOptionsWithoutRequest, read: (claims: unknown) => VerifiedToken) {
    super(options, (claims: unknown, done) => {
      done(null, read(claims));
    });
  }

  override success(actor: VerifiedToken): void {
    this.actor = actor;
  }

  override fail(reason: unknown): void {
    this.reason = reason;
  }

  override error(error: Error): void {
    throw error;
  }

  /** Every step of the check is synchronous, so this is known once `authenticate` has returned. */
  outcome(): VerifiedToken {
    if (this.actor) return this.actor;
    const isMissing = this.reason instanceof Error && this.reason.message === 'No auth token';
    throw isMissing ? new TokenMissing() : new TokenInvalid();
  }
}

function keyProvider(keys: SigningKeys): SecretOrKeyProvider<Request> {
  return (_request, token: unknown, done) => {
    const key = keys.find(keyIdOf(String(token)))?.key;
    // passport-jwt hands it to jsonwebtoken, which takes a KeyObject; only its types don't say so.
    if (key) done(null, key as unknown as Buffer);
    else done(new Error('no live key has this name'));
  };
}

function keyIdOf(token: string): unknown {
  try {
    const header: unknown = JSON.parse(Buffer.from(token.split('.', 1)[0] ?? '', 'base64url').toString());
    return typeof header === 'object' && header !== null && 'kid' in header ? header.kid : undefined;
  } catch {
    return undefined;
  }
}
