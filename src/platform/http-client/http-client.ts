import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { lookup } from 'node:dns/promises';
import { Agent, type Dispatcher } from 'undici';
import { AddressPolicy } from './address-policy.js';
import { guardedConnector, type ResolveHost } from './guarded-connector.js';
import { firstHop, nextHop, type Hop } from './hop.js';
import { OutboundError, toOutboundError } from './http-client.errors.js';
import type { OutboundCall, OutboundRequest, OutboundResponse } from './http-client.contract.js';
import { ACCEPT_ENCODING, readBody } from './response-body.js';
import { withDeadline } from './with-deadline.js';

const MAX_REDIRECTS = 5;
const CONNECT_TIMEOUT_MS = 3_000;
const READ_TIMEOUT_MS = 15_000;

/** How the client is set up; every default is the safe one. */
export interface HttpClientOptions {
  /** Networks in CIDR notation that untrusted calls may reach beside the public ones. */
  readonly allow?: readonly string[];
  /** The id that calls carry as `X-Request-Id`. */
  readonly requestId?: () => string | undefined;
  /** Told of every call when it is over. */
  readonly observe?: (call: OutboundCall) => void;
  /** Finds the addresses of a name for untrusted calls; the system's resolver if not given. */
  readonly resolve?: ResolveHost;
}

/**
 * The one way to call the outside: every call has a deadline and a size limit, redirects are followed by hand, and an
 * address that a user or the web gave is connected to only after that very address was checked.
 */
@Injectable()
export class HttpClient implements OnApplicationShutdown {
  private readonly policy: AddressPolicy;
  private readonly resolve: ResolveHost;
  private readonly agents = new Map<string, Agent>();

  constructor(private readonly options: HttpClientOptions) {
    this.policy = new AddressPolicy(options.allow ?? []);
    this.resolve = options.resolve ?? ((hostname) => lookup(hostname, { all: true }));
  }

  /** The answer, whatever its status; throws an `OutboundError` when there is none. */
  async request(request: OutboundRequest): Promise<OutboundResponse> {
    const startedAt = performance.now();
    try {
      const response = await withDeadline(request.deadlineMs, request.signal, (signal) =>
        this.follow(request, signal),
      );
      this.report(request, startedAt, { status: response.status, bytes: response.body.length });
      return response;
    } catch (caught) {
      const error = toOutboundError(caught);
      this.report(request, startedAt, { error: error instanceof OutboundError ? error.code : 'internal' });
      throw error;
    }
  }

  /** Closes the connections that are kept; calls that still run are broken off. */
  async onApplicationShutdown(): Promise<void> {
    const agents = [...this.agents.values()];
    this.agents.clear();
    await Promise.all(agents.map((agent) => agent.destroy()));
  }

  private async follow(request: OutboundRequest, signal: AbortSignal): Promise<OutboundResponse> {
    let hop = firstHop(request, this.headersOf(request));
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      const { statusCode: status, headers: rawHeaders, body } = await this.send(hop, request, signal);
      const headers = flatten(rawHeaders);
      // Whatever happens below, a body that nobody reads to its end must not raise an error that nobody hears.
      body.on('error', () => undefined);
      try {
        const next = nextHop(hop, status, headers.location);
        if (!next)
          return {
            status,
            headers,
            body: await readBody(body, headers, request.maxBytes),
            url: hop.url.href,
          };
        hop = next;
      } finally {
        body.destroy();
      }
    }
    throw new OutboundError('upstream_redirects');
  }

  private send(hop: Hop, request: OutboundRequest, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    const readTimeoutMs = request.readTimeoutMs ?? READ_TIMEOUT_MS;
    return this.agentFor(hop.trusted, request.connectTimeoutMs ?? CONNECT_TIMEOUT_MS).request({
      origin: hop.url.origin,
      path: `${hop.url.pathname}${hop.url.search}`,
      method: hop.method,
      headers: hop.headers,
      body: hop.body,
      signal,
      headersTimeout: readTimeoutMs,
      bodyTimeout: readTimeoutMs,
    });
  }

  private headersOf(request: OutboundRequest): Record<string, string> {
    const requestId = this.options.requestId?.();
    const given = Object.entries(request.headers ?? {}).map(
      ([name, value]) => [name.toLowerCase(), value] as const,
    );
    return {
      'user-agent': 'Brainboard',
      'accept-encoding': ACCEPT_ENCODING,
      ...(requestId === undefined ? {} : { 'x-request-id': requestId }),
      ...Object.fromEntries(given),
    };
  }

  private agentFor(trusted: boolean, connectTimeoutMs: number): Agent {
    const key = `${trusted} ${connectTimeoutMs}`;
    const known = this.agents.get(key);
    if (known) return known;
    const agent = trusted
      ? new Agent({ connect: { timeout: connectTimeoutMs, autoSelectFamily: true } })
      : // No connection is kept, so no request rides on a check that was made for another.
        new Agent({ connect: guardedConnector(this.policy, this.resolve, connectTimeoutMs), pipelining: 0 });
    this.agents.set(key, agent);
    return agent;
  }

  private report(
    { method = 'GET', url }: OutboundRequest,
    startedAt: number,
    outcome: { status?: number; bytes?: number; error?: string },
  ): void {
    this.options.observe?.({
      method,
      host: URL.canParse(url) ? new URL(url).host : '',
      status: outcome.status ?? null,
      error: outcome.error ?? null,
      bytes: outcome.bytes ?? 0,
      tookMs: performance.now() - startedAt,
    });
  }
}

function flatten(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}
