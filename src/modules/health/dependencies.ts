import { setTimeout as sleep } from 'node:timers/promises';

/** Something that Brainboard works with. */
export interface Dependency {
  readonly name: string;
  /** Whether the process is of no use without it; else its absence only degrades. */
  readonly isVital: boolean;
  /** What is used, for people: `bull`, `postgres`, `memory`. */
  readonly kind: string;
  /** Resolves when it answers, rejects when it does not. */
  readonly check: () => Promise<void>;
}

/** How a dependency was found. */
export interface DependencyState {
  readonly name: string;
  readonly isVital: boolean;
  readonly kind: string;
  readonly state: 'up' | 'degraded' | 'down';
  readonly latencyMs: number;
}

const PATIENCE_MS = 2_000;

/** Asks a dependency, and waits for its answer only so long. */
export async function ask({ name, isVital, kind, check }: Dependency): Promise<DependencyState> {
  const startedAt = performance.now();
  const answered = await Promise.race([
    check().then(
      () => true,
      () => false,
    ),
    sleep(PATIENCE_MS, false, { ref: false }),
  ]);
  const latencyMs = Math.round((performance.now() - startedAt) * 10) / 10;
  return { name, isVital, kind, state: answered ? 'up' : isVital ? 'down' : 'degraded', latencyMs };
}
