import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import type { UserView } from '../../users/users.contract.js';
import { UsersService } from '../../users/users.service.js';
import type { Client, TokensView } from '../auth.contract.js';
import { SignedIn } from '../auth.events.js';
import { SecurityLog } from '../security-log.js';
import { SessionTokensService, type ProvenUser } from './session-tokens.service.js';

/** Who signed in, and what their client needs to go on. */
export interface SignedInView {
  readonly user: UserView;
  readonly tokens: TokensView;
}

/** Signs people in whose password was checked. */
@Injectable()
export class SignInService {
  constructor(
    private readonly users: UsersService,
    private readonly tokens: SessionTokensService,
    private readonly uow: UnitOfWork,
    private readonly security: SecurityLog,
  ) {}

  /** Opens a session; throws CredentialsInvalid if the password changed or the account was closed since the check. */
  open(proven: ProvenUser, client: Client): Promise<SignedInView> {
    return this.uow.run(async () => {
      const { sessionId, tokens } = await this.tokens.open(proven, client);
      this.security.record(new SignedIn(proven.userId, { sessionId, address: client.address }));
      return { user: await this.users.get(proven.userId), tokens };
    });
  }
}
