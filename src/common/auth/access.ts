/** Why access ended while a request was still being answered. */
export interface AccessEnd {
  readonly code: string;
  readonly message: string;
}

/** What a request was let in with; answers that go on for long end with it. */
export interface Access {
  /** Milliseconds until the token expires. */
  msLeft(): number;
  /** Whether the token has expired, or its session was ended; null while neither has happened. */
  check(): Promise<AccessEnd | null>;
}
