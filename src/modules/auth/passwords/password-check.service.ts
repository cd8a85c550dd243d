import { Injectable } from '@nestjs/common';
import type { TokenActor } from '../../../common/auth/actor.js';
import { Clock } from '../../../common/time/clock.js';
import { normalizeEmail } from '../../../common/validation/email.js';
import type { Client } from '../auth.contract.js';
import { CredentialsInvalid, PasswordWrong } from '../auth.errors.js';
import { SignInFailed, SignInsThrottled } from '../auth.events.js';
import { LoginThrottle, type Attempt } from '../login-throttle/login-throttle.js';
import { SecurityLog } from '../security-log.js';
import type { SignInAccount } from './credentials.repository.js';
import { CredentialsService } from './credentials.service.js';
import { PasswordSlots } from './password-slots.js';

/** What a person signs in with. */
export interface Login {
  readonly email: string;
  readonly password: string;
}

/** Checks passwords, and throttles those who guess them. */
@Injectable()
export class PasswordCheckService {
  constructor(
    private readonly credentials: CredentialsService,
    private readonly throttle: LoginThrottle,
    private readonly slots: PasswordSlots,
    private readonly security: SecurityLog,
    private readonly clock: Clock,
  ) {}

  /**
   * The account that address and password belong to, also if it is deactivated or was deleted; throws
   * CredentialsInvalid, SignInLocked, PasswordsBusy.
   */
  signIn(login: Login, client: Client): Promise<SignInAccount> {
    const email = normalizeEmail(login.email);
    const { address } = client;
    // Throttled only when its turn comes: of guesses that wait, the others are refused once the first ones failed.
    return this.slots.signIn(async () => {
      const found = await this.credentials.findByEmail(email);
      const account = found && this.isErased(found) ? undefined : found;
      const attempt = await this.throttle.beginSignIn({ email, userId: account?.userId, address });
      if (!(await this.credentials.isRight(account, login.password)) || !account) {
        await this.recordFailure(account, attempt, client);
        throw new CredentialsInvalid();
      }

      await this.throttle.succeed(attempt);
      return { ...account, passwordHash: await this.credentials.renewed(account, login.password) };
    });
  }

  /**
   * The account of somebody who is signed in and gave their password once more; throws PasswordWrong on `field`,
   * SignInLocked, PasswordsBusy.
   */
  confirm({ id, sessionId }: TokenActor, password: string, field: string): Promise<SignInAccount> {
    return this.slots.signIn(async () => {
      // Else a stolen access token could be used to guess the password without end.
      const attempt = await this.throttle.beginConfirmation(sessionId);
      const account = await this.credentials.find(id);
      if (!(await this.credentials.isRight(account, password)) || !account) {
        await this.throttle.fail(attempt);
        throw new PasswordWrong(field);
      }
      await this.throttle.succeed(attempt);
      return account;
    });
  }

  private isErased({ deletesAt }: SignInAccount): boolean {
    return deletesAt !== null && deletesAt <= this.clock.now();
  }

  private async recordFailure(
    account: SignInAccount | undefined,
    attempt: Attempt,
    { address }: Client,
  ): Promise<void> {
    const throttled = await this.throttle.fail(attempt);
    if (throttled.includes('network')) this.security.logThrottledNetwork(address);
    if (!account) {
      this.security.noteStranger(address);
      return;
    }
    const { userId } = account;
    this.security.recordAside(new SignInFailed(userId, { address }));
    if (throttled.includes('pair') || throttled.includes('account'))
      this.security.recordAside(new SignInsThrottled(userId, { address }));
  }
}
