import { lookup } from 'node:dns/promises';
import { Agent, type Dispatcher } from 'undici';
import { AddressPolicy } from './address-policy.js';
import { guardedConnector, type ResolveHost } from './guarded-connector.js';
import { firstHop, nextHop, type Hop } from './hop.js';
import type { OutboundHead, OutboundRequest } from './http-client.contract.js';
import { OutboundError } from './http-client.errors.js';

const MAX_REDIRECTS = 5;
const CONNECT_TIMEOUT_MS = 3_000;
const READ_TIMEOUT_MS = 15_000;

/** An answer whose body is still to be read, packed as it travels; who gets it reads or destroys it. */
export interface OpenAnswer extends OutboundHead {
  readonly raw: Dispatcher.ResponseData['body'];
}

/** Sends requests and follows their redirects by hand; each hop's address is checked where it is not trusted. */
export class Transport {
  private readonly policy: AddressPolicy;
  private readonly agents = new Map<string, Agent>();

  /**
   * @param allow networks in CIDR notation that untrusted calls may reach beside the public ones
   * @param resolve finds the addresses of a name for untrusted calls
   */
  constructor(
    allow: readonly string[],
    private readonly resolve: ResolveHost = (hostname) => lookup(hostname, { all: true }),
  ) {
    this.policy = new AddressPolicy(allow);
  }

  /** The head of the answer that the redirects lead to. */
  async open(
    request: OutboundRequest,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<OpenAnswer> {
    let hop = firstHop(request, headers);
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      const { statusCode: status, headers: rawHeaders, body: raw } = await this.send(hop, request, signal);
      const answer = { status, headers: flatten(rawHeaders), url: hop.url.href, raw };
      // Whatever happens to it, a body that nobody reads to its end must not raise an error that nobody hears.
      raw.on('error', () => undefined);
      const next = nextOrClosed(hop, answer);
      if (!next) return answer;
      raw.destroy();
      hop = next;
    }
    throw new OutboundError('upstream_redirects');
  }

  /** Closes the connections that are kept; calls that still run are broken off. */
  async close(): Promise<void> {
    const agents = [...this.agents.values()];
    this.agents.clear();
    await Promise.all(agents.map((agent) => agent.destroy()));
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
}

function nextOrClosed(hop: Hop, { status, headers, raw }: OpenAnswer): Hop | null {
  try {
    return nextHop(hop, status, headers.location);
  } catch (error) {
    raw.destroy();
    throw error;
  }
}

function flatten(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}
