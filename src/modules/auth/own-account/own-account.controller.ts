import { Body, Controller, Delete, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../common/auth/actor.js';
import { CurrentActor } from '../../../common/auth/decorators.js';
import { Endpoint } from '../../../common/http/endpoint.js';
import { IfMatch } from '../../../common/http/if-match.js';
import type { UserView } from '../../users/users.contract.js';
import { UserResponse } from '../../users/users.dto.js';
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
    summary: 'Change your e-mail address',
    description:
      'You sign in with the new address from then on; your sessions go on, also those of other devices.',
    message: 'E-mail address changed',
    returns: UserResponse,
    versioned: true,
    failures: {
      404: 'user_not_found',
      409: 'email_taken',
      422: 'validation_failed, password_wrong',
      429: 'sign_in_locked',
    },
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
    summary: 'Delete your account with everything in it',
    description:
      'Ends all your sessions. `POST /auth/restore` brings the account back for 14 days; then it is erased for good.',
    message: 'Account deleted: POST /auth/restore brings it back for 14 days',
    returns: null,
    versioned: true,
    failures: {
      404: 'user_not_found',
      409: 'last_admin',
      422: 'validation_failed, password_wrong',
      429: 'sign_in_locked',
    },
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
