import { UnauthenticatedError } from '../../common/errors/app-error.js';

/** From where a person signs in, as their sessions are listed. */
export interface Client {
  /** Address as seen behind the configured proxies. */
  readonly address: string;
  readonly userAgent: string | null;
}

/** What a client needs to go on. */
export interface TokensView {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly tokenType: 'Bearer';
  /** Seconds that the access token is valid. */
  readonly expiresIn: number;
}

/** A signed-in device, as its owner sees it. */
export interface SessionView {
  readonly id: string;
  readonly userAgent: string | null;
  readonly ip: string;
  readonly createdAt: string;
  readonly lastUsedAt: string;
  readonly expiresAt: string;
  readonly isCurrent: boolean;
}

/**
 * One row while the session is live and its account active, none otherwise, for statements that check the session
 * themselves (`@ChecksSessionItself()`): `WITH viewer AS (${LIVE_SESSION_SQL}) SELECT … FROM viewer`. Parameters are
 * $1 user id, $2 session id, $3 the present moment; where no row comes, throw SessionOver.
 */
export const LIVE_SESSION_SQL = `
  SELECT u.id, u.role, u.time_zone, u.day_start, u.week_start, u.locale, coalesce(v.version, 0) AS data_version
  FROM sessions s
  JOIN users u ON u.id = s.user_id
  LEFT JOIN data_versions v ON v.user_id = u.id
  WHERE s.id = $2::uuid AND u.id = $1::uuid
    AND s.revoked_at IS NULL AND s.expires_at > $3::timestamptz AND u.is_active`;

/** The access token is good, but its session was ended, or the account closed. */
export class SessionOver extends UnauthenticatedError {
  constructor() {
    super('session_over', 'the session is over: sign in again');
  }
}
