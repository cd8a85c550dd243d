import type { OutboundRequest } from '../http-client.contract.js';
import { Breaker } from './breaker.js';
import type { Attempted, Gate } from './gate.contract.js';
import { Places, type PlaceLimits } from './places.js';
import { HOST_PLACES, PROVIDER_LIMITS, type ProviderLimits } from './provider-limits.js';
import { ProviderMeter, type MeteredCall, type ProviderReport } from './provider-meter.js';
import { RetryBudget } from './retry-budget.js';

/** Before a provider that we know by name. */
class ProviderGate implements Gate {
  readonly budget = new RetryBudget();
  readonly meter = new ProviderMeter();
  private readonly places: Places;
  private readonly breaker: Breaker;

  constructor(
    private readonly provider: string,
    limits: ProviderLimits,
  ) {
    this.places = new Places(limits);
    this.breaker = new Breaker(limits);
  }

  async enter<T extends Attempted>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    this.breaker.requirePassable();
    return this.places.take(() => this.breaker.pass(work, signal), signal);
  }

  get report(): ProviderReport {
    const { active, queued } = this.places;
    const { state: breaker, restsForMs } = this.breaker;
    return { provider: this.provider, breaker, restsForMs, active, queued, ...this.meter.counts };
  }
}

/** Before a host of the web; there is one only while calls to it run, so that they don't add up over the years. */
class HostGate implements Gate {
  readonly budget = new RetryBudget();
  private readonly places: Places;

  constructor(
    limits: PlaceLimits,
    private readonly onIdle: () => void,
  ) {
    this.places = new Places(limits);
  }

  async enter<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    try {
      return await this.places.take(work, signal);
    } finally {
      if (this.places.active === 0 && this.places.queued === 0) this.onIdle();
    }
  }
}

/** The gates of all whom we call, by provider or else by host. */
export class ProviderGates {
  private readonly limits: ProviderLimits;
  private readonly providers = new Map<string, ProviderGate>();
  private readonly hosts = new Map<string, HostGate>();

  constructor(limits: Partial<ProviderLimits> = {}) {
    this.limits = { ...PROVIDER_LIMITS, ...limits };
  }

  /** The first wait before a call is sent again. */
  get retryMs(): number {
    return this.limits.retryMs;
  }

  of({ provider, url }: Pick<OutboundRequest, 'provider' | 'url'>): Gate {
    return provider === undefined ? this.hostGate(hostOf(url)) : this.providerGate(provider);
  }

  /** Counts a call that is over; those to hosts of the web are in the log only. */
  record(provider: string | undefined, call: MeteredCall): void {
    if (provider !== undefined) this.providerGate(provider).meter.record(call);
  }

  reports(): ProviderReport[] {
    return [...this.providers.values()].map((gate) => gate.report);
  }

  private providerGate(provider: string): ProviderGate {
    const known = this.providers.get(provider);
    if (known) return known;
    const gate = new ProviderGate(provider, this.limits);
    this.providers.set(provider, gate);
    return gate;
  }

  private hostGate(host: string): HostGate {
    const known = this.hosts.get(host);
    if (known) return known;
    const gate = new HostGate(HOST_PLACES, () => {
      // A newer one may have taken its name.
      if (this.hosts.get(host) === gate) this.hosts.delete(host);
    });
    this.hosts.set(host, gate);
    return gate;
  }
}

/** The host of an address as logs show it; empty where it is none. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : '';
}
