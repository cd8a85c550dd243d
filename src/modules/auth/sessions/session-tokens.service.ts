import { Injectable } from '@nestjs/common';
import { uuidv7 } from '../../../common/ids/uuid.js';
import { Clock } from '../../../common/time/clock.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { currentContext } from '../../../platform/logging/request-context.js';
import type { Client, TokensView } from '../auth.contract.js';
import {
  CredentialsInvalid,
  RefreshSuperseded,
  RefreshTokenInvalid,
  RefreshTokenReused,
} from '../auth.errors.js';
import { RefreshTokenReuseDetected, SessionEnded } from '../auth.events.js';
import { SecurityLog } from '../security-log.js';
import { AccessTokens, type Holder } from '../tokens/access-tokens.js';
import { hashOf, RefreshTokens } from '../tokens/refresh-tokens.js';
import { SessionsRepository, type Lifetime } from './sessions.repository.js';

/** Somebody whose password was just checked. */
export interface ProvenUser {
  readonly userId: string;
  /** The hash that it was checked against. */
  readonly passwordHash: string;
}

/** A session and what its client needs to go on. */
export interface OpenedSession {
  readonly sessionId: string;
  readonly tokens: TokensView;
}

/** Gives out tokens: at sign-in, and for a refresh token that has not been used. */
@Injectable()
export class SessionTokensService {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly accessTokens: AccessTokens,
    private readonly refreshTokens: RefreshTokens,
    private readonly uow: UnitOfWork,
    private readonly security: SecurityLog,
    private readonly clock: Clock,
  ) {}

  /** Opens a session; throws CredentialsInvalid where the password changed or the account closed since the check. */
  async open({ userId, passwordHash }: ProvenUser, client: Client): Promise<OpenedSession> {
    const token = this.refreshTokens.first();
    const session = { id: uuidv7(), userId, passwordHash, tokenHash: hashOf(token) };
    const holder = await this.sessions.open(session, client, this.lifetime());
    if (!holder) throw new CredentialsInvalid();
    return { sessionId: holder.sessionId, tokens: this.tokensFor(holder, token) };
  }

  /**
   * Replaces a refresh token. Requests that race each other get the same successor; one that comes after the grace ends
   * the session. Throws RefreshTokenInvalid, RefreshTokenReused, RefreshSuperseded.
   */
  async refresh(token: string, client: Client): Promise<TokensView> {
    const successor = this.refreshTokens.successorOf(token);
    const holder = await this.sessions.rotate(hashOf(token), hashOf(successor), client, this.lifetime());
    return holder ? this.tokensFor(holder, successor) : this.repeat(token, client);
  }

  private async repeat(token: string, client: Client): Promise<TokensView> {
    const now = this.clock.now();
    const consumed = await this.sessions.findConsumed(hashOf(token), now);
    if (!consumed) throw new RefreshTokenInvalid();
    if (!this.refreshTokens.isInGrace(consumed.consumedAt, now)) {
      await this.endFamily(consumed, client, now);
      throw new RefreshTokenReused();
    }

    const successor = this.refreshTokens.knownSuccessorOf(token, consumed.successorHash);
    if (successor === undefined) throw new RefreshSuperseded();
    return this.tokensFor(consumed, successor);
  }

  private endFamily({ userId, sessionId }: Holder, { address }: Client, now: Date): Promise<void> {
    return this.uow.run(async () => {
      if (!(await this.sessions.end(userId, sessionId, now))) return;
      this.security.record(
        new RefreshTokenReuseDetected(userId, { sessionId, address }),
        new SessionEnded(userId, { sessionId, reason: 'token_reused' }),
      );
    });
  }

  private tokensFor(holder: Holder, refreshToken: string): TokensView {
    const context = currentContext();
    if (context) context.userId = holder.userId;
    return {
      accessToken: this.accessTokens.sign(holder),
      refreshToken,
      tokenType: 'Bearer',
      expiresIn: this.accessTokens.ttlSeconds,
    };
  }

  private lifetime(): Lifetime {
    const now = this.clock.now();
    return { now, expiresAt: this.refreshTokens.expiryFrom(now) };
  }
}
