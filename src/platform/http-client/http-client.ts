import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Deadline } from './deadline.js';
import type { ResolveHost } from './guarded-connector.js';
import type {
  OutboundCall,
  OutboundHead,
  OutboundRequest,
  OutboundResponse,
  OutboundStream,
} from './http-client.contract.js';
import { OutboundError, toOutboundError } from './http-client.errors.js';
import { openStream } from './open-stream.js';
import { ProviderGates, hostOf } from './resilience/provider-gates.js';
import type { ProviderLimits } from './resilience/provider-limits.js';
import type { MeteredCall, ProviderReport } from './resilience/provider-meter.js';
import { RetryPlan } from './resilience/retry-plan.js';
import { runAttempts, type RunningAnswer } from './resilience/run-attempts.js';
import { ACCEPT_ENCODING, collect, unpacked } from './response-body.js';
import { Transport } from './transport.js';

/** How the client is set up; every default is the safe one. */
export interface HttpClientOptions {
  /** Networks in CIDR notation that untrusted calls may reach beside the public ones. */
  readonly allow?: readonly string[];
  /** The most time for one call, however much it asks for. */
  readonly timeoutMs?: number;
  /** The id that calls carry as `X-Request-Id`. */
  readonly requestId?: () => string | undefined;
  /** Told of every call when it is over. */
  readonly observe?: (call: OutboundCall) => void;
  /** Finds the addresses of a name for untrusted calls; the system's resolver if not given. */
  readonly resolve?: ResolveHost;
  /** Other limits for providers than the usual ones. */
  readonly limits?: Partial<ProviderLimits>;
}

type Outcome = Pick<MeteredCall, 'status' | 'error'> & { readonly bytes: number };

/**
 * The one way to call the outside: every call has a deadline and a size limit, redirects are followed by hand, and an
 * address that a user or the web gave is connected to only after that very address was checked. A provider that fails
 * is left alone for a while, and none can take all of our places.
 */
@Injectable()
export class HttpClient implements OnApplicationShutdown {
  private readonly transport: Transport;
  private readonly gates: ProviderGates;

  constructor(private readonly options: HttpClientOptions) {
    this.transport = new Transport(options.allow ?? [], options.resolve);
    this.gates = new ProviderGates(options.limits);
  }

  /** The answer, whatever its status; throws an `OutboundError` when there is none. */
  request(request: OutboundRequest): Promise<OutboundResponse> {
    return this.run(request, async (signal) => {
      const { raw, ...head } = await this.transport.open(request, this.headersOf(request), signal);
      try {
        const body = await collect(unpacked(raw, head.headers, request.maxBytes));
        const response = { ...head, body };
        const isGood = head.status >= 200 && head.status < 300;
        if (isGood && request.isUsable?.(response) === false) throw new OutboundError('upstream_invalid');
        return { answer: response, bytes: () => body.length };
      } finally {
        raw.destroy();
      }
    });
  }

  /** The answer as soon as it begins; its body ends with an `OutboundError` when it does not come to its end. */
  stream(request: OutboundRequest): Promise<OutboundStream> {
    return this.run(request, async (signal) => {
      // A packed stream comes in blocks, and late.
      const answer = await this.transport.open(request, this.headersOf(request, 'identity'), signal);
      return openStream(answer, request.maxBytes, signal);
    });
  }

  /** Each provider that was called: its breaker, its calls and what became of them. */
  get providers(): ProviderReport[] {
    return this.gates.reports();
  }

  /** Closes the connections that are kept; calls that still run are broken off. */
  onApplicationShutdown(): Promise<void> {
    return this.transport.close();
  }

  private run<A extends OutboundHead>(
    request: OutboundRequest,
    begin: (signal: AbortSignal) => Promise<RunningAnswer<A>>,
  ): Promise<A> {
    let handOver: (answer: A) => void = () => undefined;
    const handedOver = new Promise<A>((resolve) => {
      handOver = resolve;
    });
    const whole = this.runToItsEnd(request, begin, handOver);
    // How a stream ends is told to whoever reads it.
    whole.catch(() => undefined);
    return Promise.race([handedOver, whole]);
  }

  private async runToItsEnd<A extends OutboundHead>(
    request: OutboundRequest,
    begin: (signal: AbortSignal) => Promise<RunningAnswer<A>>,
    handOver: (answer: A) => void,
  ): Promise<A> {
    const startedAt = performance.now();
    const gate = this.gates.of(request);
    const timeMs = Math.min(request.deadlineMs, this.options.timeoutMs ?? Infinity);
    const deadline = new Deadline(timeMs, request.signal);
    const plan = new RetryPlan(request, gate.budget, deadline, this.gates.retryMs);
    const report = (outcome: Outcome): void => {
      this.report(request, { ...outcome, retries: plan.retries, tookMs: performance.now() - startedAt });
    };
    try {
      const attempts = { gate, plan, deadline, begin: () => begin(deadline.signal), handOver };
      const { answer, bytes } = await deadline.race(runAttempts(attempts));
      report({ status: answer.status, error: null, bytes: bytes() });
      return answer;
    } catch (caught) {
      const error = toOutboundError(caught);
      report({ status: null, error: error instanceof OutboundError ? error.code : 'internal', bytes: 0 });
      throw error;
    } finally {
      deadline.stop();
    }
  }

  private headersOf(request: OutboundRequest, encodings = ACCEPT_ENCODING): Record<string, string> {
    const requestId = this.options.requestId?.();
    const given = Object.entries(request.headers ?? {}).map(
      ([name, value]) => [name.toLowerCase(), value] as const,
    );
    return {
      'user-agent': 'Brainboard',
      'accept-encoding': encodings,
      ...(requestId === undefined ? {} : { 'x-request-id': requestId }),
      ...Object.fromEntries(given),
    };
  }

  private report(
    { method = 'GET', url, provider }: OutboundRequest,
    call: Outcome & { retries: number; tookMs: number },
  ): void {
    this.gates.record(provider, call);
    this.options.observe?.({ method, host: hostOf(url), provider: provider ?? null, ...call });
  }
}
