import { Injectable } from '@nestjs/common';
import { normalizeEmail } from '../../common/validation/email.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { UserView } from '../users/users.contract.js';
import { UsersService, type NewUser } from '../users/users.service.js';
import type { Client, TokensView } from './auth.contract.js';
import { AccountDeactivated, CredentialsInvalid } from './auth.errors.js';
import { AccountLocked, SignedIn, SignInFailed } from './auth.events.js';
import { LockOut, type Attempt } from './lock-out/lock-out.js';
import type { SignInAccount } from './passwords/credentials.repository.js';
import { CredentialsService } from './passwords/credentials.service.js';
import { SecurityLog } from './security-log.js';
import { SessionTokensService, type ProvenUser } from './sessions/session-tokens.service.js';

/** A new account and the password that it begins with. */
export interface Registration extends NewUser {
  readonly password: string;
}

/** What a person signs in with. */
export interface Login {
  readonly email: string;
  readonly password: string;
}

/** Who signed in, and what their client needs to go on. */
export interface SignedInView {
  readonly user: UserView;
  readonly tokens: TokensView;
}

/** How people come in. */
@Injectable()
export class AuthService {
  constructor(
    private readonly users: UsersService,
    private readonly credentials: CredentialsService,
    private readonly lockOut: LockOut,
    private readonly tokens: SessionTokensService,
    private readonly uow: UnitOfWork,
    private readonly security: SecurityLog,
  ) {}

  /** Makes an account and signs its owner in; throws EmailTaken, and InvalidError for a weak password. */
  async register(registration: Registration, client: Client): Promise<SignedInView> {
    const passwordHash = await this.credentials.hash(registration, 'password');
    return this.uow.run(async () => {
      const { id } = await this.users.create(registration);
      await this.credentials.add(id, passwordHash);
      return this.open({ userId: id, passwordHash }, client);
    });
  }

  /** Signs a person in; throws CredentialsInvalid, AccountDeactivated, SignInLocked. */
  async login(login: Login, client: Client): Promise<SignedInView> {
    const email = normalizeEmail(login.email);
    const attempt = await this.lockOut.beginSignIn(email, client.address);
    const { account, isRight } = await this.credentials.check(email, login.password);
    if (!account || !isRight) {
      this.tellFailure(account, attempt, client);
      throw new CredentialsInvalid();
    }

    await this.lockOut.succeed(attempt);
    if (!account.isActive) throw new AccountDeactivated();
    const passwordHash = await this.credentials.renewed(account, login.password);
    return this.uow.run(() => this.open({ userId: account.userId, passwordHash }, client));
  }

  private async open(proven: ProvenUser, client: Client): Promise<SignedInView> {
    const { sessionId, tokens } = await this.tokens.open(proven, client);
    this.security.record(new SignedIn(proven.userId, { sessionId, address: client.address }));
    return { user: await this.users.get(proven.userId), tokens };
  }

  private tellFailure(
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
