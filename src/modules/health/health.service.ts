import { Injectable } from '@nestjs/common';
import {
  HealthCheckService,
  HealthIndicatorService,
  type HealthCheckResult,
  type HealthIndicatorResult,
} from '@nestjs/terminus';
import { Config } from '../../config/config.js';
import { Database, statement } from '../../platform/database/database.js';
import { ask, type Dependency } from './dependencies.js';
import { LifecycleService } from './lifecycle.service.js';

const PING = statement('health.ping', 'SELECT 1');

/** How this process and what it works with are. */
@Injectable()
export class HealthService {
  private readonly vital: readonly Dependency[];
  private readonly helpful: readonly Dependency[];

  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly lifecycle: LifecycleService,
    config: Config,
    database: Database,
  ) {
    this.vital = [
      {
        name: 'database',
        isVital: true,
        kind: config.database.isEmbedded ? 'embedded PostgreSQL' : 'PostgreSQL',
        check: async () => {
          await database.query(PING);
        },
      },
    ];
    this.helpful = [];
  }

  /** Whether the process runs at all. */
  live(): Promise<HealthCheckResult> {
    return this.health.check([]);
  }

  /** Whether requests may be sent here: the database answers, and the process is not stopping. */
  ready(): Promise<HealthCheckResult> {
    return this.health.check([() => this.notStopping(), ...this.checks([...this.vital, ...this.helpful])]);
  }

  /** Every dependency with its state and latency; `degraded` where one that is not vital is away. */
  async all(): Promise<HealthCheckResult> {
    return this.health.check(this.checks([...this.vital, ...this.helpful]));
  }

  private checks(dependencies: readonly Dependency[]): (() => Promise<HealthIndicatorResult>)[] {
    return dependencies.map((dependency) => async () => {
      const { name, isVital, kind, state, latencyMs } = await ask(dependency);
      const indicator = this.indicators.check(name);
      const facts = { state, kind, latencyMs };
      return state === 'down' && isVital ? indicator.down(facts) : indicator.up(facts);
    });
  }

  private notStopping(): HealthIndicatorResult {
    const indicator = this.indicators.check('process');
    return this.lifecycle.isStopping ? indicator.down({ state: 'stopping' }) : indicator.up({ state: 'up' });
  }
}
