import { Injectable } from '@nestjs/common';
import type { Actor, TokenActor } from '../../../common/auth/actor.js';
import type { PageRequest } from '../../../common/paging/page.js';
import { Database, statement, type Statement } from '../../../platform/database/database.js';
import { LIVE_SESSION_SQL, type Client } from '../auth.contract.js';
import { networkKey } from '../login-throttle/known-network.js';
import type { Holder } from '../tokens/access-tokens.js';
import type { Session } from './session.entity.js';

/** Until when a session lives that is used now. */
export interface Lifetime {
  readonly now: Date;
  readonly expiresAt: Date;
}

/** A session to be opened, with the hash of its first refresh token. */
export interface NewSession {
  readonly id: string;
  readonly userId: string;
  /** The hash that the password was checked against. */
  readonly passwordHash: string;
  readonly tokenHash: Buffer;
}

/** Records the network that a person signs in from; writes at most once a day. */
const knowNetwork = (network: string, userId: string, now: string, from: string): string =>
  `INSERT INTO known_networks AS k (user_id, network, last_used_at) SELECT ${userId}, ${network}, ${now} FROM ${from}
     ON CONFLICT (user_id, network) DO UPDATE SET last_used_at = excluded.last_used_at
       WHERE k.last_used_at < excluded.last_used_at - interval '1 day'`;

const LOAD_ACTOR = statement(
  'sessions.load_actor',
  `SELECT id, $2::uuid AS "sessionId", role, time_zone AS "timeZone", day_start AS "dayStart",
     data_version::float8 AS "dataVersion"
   FROM (${LIVE_SESSION_SQL}) AS live`,
);

// The lock waits for a change of the password that runs at the same time, which may not leave a session behind.
const OPEN = statement(
  'sessions.open',
  `WITH holder AS (
     SELECT u.id, u.role FROM users u JOIN credentials c ON c.user_id = u.id
     WHERE u.id = $2 AND u.is_active AND c.password_hash = $3 FOR SHARE OF c
   ), opened AS (
     INSERT INTO sessions (id, user_id, ip, user_agent, created_at, last_used_at, expires_at)
     SELECT $1, id, $5, $6, $7, $7, $8 FROM holder RETURNING id
   ), token AS (
     INSERT INTO refresh_tokens (hash, session_id, created_at) SELECT $4, id, $7 FROM opened
   ), network AS (
     ${knowNetwork('$9', 'id', '$7', 'holder')}
   )
   SELECT $1::uuid AS "sessionId", id AS "userId", role FROM holder`,
);

// Of requests that race each other PostgreSQL lets one see the token unconsumed.
const ROTATE = statement(
  'sessions.rotate',
  `WITH consumed AS (
     UPDATE refresh_tokens t SET consumed_at = $3, successor_hash = $2
     FROM sessions s JOIN users u ON u.id = s.user_id
     WHERE t.hash = $1 AND t.consumed_at IS NULL AND s.id = t.session_id
       AND s.revoked_at IS NULL AND s.expires_at > $3 AND u.is_active
     RETURNING s.id, s.user_id, u.role
   ), successor AS (
     INSERT INTO refresh_tokens (hash, session_id, created_at) SELECT $2, id, $3 FROM consumed
   ), used AS (
     UPDATE sessions s SET last_used_at = $3, expires_at = $4, ip = $5, user_agent = $6
     FROM consumed WHERE s.id = consumed.id
   ), network AS (
     ${knowNetwork('$7', 'user_id', '$3', 'consumed')}
   )
   SELECT id AS "sessionId", user_id AS "userId", role FROM consumed`,
);

const FIND_CONSUMED = statement(
  'sessions.find_consumed',
  `SELECT s.id AS "sessionId", s.user_id AS "userId", u.role, t.consumed_at AS "consumedAt",
     t.successor_hash AS "successorHash"
   FROM refresh_tokens t JOIN sessions s ON s.id = t.session_id JOIN users u ON u.id = s.user_id
   WHERE t.hash = $1 AND t.consumed_at IS NOT NULL
     AND s.revoked_at IS NULL AND s.expires_at > $2 AND u.is_active`,
);

const LIST = statement(
  'sessions.list',
  `SELECT id, user_agent AS "userAgent", ip, created_at AS "createdAt", last_used_at AS "lastUsedAt",
     expires_at AS "expiresAt"
   FROM sessions
   WHERE user_id = $1 AND revoked_at IS NULL AND expires_at > $2 AND ($3::uuid IS NULL OR id < $3)
   ORDER BY id DESC
   LIMIT $4`,
);

