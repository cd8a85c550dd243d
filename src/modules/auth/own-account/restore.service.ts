import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { AccountDeletionService } from '../../users/account-deletion.service.js';
import type { Client } from '../auth.contract.js';
import { AccountDeactivated } from '../auth.errors.js';
import { PasswordCheckService, type Login } from '../passwords/password-check.service.js';
import { SecurityLog } from '../security-log.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { SignInService, type SignedInView } from '../sessions/sign-in.service.js';

/** Brings deleted accounts back. */
@Injectable()
export class RestoreService {
  constructor(
    private readonly checks: PasswordCheckService,
    private readonly signIns: SignInService,
    private readonly deletions: AccountDeletionService,
    private readonly sessions: SessionsService,
    private readonly uow: UnitOfWork,
    private readonly security: SecurityLog,
  ) {}

  /**
   * Restores a deleted account and signs its owner in; an account that is not deleted is only signed in to, so that
   * asking twice is no error. Throws CredentialsInvalid, AccountDeactivated, SignInLocked.
   */
  async restore(login: Login, client: Client): Promise<SignedInView> {
    const account = await this.checks.signIn(login, client);
    if (!account.isActive && !account.deletesAt) throw new AccountDeactivated();
    return this.uow.run(async () => {
      // False where it was erased since, or restored at the same moment: whether one can sign in says which.
      if (account.deletesAt && (await this.deletions.restore(account.userId))) {
        // One that was opened while the account was being deleted must not come back with it.
        await this.sessions.endAll(account.userId, 'deleted');
        this.security.noteChange('auth.account_restored', account.userId, client);
      }
      return this.signIns.open(account, client);
    });
  }
}
