/** One call to the outside. Only `trusted` addresses (from configuration) may lie in private networks. */
export interface OutboundRequest {
  readonly url: string;
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** For everything together: names, connections, redirects, the whole body. */
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
}

/** The answer, whatever its status is. */
export interface OutboundResponse {
  readonly status: number;
  /** Names in lower case; repeated ones are joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Where the answer came from, after redirects. */
  readonly url: string;
}

/** What became of a call, for logs and metrics: no path, no query, no bodies. */
export interface OutboundCall {
  readonly method: string;
  readonly host: string;
  readonly status: number | null;
  readonly error: string | null;
  readonly bytes: number;
  readonly tookMs: number;
}
