import { availableParallelism } from 'node:os';
import { Injectable } from '@nestjs/common';
import { bulkhead, isBulkheadRejectedError, type BulkheadPolicy } from 'cockatiel';
import { PasswordsBusy } from '../auth.errors.js';

const LONGEST_WAIT_MS = 10_000;
const MOST_WAITING = 500;

/**
 * Bounds the hashes of passwords that are computed at once, each of which keeps a core busy for a tenth of a second.
 * Registrations have one slot of their own, so that however many there are, a sign-in finds a core. Together they leave
 * threads of libuv for files and names.
 */
@Injectable()
export class PasswordSlots {
  private readonly signIns = bulkhead(Math.min(3, Math.max(2, availableParallelism() - 1)), MOST_WAITING);
  private readonly registrations = bulkhead(1, MOST_WAITING);

  /** Runs work of somebody who has an account, or says so; throws PasswordsBusy if it had to wait too long. */
  signIn<T>(work: () => Promise<T>): Promise<T> {
    return runSoon(this.signIns, work);
  }

  /** Runs work for a new account; throws PasswordsBusy if it had to wait too long. */
  registration<T>(work: () => Promise<T>): Promise<T> {
    return runSoon(this.registrations, work);
  }
}

/** A caller who waited too long is answered; what is left of theirs in the queue does nothing when its turn comes. */
async function runSoon<T>(slots: BulkheadPolicy, work: () => Promise<T>): Promise<T> {
  let isGone = false;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      isGone = true;
      reject(new PasswordsBusy());
    }, LONGEST_WAIT_MS);
  });
  // Not by a signal: cockatiel 3.2.1 stops working off its queue at a task whose signal is aborted.
  const done = slots.execute(() => {
    clearTimeout(timer);
    return isGone ? late : work();
  });
  try {
    return await Promise.race([done, late]);
  } catch (error) {
    throw isBulkheadRejectedError(error) ? new PasswordsBusy() : error;
  } finally {
    clearTimeout(timer);
  }
}