const END = statement(
  'sessions.end',
  `UPDATE sessions SET revoked_at = $3
   WHERE user_id = $1 AND id = $2 AND revoked_at IS NULL AND expires_at > $3
   RETURNING id`,
);

const END_OTHERS = statement(
  'sessions.end_others',
  `UPDATE sessions SET revoked_at = $3
   WHERE user_id = $1 AND id <> $2 AND revoked_at IS NULL AND expires_at > $3
   RETURNING id`,
);

const END_OLDER = statement(
  'sessions.end_older',
  `UPDATE sessions SET revoked_at = $3
   WHERE user_id = $1 AND created_at <= $2 AND revoked_at IS NULL AND expires_at > $3
   RETURNING id`,
);

const END_ALL = statement(
  'sessions.end_all',
  `UPDATE sessions SET revoked_at = $2
   WHERE user_id = $1 AND revoked_at IS NULL AND expires_at > $2
   RETURNING id`,
);

const PURGE_SESSIONS = statement('sessions.purge', 'DELETE FROM sessions WHERE expires_at <= $1');

const PURGE_TOKENS = statement('sessions.purge_tokens', 'DELETE FROM refresh_tokens WHERE consumed_at <= $1');

/** A replaced refresh token of a live session. */
export interface ConsumedToken extends Holder {
  readonly consumedAt: Date;
  readonly successorHash: Buffer;
}

/** A session as its list has it. */
export type ListedSession = Omit<Session, 'userId' | 'revokedAt'>;

/** Every query on sessions and their refresh tokens. */
@Injectable()
export class SessionsRepository {
  constructor(private readonly database: Database) {}

  /** Who asks, while the session is live and the account active. */
  loadActor({ id, sessionId }: TokenActor, now: Date): Promise<Actor | undefined> {
    return this.database.one<Actor>(LOAD_ACTOR, [id, sessionId, now]);
  }

  /** Undefined where the account was closed or its password changed since it was checked. */
  open(session: NewSession, client: Client, { now, expiresAt }: Lifetime): Promise<Holder | undefined> {
    return this.database.one<Holder>(OPEN, [
      session.id,
      session.userId,
      session.passwordHash,
      session.tokenHash,
      client.address,
      client.userAgent,
      now,
      expiresAt,
      networkKey(client.address),
    ]);
  }

  /** Consumes a token and stores its successor; undefined where the token is not the live one of a live session. */
  rotate(
    hash: Buffer,
    successorHash: Buffer,
    client: Client,
    { now, expiresAt }: Lifetime,
  ): Promise<Holder | undefined> {
    return this.database.one<Holder>(ROTATE, [
      hash,
      successorHash,
      now,
      expiresAt,
      client.address,
      client.userAgent,
      networkKey(client.address),
    ]);
  }

  findConsumed(hash: Buffer, now: Date): Promise<ConsumedToken | undefined> {
    return this.database.one<ConsumedToken>(FIND_CONSUMED, [hash, now]);
  }

  /** At most `limit + 1` live sessions behind the page's key, newest first. */
  list(userId: string, now: Date, { limit, after }: PageRequest): Promise<ListedSession[]> {
    return this.database.query<ListedSession>(LIST, [userId, now, after?.[0] ?? null, limit + 1]);
  }

  /** Ends a live session of the user; false where there is none. */
  async end(userId: string, id: string, now: Date): Promise<boolean> {
    return (await this.database.one(END, [userId, id, now])) !== undefined;
  }

  /** Ends the user's live sessions but the one to keep; gives their ids. */
  endOthers(userId: string, keptId: string, now: Date): Promise<string[]> {
    return this.endMany(END_OTHERS, [userId, keptId, now]);
  }

  /** Ends the user's live sessions that were opened until then; gives their ids. */
  endOlder(userId: string, openedUntil: Date, now: Date): Promise<string[]> {
    return this.endMany(END_OLDER, [userId, openedUntil, now]);
  }

  /** Ends the user's live sessions; gives their ids. */
  endAll(userId: string, now: Date): Promise<string[]> {
    return this.endMany(END_ALL, [userId, now]);
  }

  /** Deletes sessions that expired before `now`, and tokens that were replaced before `usedBefore`. */
  async purge(now: Date, usedBefore: Date): Promise<void> {
    await this.database.query(PURGE_SESSIONS, [now]);
    await this.database.query(PURGE_TOKENS, [usedBefore]);
  }

  private async endMany(which: Statement, values: readonly unknown[]): Promise<string[]> {
    return (await this.database.query<{ id: string }>(which, values)).map(({ id }) => id);
  }
}
