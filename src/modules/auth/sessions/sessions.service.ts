import { Injectable } from '@nestjs/common';
import type { Access, AccessEnd } from '../../../common/auth/access.js';
import type { Actor, TokenActor, VerifiedToken } from '../../../common/auth/actor.js';
import { mapPage, toPage, type PageOf, type PageRequest } from '../../../common/paging/page.js';
import { Clock } from '../../../common/time/clock.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { SessionOver, type SessionView } from '../auth.contract.js';
import { SessionNotFound, TokenExpired } from '../auth.errors.js';
import { SessionEnded, type EndReason } from '../auth.events.js';
import { SecurityLog } from '../security-log.js';
import { RefreshTokens } from '../tokens/refresh-tokens.js';
import { SessionsRepository, type ListedSession } from './sessions.repository.js';

/** Where people are signed in, and how that ends. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly uow: UnitOfWork,
    private readonly security: SecurityLog,
    private readonly clock: Clock,
    private readonly refreshTokens: RefreshTokens,
  ) {}

  /** Looks up whom a token names; throws SessionOver where the session was ended or the account closed. */
  async actorOf(token: TokenActor): Promise<Actor> {
    const actor = await this.sessions.loadActor(token, this.clock.now());
    if (!actor) throw new SessionOver();
    return actor;
  }

  /** What a token gives, for answers that go on while it may end. */
  accessOf(token: VerifiedToken): Access {
    const msLeft = (): number => token.expiresAt.getTime() - this.clock.now().getTime();
    const check = async (): Promise<AccessEnd | null> => {
      if (msLeft() <= 0) return new TokenExpired();
      return (await this.sessions.loadActor(token, this.clock.now())) ? null : new SessionOver();
    };
    return {
      msLeft,
      check: async () => {
        const end = await check();
        return end && { code: end.code, message: end.message };
      },
    };
  }

  /** One page of the actor's live sessions, newest first. */
  async list(actor: Actor, page: PageRequest): Promise<PageOf<SessionView>> {
    const rows = await this.sessions.list(actor.id, this.clock.now(), page);
    return mapPage(
      toPage(rows, page.limit, ({ id }) => [id]),
      (session) => toSessionView(session, actor),
    );
  }

  /** Ends one of the actor's sessions; throws SessionNotFound. */
  end(actor: Actor, id: string, reason: EndReason = 'revoked'): Promise<void> {
    return this.uow.run(async () => {
      if (!(await this.sessions.end(actor.id, id, this.clock.now()))) throw new SessionNotFound();
      this.security.record(new SessionEnded(actor.id, { sessionId: id, reason }));
    });
  }

  /** Ends a user's sessions but the one to keep; ending none is no error. */
  endOthers(userId: string, keptId: string, reason: EndReason): Promise<void> {
    return this.uow.run(async () => {
      this.tell(userId, await this.sessions.endOthers(userId, keptId, this.clock.now()), reason);
    });
  }

  /** Ends a user's sessions that were opened until then; ending none is no error. */
  endOlder(userId: string, openedUntil: Date, reason: EndReason): Promise<void> {
    return this.uow.run(async () => {
      this.tell(userId, await this.sessions.endOlder(userId, openedUntil, this.clock.now()), reason);
    });
  }

  /** Ends all sessions of a user; ending none is no error. */
  endAll(userId: string, reason: EndReason): Promise<void> {
    return this.uow.run(async () => {
      this.tell(userId, await this.sessions.endAll(userId, this.clock.now()), reason);
    });
  }

  /** Deletes sessions that are long over, and tokens of live ones that would be expired by now. */
  purge(): Promise<void> {
    const now = this.clock.now();
    return this.sessions.purge(now, this.refreshTokens.expiryBefore(now));
  }

  private tell(userId: string, ended: readonly string[], reason: EndReason): void {
    for (const sessionId of ended) this.security.record(new SessionEnded(userId, { sessionId, reason }));
  }
}

function toSessionView(session: ListedSession, actor: Actor): SessionView {
  return {
    id: session.id,
    userAgent: session.userAgent,
    ip: session.ip,
    createdAt: session.createdAt.toISOString(),
    lastUsedAt: session.lastUsedAt.toISOString(),
    expiresAt: session.expiresAt.toISOString(),
    isCurrent: session.id === actor.sessionId,
  };
}
