import { Injectable } from '@nestjs/common';
import {
  HealthCheckService,
  HealthIndicatorService,
  type HealthCheckResult,
  type HealthIndicatorFunction,
  type HealthIndicatorResult,
} from '@nestjs/terminus';
import { ask, type DependencyState } from './dependencies.js';
import { DependencyList } from './dependency-list.js';
import { LifecycleService } from './lifecycle.service.js';

/** Terminus' result, with one more status: `degraded` where something helpful is away. */
export type HealthReport = Omit<HealthCheckResult, 'status'> & {
  readonly status: HealthCheckResult['status'] | 'degraded';
};

/** How this process and what it works with are. */
@Injectable()
export class HealthService {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly lifecycle: LifecycleService,
    private readonly dependencies: DependencyList,
  ) {}

  /** Whether the process runs at all. */
  live(): Promise<HealthCheckResult> {
    return this.health.check([]);
  }

  /** Whether the process has done what it does before it serves: it answers only then, so its dependencies are left out. */
  startup(): Promise<HealthCheckResult> {
    return this.health.check([]);
  }

  /** Whether requests may be sent here: what it can't do without answers, and the process is not stopping. */
  async ready(): Promise<HealthCheckResult> {
    const vital = await Promise.all(this.dependencies.vital.map((dependency) => ask(dependency)));
    return this.health.check([() => this.notStopping(), ...this.indicatorsOf(vital)]);
  }

  /** Every dependency with its state and latency. */
  async all(): Promise<HealthReport> {
    const { vital, helpful } = this.dependencies;
    const states = await Promise.all([...vital, ...helpful].map((dependency) => ask(dependency)));
    const result = await this.health.check(this.indicatorsOf(states));
    return states.some(({ state }) => state === 'degraded') ? { ...result, status: 'degraded' } : result;
  }

  private indicatorsOf(states: readonly DependencyState[]): HealthIndicatorFunction[] {
    return states.map(({ name, ...facts }) => () => {
      const indicator = this.indicators.check(name);
      return facts.state === 'down' ? indicator.down(facts) : indicator.up(facts);
    });
  }

  private notStopping(): HealthIndicatorResult {
    const indicator = this.indicators.check('process');
    return this.lifecycle.isStopping ? indicator.down({ state: 'stopping' }) : indicator.up({ state: 'up' });
  }
}
