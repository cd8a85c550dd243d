/** One call to the outside. Only `trusted` addresses (from configuration) may lie in private networks. */
export interface OutboundRequest {
  readonly url: string;
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** For everything together: waiting for a place, names, connections, redirects, repetitions, the whole body. */
  readonly deadlineMs: number;
  /** For one connection, name look-up and TLS included; 3 s if not said. */
  readonly connectTimeoutMs?: number;
  /** The longest silence of the other side, before its answer and within it; 15 s if not said. */
  readonly readTimeoutMs?: number;
  /** Of the answer's body, as it travels and as it is unpacked. */
  readonly maxBytes: number;
  readonly signal?: AbortSignal;
  /** False for every address that a user or the web gave. */
  readonly trusted: boolean;
  /**
   * Whom we call, by the name under which its breaker, places and repetitions are kept: `serper`. Without one it is a
   * page of the web: its host has few places, no breaker, and only a connection that failed is tried again.
   */
  readonly provider?: string;
  /** Whether it may be sent twice with one effect; GET and HEAD may without saying so. */
  readonly idempotent?: boolean;
  /** Whether a good answer makes sense; one that does not is the provider's failure. Not asked for streams. */
  readonly isUsable?: (response: OutboundResponse) => boolean;
}

/** How an answer begins, whatever its status is. */
export interface OutboundHead {
  readonly status: number;
  /** Names in lower case; repeated ones are joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  /** Where the answer came from, after redirects. */
  readonly url: string;
}

/** A whole answer. */
export interface OutboundResponse extends OutboundHead {
  readonly body: Buffer;
}

/** An answer whose body is read as it comes. It ends with an OutboundError where it does not end well. */
export interface OutboundStream extends OutboundHead {
  /** Unpacked; can be read once. The connection is kept until it is read to its end or left. */
  readonly body: AsyncIterable<Buffer>;
}

/** What became of a call, for logs and metrics: no path, no query, no bodies. */
export interface OutboundCall {
  readonly method: string;
  readonly host: string;
  readonly provider: string | null;
  readonly status: number | null;
  readonly error: string | null;
  /** Of the body, unpacked. */
  readonly bytes: number;
  /** How often it was sent again. */
  readonly retries: number;
  readonly tookMs: number;
}
