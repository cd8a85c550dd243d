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

  /** The account with this address. */
  findByEmail(email: string): Promise<SignInAccount | undefined> {
    return this.credentials.findByEmail(email);
  }

  /** The account of somebody who is signed in. */
  find(userId: string): Promise<SignInAccount | undefined> {
    return this.credentials.find(userId);
  }

  /** Whether it is the password of the account; takes as long if there is none. */
  isRight(account: SignInAccount | undefined, password: string): Promise<boolean> {
    return this.passwords.verify(password, account?.passwordHash);
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
}
