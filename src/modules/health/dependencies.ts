import { setTimeout as sleep } from 'node:timers/promises';

/** Something that Brainboard works with. */
export interface Dependency {
  readonly name: string;
  /** Whether the process is of no use without it; else its absence only degrades. */
  readonly isVital: boolean;
  /** What is used, for people: `bull`, `postgres`, `serper`. */
  readonly kind: string;
  /** Resolves when it answers, rejects when it does not. */
  readonly check: () => Promise<unknown>;
}

/** How a dependency was found. */
export interface DependencyState {
  readonly name: string;
  readonly kind: string;
  readonly state: 'up' | 'degraded' | 'down';
  readonly latencyMs: number;
}

const PATIENCE_MS = 2_000;

/** Asks a dependency, and waits for its answer only so many milliseconds. */
export async function ask(
  { name, isVital, kind, check }: Dependency,
  patienceMs = PATIENCE_MS,
): Promise<DependencyState> {
  const startedAt = performance.now();
  const hasAnswered = await Promise.race([
    check().then(
      () => true,
      () => false,
    ),
    sleep(patienceMs, false, { ref: false }),
  ]);
  const latencyMs = Math.round((performance.now() - startedAt) * 10) / 10;
  return { name, kind, state: hasAnswered ? 'up' : isVital ? 'down' : 'degraded', latencyMs };
}
