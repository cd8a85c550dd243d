import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../common/time/clock.js';
import { Config } from '../../../config/config.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { SignInLocked } from '../auth.errors.js';
import { clientNetwork, networkKey } from './known-network.js';
import { SignInAttemptsRepository, type Terms } from './sign-in-attempts.repository.js';

/** What failures are counted for: an account from one network, from all unknown networks, or a network. */
type Scope = 'pair' | 'account' | 'network';

interface Counter {
  readonly scope: Scope;
  readonly key: Buffer;
  /** Failures within the time of `LOGIN_LOCK` that cost no waiting. */
  readonly free: number;
}

/** An attempt to prove a password. */
export interface Attempt {
  /** What its failure is counted for, in the order in which all attempts lock them. */
  readonly counters: readonly Counter[];
  /** Those of them that it has to wait for. */
  readonly gates: readonly Counter[];
}

/** Who signs in to what; without a user id there is no such account, which is throttled the same. */
export interface SignInAttemptFacts {
  readonly email: string;
  readonly userId: string | undefined;
  readonly address: string;
}

/** An attacker with many networks has this many times the free failures of one. */
const NETWORKS_ALLOWANCE = 3;

const DAY_MS = 86_400_000;
const NIL_ID = '00000000-0000-0000-0000-000000000000';
const FIRST_WAIT_SECONDS = 5;
const NETWORK_KNOWN_MS = 90 * DAY_MS;
/** A count is used up after this many times the time of a lock, as waiting keeps it small. */
const LONGEST_COUNT = 8;

/**
 * Slows guessing down. Failures are counted for the account and the network together, so nobody else can delay an owner on
 * a network from which they signed in before; for all other networks of an account together; and for the network. After
 * the free ones each further attempt has to wait, twice as long each time. Only failures are counted, after the password
 * was checked; an attempt that finds its counter exhausted meanwhile is refused, whatever its password was.
 */
@Injectable()
export class LoginThrottle {
  constructor(
    private readonly attempts: SignInAttemptsRepository,
    private readonly uow: UnitOfWork,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** An attempt to sign in; throws SignInLocked while it has to wait. */
  async beginSignIn({ email, userId, address }: SignInAttemptFacts): Promise<Attempt> {
    const { maxFailures, maxFailuresPerAddress } = this.config.auth;
    const network = clientNetwork(address);
    // Locked in this order, which is the same for all.
    const counters: Counter[] = [
      { scope: 'network', key: keyOf('network', network), free: maxFailuresPerAddress },
      { scope: 'account', key: keyOf('account', email), free: NETWORKS_ALLOWANCE * maxFailures },
      { scope: 'pair', key: keyOf('pair', `${network} ${email}`), free: maxFailures },
    ];
    // Queried without an account, too, so that the response takes as long.
    const isKnown = await this.attempts.isKnown(userId ?? NIL_ID, networkKey(address));
    return this.begin({
      counters: isKnown ? counters.filter(({ scope }) => scope !== 'account') : counters,
      gates: isKnown ? counters.filter(({ scope }) => scope === 'pair') : counters,
    });
  }

  /** An attempt of somebody signed in to prove their password; throws SignInLocked while it has to wait. */
  beginConfirmation(sessionId: string): Promise<Attempt> {
    const free = this.config.auth.maxFailures;
    const counters: Counter[] = [{ scope: 'pair', key: keyOf('session', sessionId), free }];
    return this.begin({ counters, gates: counters });
  }

  /** The password was wrong; returns the scopes that have to wait from now on. Throws SignInLocked. */
  fail({ counters, gates }: Attempt): Promise<readonly Scope[]> {
    return this.uow.run(async () => {
      const throttled: Scope[] = [];
      for (const counter of counters) {
        const failures = await this.attempts.count(counter.key, this.termsOf(counter));
        if (failures === counter.free) throttled.push(counter.scope);
        // Others failed while this one was checked. Its outcome is not reported, so nobody learned anything from it.
        if (failures === undefined && gates.includes(counter)) await this.requireNoWait(gates, 1);
      }
      return throttled;
    });
  }

  /** The password was right; throws SignInLocked if others failed too often while it was checked. */
  async succeed({ counters, gates }: Attempt): Promise<void> {
    await this.requireNoWait(gates);
    // The failures of the network and of the account elsewhere stay: a guesser may have an account of their own.
    for (const { scope, key } of counters) if (scope === 'pair') await this.attempts.forget(key);
  }

  /** Deletes counts that are used up, and networks that were not used for long. */
  async purge(): Promise<void> {
    const now = this.clock.now().getTime();
    const countMs = Math.max(DAY_MS, LONGEST_COUNT * this.config.auth.lockSeconds * 1_000);
    await this.attempts.purge(new Date(now - countMs), new Date(now - NETWORK_KNOWN_MS));
  }

  private async begin(attempt: Attempt): Promise<Attempt> {
    await this.requireNoWait(attempt.gates);
    return attempt;
  }

  private async requireNoWait(gates: readonly Counter[], atLeastSeconds = 0): Promise<void> {
    const seconds = await this.attempts.secondsToWait(
      gates.map(({ key }) => key),
      this.clock.now(),
    );
    if (Math.max(seconds, atLeastSeconds) > 0) throw new SignInLocked(Math.max(1, seconds));
  }

  /** Failures are forgotten one by one, all free ones within the time of a lock. */
  private termsOf({ free }: Counter): Terms {
    const { lockSeconds } = this.config.auth;
    return {
      now: this.clock.now(),
      free,
      forgetSeconds: lockSeconds / free,
      firstWaitSeconds: FIRST_WAIT_SECONDS,
      longestWaitSeconds: lockSeconds,
    };
  }
}

function keyOf(kind: string, text: string): Buffer {
  return createHash('sha256').update(`${kind}:${text}`).digest();
}
