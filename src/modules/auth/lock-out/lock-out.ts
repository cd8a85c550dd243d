import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { networkOf } from '../../../common/http/client-network.js';
import { Clock } from '../../../common/time/clock.js';
import { Config } from '../../../config/config.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { SignInLocked } from '../auth.errors.js';
import { SignInAttemptsRepository, type Window } from './sign-in-attempts.repository.js';

/** A counted try, whose outcome is still to be told. */
export interface Attempt {
  readonly account: Buffer;
  readonly network: Buffer | null;
  /** Whether its failure leaves the account locked. */
  readonly locksAccount: boolean;
  /** Whether its failure leaves the network locked out. */
  readonly locksNetwork: boolean;
}

/**
 * Stops guessing: a few failures lock an account, and more of them a network, for a while. It counts in PostgreSQL, for
 * addresses without an account just as for others, and a success forgets the account's failures.
 */
@Injectable()
export class LockOut {
  constructor(
    private readonly attempts: SignInAttemptsRepository,
    private readonly uow: UnitOfWork,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** Counts a try to sign in; throws SignInLocked, and then counts nothing. */
  beginSignIn(email: string, address: string): Promise<Attempt> {
    return this.begin(keyOf('account', email), keyOf('network', networkOf(address, 32)));
  }

  /** Counts a try to prove the present password of somebody who is signed in; throws SignInLocked. */
  beginPasswordCheck(userId: string): Promise<Attempt> {
    return this.begin(keyOf('password', userId), null);
  }

  /** The password was right. */
  async succeed({ account, network }: Attempt): Promise<void> {
    // A network's other failures stay: else a guesser with one account of their own would never be locked out.
    if (network) await this.attempts.takeBack(network);
    await this.attempts.forget(account);
  }

  /** Deletes counts that mean nothing any more. */
  purge(): Promise<void> {
    return this.attempts.purge(this.window().since);
  }

  private begin(account: Buffer, network: Buffer | null): Promise<Attempt> {
    const { maxFailures, maxFailuresPerAddress } = this.config.auth;
    return this.uow.run(async () => {
      // The network first: one that is locked out can't lock accounts any more.
      const locksNetwork = network !== null && (await this.count(network, maxFailuresPerAddress));
      const locksAccount = await this.count(account, maxFailures);
      return { account, network, locksAccount, locksNetwork };
    });
  }

  /** Counts a try; true where its failure would lock the key. */
  private async count(key: Buffer, max: number): Promise<boolean> {
    const window = this.window();
    const failures = await this.attempts.count(key, max, window);
    if (failures !== undefined) return failures >= max;
    throw new SignInLocked(Math.max(1, await this.attempts.secondsLocked(key, window.now)));
  }

  private window(): Window {
    const now = this.clock.now();
    const lockMs = this.config.auth.lockSeconds * 1000;
    return { now, since: new Date(now.getTime() - lockMs), until: new Date(now.getTime() + lockMs) };
  }
}

function keyOf(kind: string, text: string): Buffer {
  return createHash('sha256').update(`${kind}:${text}`).digest();
}
