import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../common/auth/actor.js';
import { InvalidError } from '../../../common/errors/app-error.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { PasswordWrong } from '../auth.errors.js';
import { PasswordChanged } from '../auth.events.js';
import { SecurityLog } from '../security-log.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { CredentialsService } from './credentials.service.js';
import { PasswordSlots } from './password-slots.js';
import { PasswordCheckService } from './password-check.service.js';

/** A person's wish to change their password. */
export interface PasswordChange {
  readonly currentPassword: string;
  readonly newPassword: string;
}

/** Changes passwords. */
@Injectable()
export class PasswordChangeService {
  constructor(
    private readonly checks: PasswordCheckService,
    private readonly credentials: CredentialsService,
    private readonly slots: PasswordSlots,
    private readonly sessions: SessionsService,
    private readonly uow: UnitOfWork,
    private readonly security: SecurityLog,
  ) {}

  /** Sets another password and ends the actor's other sessions; throws PasswordWrong, SignInLocked, PasswordsBusy. */
  async change(actor: Actor, { currentPassword, newPassword }: PasswordChange): Promise<void> {
    const account = await this.checks.confirm(actor, currentPassword, 'currentPassword');
    if (currentPassword === newPassword)
      throw InvalidError.field('newPassword', 'must differ from the present one');

    const { email, name } = account;
    const newHash = await this.slots.signIn(() =>
      this.credentials.hash({ password: newPassword, email, name }, 'newPassword'),
    );
    await this.uow.run(async () => {
      if (!(await this.credentials.replace(account, newHash))) throw new PasswordWrong('currentPassword');
      this.security.record(new PasswordChanged(actor.id, { sessionId: actor.sessionId }));
      await this.sessions.endOthers(actor.id, actor.sessionId, 'password_changed');
    });
  }
}
