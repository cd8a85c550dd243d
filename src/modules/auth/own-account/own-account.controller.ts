import { Body, Controller, Delete, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../common/auth/actor.js';
import { CurrentActor } from '../../../common/auth/decorators.js';
import { ConflictError, NotFoundError } from '../../../common/errors/app-error.js';
import { PasswordsBusy, PasswordWrong, SignInLocked } from '../auth.errors.js';
import { Endpoint } from '../../../common/http/endpoint.js';
import { IfMatch } from '../../../common/http/if-match.js';
import type { UserView } from '../../users/users.contract.js';
import { UserResponse } from '../../users/user.response.dto.js';
import type { Client } from '../auth.contract.js';
import { CurrentClient } from '../client.decorator.js';
import { ChangeEmailRequest, DeleteAccountRequest } from './own-account.dto.js';
import { OwnAccountService } from './own-account.service.js';

/** Changes of one's own account that ask for the password. */
@ApiTags('users')
@ApiBearerAuth()
@Controller('users/me')
export class OwnAccountController {
  constructor(private readonly account: OwnAccountService) {}

  @Post('email')
  @Endpoint({
    id: 'changeEmail',
    summary: 'Change your e-mail address',
    description: 'The new address is the one to sign in with. All sessions stay active.',
    message: 'E-mail address changed',
    returns: UserResponse,
    versioned: true,
    failures: [
      new NotFoundError('user_not_found', 'there is no such user: sign in again'),
      new ConflictError('email_taken', 'there is an account with this e-mail address: sign in instead'),
      new PasswordWrong('password'),
      new SignInLocked(30),
      new PasswordsBusy(),
    ],
  })
  changeEmail(
    @CurrentActor() actor: Actor,
    @Body() request: ChangeEmailRequest,
    @CurrentClient() client: Client,
    @IfMatch() version?: number,
  ): Promise<UserView> {
    return this.account.changeEmail(actor, request, client, version);
  }

  @Delete()
  @Endpoint({
    id: 'deleteAccount',
    summary: 'Delete your account',
    description:
      'Ends all sessions. `restoreAccount` restores the account for 14 days; then it is erased with all of its data.',
    message: 'Account deleted: POST /auth/restore brings it back for 14 days',
    returns: null,
    versioned: true,
    failures: [
      new NotFoundError('user_not_found', 'there is no such user: sign in again'),
      new ConflictError('last_admin', 'this is the only administrator: make another one first'),
      new PasswordWrong('password'),
      new SignInLocked(30),
      new PasswordsBusy(),
    ],
  })
  remove(
    @CurrentActor() actor: Actor,
    @Body() { password }: DeleteAccountRequest,
    @CurrentClient() client: Client,
    @IfMatch() version?: number,
  ): Promise<void> {
    return this.account.remove(actor, password, client, version);
  }
}
