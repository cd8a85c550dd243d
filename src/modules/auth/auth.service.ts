import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { UsersService, type NewUser } from '../users/users.service.js';
import type { Client } from './auth.contract.js';
import { AccountDeactivated, AccountDeleted } from './auth.errors.js';
import { CredentialsService } from './passwords/credentials.service.js';
import { PasswordCheckService, type Login } from './passwords/password-check.service.js';
import { PasswordSlots } from './passwords/password-slots.js';
import { SignInService, type SignedInView } from './sessions/sign-in.service.js';

/** A new account and the password that it begins with. */
export interface Registration extends NewUser {
  readonly password: string;
}

/** How people come in. */
@Injectable()
export class AuthService {
  constructor(
    private readonly users: UsersService,
    private readonly credentials: CredentialsService,
    private readonly slots: PasswordSlots,
    private readonly checks: PasswordCheckService,
    private readonly signIns: SignInService,
    private readonly uow: UnitOfWork,
  ) {}

  /** Makes an account and signs its owner in; throws EmailTaken, PasswordsBusy, and InvalidError for a weak password. */
  async register(registration: Registration, client: Client): Promise<SignedInView> {
    const passwordHash = await this.slots.registration(() => this.credentials.hash(registration, 'password'));
    return this.uow.run(async () => {
      const { id } = await this.users.create(registration);
      await this.credentials.add(id, passwordHash);
      return this.signIns.open({ userId: id, passwordHash }, client);
    });
  }

  /** Signs a person in; throws CredentialsInvalid, AccountDeactivated, AccountDeleted, SignInLocked. */
  async login(login: Login, client: Client): Promise<SignedInView> {
    const account = await this.checks.signIn(login, client);
    if (account.deletesAt) throw new AccountDeleted(account.deletesAt);
    if (!account.isActive) throw new AccountDeactivated();
    return this.signIns.open(account, client);
  }
}
