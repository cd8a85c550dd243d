import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { Database, statement } from '../../platform/database/database.js';
import { EventOutbox } from '../../platform/events/event-outbox.js';
import { HttpClient } from '../../platform/http-client/http-client.js';
import type { ProviderReport } from '../../platform/http-client/resilience/provider-meter.js';
import { QueueProbe } from '../../platform/jobs/queue-probe.js';
import { ModelStatusService } from '../ai/model-status.service.js';
import type { Dependency } from './dependencies.js';

const PING = statement('health.ping', 'SELECT 1');
const MAX_LAG_SECONDS = 30;

/** What Brainboard works with, and how to ask it whether it is there. */
@Injectable()
export class DependencyList {
  /** Without one of these no request can be answered. */
  readonly vital: readonly Dependency[];
  private readonly own: readonly Dependency[];

  constructor(
    config: Config,
    database: Database,
    queue: QueueProbe,
    outbox: EventOutbox,
    model: ModelStatusService,
    private readonly http: HttpClient,
  ) {
    this.vital = [
      {
        name: 'database',
        isVital: true,
        kind: config.database.isEmbedded ? 'embedded PostgreSQL' : 'PostgreSQL',
        check: () => database.query(PING),
      },
    ];
    this.own = [
      { name: 'queue', isVital: false, kind: queue.driver, check: () => queue.ping() },
      { name: 'events', isVital: false, kind: 'postgres', check: () => requirePublished(outbox) },
      { name: 'ai', isVital: false, kind: model.kind, check: () => model.check() },
      // Asking a search provider costs money, so that only its name is told.
      {
        name: 'search',
        isVital: false,
        kind: config.search.providers.join(', ') || 'none',
        check: () => Promise.resolve(),
      },
    ];
  }

  /** Without these something is late or plainer than it could be: what every program has, and whoever was called outside. */
  get helpful(): readonly Dependency[] {
    return [...this.own, ...this.http.providers.map((report) => outside(report))];
  }
}

/**
 * What the breaker knows already: nobody is called for it. Once its rest is over nothing is held against a provider until
 * a call fails, for nobody may want it for days.
 */
function outside({ provider, breaker }: ProviderReport): Dependency {
  return {
    name: `outbound:${provider}`,
    isVital: false,
    kind: `${provider}, breaker ${breaker.replace('_', ' ')}`,
    check: () =>
      breaker === 'open' ? Promise.reject(new Error(`${provider} is left alone`)) : Promise.resolve(),
  };
}

/** Rejects where events wait for a worker that does not come. */
async function requirePublished(outbox: EventOutbox): Promise<void> {
  const { unpublishedSeconds } = await outbox.lag();
  if (unpublishedSeconds > MAX_LAG_SECONDS)
    throw new Error(`events are published ${Math.round(unpublishedSeconds)} s late`);
}
