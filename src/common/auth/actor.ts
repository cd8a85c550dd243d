/** What a signed-in person may be. */
export const ROLES = ['user', 'admin'] as const;

/** A person's role. */
export type Role = (typeof ROLES)[number];

/** Who asks, as the access token says; nothing was looked up yet. */
export interface TokenActor {
  readonly id: string;
  readonly sessionId: string;
}

/** The same, and until when. */
export interface VerifiedToken extends TokenActor {
  readonly expiresAt: Date;
}

/** Who asks, looked up in this request: the session is live and the account active. */
export interface Actor extends TokenActor {
  readonly role: Role;
  readonly timeZone: string;
  /** `HH:MM`: when the user's day begins. */
  readonly dayStart: string;
  /** Version of the user's data as this request found it; part of every cache key. */
  readonly dataVersion: number;
}
