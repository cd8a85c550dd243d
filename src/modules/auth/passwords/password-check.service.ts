import { Injectable } from '@nestjs/common';
import { Clock } from '../../../common/time/clock.js';
import { normalizeEmail } from '../../../common/validation/email.js';
import type { Client } from '../auth.contract.js';
import { CredentialsInvalid, PasswordWrong } from '../auth.errors.js';
import { AccountLocked, SignInFailed } from '../auth.events.js';
import { LockOut, type Attempt } from '../lock-out/lock-out.js';
import { SecurityLog } from '../security-log.js';
import type { SignInAccount } from './credentials.repository.js';
import { CredentialsService } from './credentials.service.js';

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
    private readonly lockOut: LockOut,
    private readonly security: SecurityLog,
    private readonly clock: Clock,
  ) {}

  /**
   * The account that address and password belong to, also if it is deactivated or was deleted; throws
   * CredentialsInvalid, SignInLocked.
   */
  async signIn(login: Login, client: Client): Promise<SignInAccount> {
    const email = normalizeEmail(login.email);
    const attempt = await this.lockOut.beginSignIn(email, client.address);
    const { account, isRight } = await this.credentials.check(email, login.password);
    const isGone = !account || (account.deletesAt !== null && account.deletesAt <= this.clock.now());
    if (isGone || !isRight) {
      this.recordFailure(isGone ? undefined : account, attempt, client);
      throw new CredentialsInvalid();
    }

    await this.lockOut.succeed(attempt);
    return { ...account, passwordHash: await this.credentials.renewed(account, login.password) };
  }

  /**
   * The account of somebody who is signed in and gave their password once more; throws PasswordWrong on `field`,
   * SignInLocked.
   */
  async confirm(userId: string, password: string, field: string): Promise<SignInAccount> {
    // Else a stolen access token could be used to guess the password without end.
    const attempt = await this.lockOut.beginPasswordCheck(userId);
    const { account, isRight } = await this.credentials.checkOf(userId, password);
    if (!account || !isRight) throw new PasswordWrong(field);
    await this.lockOut.succeed(attempt);
    return account;
  }

  private recordFailure(
    account: SignInAccount | undefined,
    { locksAccount, locksNetwork }: Attempt,
    { address }: Client,
  ): void {
    if (locksNetwork) this.security.noteLockedNetwork(address);
    if (!account) {
      this.security.noteStranger(address);
      return;
    }
    const { userId } = account;
    this.security.recordAside(new SignInFailed(userId, { address }));
    if (locksAccount) this.security.recordAside(new AccountLocked(userId, { address }));
  }
}
