import { setTimeout as sleep } from 'node:timers/promises';
import type { Deadline } from '../deadline.js';
import type { OutboundHead } from '../http-client.contract.js';
import { toOutboundError } from '../http-client.errors.js';
import type { Attempted, Gate } from './gate.contract.js';
import type { RetryPlan } from './retry-plan.js';

/** An answer that has begun. */
export interface RunningAnswer<A extends OutboundHead> {
  readonly answer: A;
  /** How much of its body has come so far, unpacked. */
  readonly bytes: () => number;
  /** Settles when its body is over; left out where it is already. */
  readonly ended?: Promise<void>;
  /** Nobody will read it. */
  readonly discard?: () => void;
}

/** One call with its repetitions. */
export interface Attempts<A extends OutboundHead> {
  readonly gate: Gate;
  readonly plan: RetryPlan;
  readonly deadline: Deadline;
  readonly begin: () => Promise<RunningAnswer<A>>;
  /** Gets an answer whose body is still to come; its place is held until it is over. */
  readonly handOver: (answer: A) => void;
}

/** Sends a request until an answer stands, each time through the gate. */
export async function runAttempts<A extends OutboundHead>(call: Attempts<A>): Promise<RunningAnswer<A>> {
  const { gate, plan, deadline } = call;
  for (;;) {
    const { running, waitMs } = await gate
      .enter(() => attempt(call), deadline.signal)
      .catch((error: unknown) => ({ running: null, waitMs: orThrow(plan.afterError(error), error) }));
    if (running && waitMs === null) return running;
    await sleep(waitMs ?? 0, undefined, { signal: deadline.signal });
  }
}

async function attempt<A extends OutboundHead>({
  plan,
  deadline,
  begin,
  handOver,
}: Attempts<A>): Promise<Attempted & { readonly running: RunningAnswer<A> }> {
  try {
    const running = await deadline.race(begin());
    const { answer, ended, discard } = running;
    const waitMs = plan.afterAnswer(answer);
    if (waitMs !== null) discard?.();
    else if (ended) {
      plan.close();
      handOver(answer);
      await deadline.race(ended);
    }
    return { head: answer, running, waitMs };
  } catch (error) {
    throw toOutboundError(error);
  }
}

function orThrow(waitMs: number | null, error: unknown): number {
  if (waitMs === null) throw error;
  return waitMs;
}
