import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../common/auth/actor.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { AccountDeletionService } from '../../users/account-deletion.service.js';
import type { UserView } from '../../users/users.contract.js';
import { UsersService } from '../../users/users.service.js';
import type { Client } from '../auth.contract.js';
import { PasswordCheckService, type Login } from '../passwords/password-check.service.js';
import { SecurityLog } from '../security-log.js';
import { SessionsService } from '../sessions/sessions.service.js';

/** What people do to their own account that a stolen session alone must not be able to do. */
@Injectable()
export class OwnAccountService {
  constructor(
    private readonly checks: PasswordCheckService,
    private readonly users: UsersService,
    private readonly deletions: AccountDeletionService,
    private readonly sessions: SessionsService,
    private readonly uow: UnitOfWork,
    private readonly security: SecurityLog,
  ) {}

  /**
   * Gives the account another address to sign in with; its sessions go on. Throws PasswordWrong, SignInLocked,
   * EmailTaken, StaleVersionError.
   */
  async changeEmail(
    actor: Actor,
    { email, password }: Login,
    client: Client,
    expectedVersion?: number,
  ): Promise<UserView> {
    const { email: before } = await this.checks.confirm(actor, password, 'password');
    const user = await this.users.changeEmail(actor, email, expectedVersion);
    if (user.email !== before) this.security.noteChange('auth.email_changed', actor.id, client);
    return user;
  }

  /**
   * Deletes the account, which can be restored until it is erased, and ends all its sessions. Throws PasswordWrong,
   * SignInLocked, LastAdmin, StaleVersionError.
   */
  async remove(actor: Actor, password: string, client: Client, expectedVersion?: number): Promise<void> {
    await this.checks.confirm(actor, password, 'password');
    await this.uow.run(async () => {
      await this.deletions.request(actor, expectedVersion);
      await this.sessions.endAll(actor.id, 'deleted');
    });
    this.security.noteChange('auth.account_deleted', actor.id, client);
  }
}
