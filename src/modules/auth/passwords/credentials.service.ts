import { Injectable } from '@nestjs/common';
import { InvalidError } from '../../../common/errors/app-error.js';
import { Clock } from '../../../common/time/clock.js';
import { CredentialsRepository, type SignInAccount } from './credentials.repository.js';
import { passwordProblem } from './password-rules.js';
import { Passwords } from './passwords.js';

/** A password that is to be set, and whose. */
export interface NewPassword {
  readonly password: string;
  readonly email: string;
  readonly name: string;
}

/** Whether a password was right; an account that is not there has none that is. */
export interface Check {
  readonly account: SignInAccount | undefined;
  readonly isRight: boolean;
}

/** Keeps the passwords of accounts. */
@Injectable()
export class CredentialsService {
  constructor(
    private readonly credentials: CredentialsRepository,
    private readonly passwords: Passwords,
    private readonly clock: Clock,
  ) {}

  /** The hash of a password that may be set; throws InvalidError on `field` where it is too weak. Takes its time. */
  async hash({ password, email, name }: NewPassword, field: string): Promise<string> {
    const problem = passwordProblem(password, [email, email.split('@', 1)[0] ?? '', name]);
    if (problem !== undefined) throw InvalidError.field(field, problem);
    return this.passwords.hash(password);
  }

  /** Gives a new account its first password. */
  add(userId: string, passwordHash: string): Promise<void> {
    return this.credentials.insert({ userId, passwordHash, changedAt: this.clock.now() });
  }

  /** Checks the password of the account with this address; takes as long where there is none. */
  async check(email: string, password: string): Promise<Check> {
    return this.verify(await this.credentials.findByEmail(email), password);
  }

  /** Checks the password of somebody who is signed in. */
  async checkOf(userId: string, password: string): Promise<Check> {
    return this.verify(await this.credentials.find(userId), password);
  }

  /** Sets another hash in place of the one that was checked; false where that is not the present one any more. */
  replace({ userId, passwordHash }: SignInAccount, newHash: string): Promise<boolean> {
    return this.credentials.replace(userId, passwordHash, newHash, this.clock.now());
  }

  /** The account's hash, made anew where it was made at another cost than is configured now. */
  async renewed(account: SignInAccount, password: string): Promise<string> {
    if (!this.passwords.isOutdated(account.passwordHash)) return account.passwordHash;
    const renewed = await this.passwords.hash(password);
    return (await this.replace(account, renewed)) ? renewed : account.passwordHash;
  }

  private async verify(account: SignInAccount | undefined, password: string): Promise<Check> {
    return { account, isRight: await this.passwords.verify(password, account?.passwordHash) };
  }
}
