import { Body, Controller, Get, Patch, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../common/auth/actor.js';
import { CurrentActor, Requires } from '../../common/auth/decorators.js';
import {
  AccountDeletionPending,
  AdminRequired,
  LastAdmin,
  OwnAccount,
  UserNotFound,
} from './users.errors.js';
import { Endpoint } from '../../common/http/endpoint.js';
import { IdParam } from '../../common/http/id-param.js';
import { IfMatch } from '../../common/http/if-match.js';
import { listPage } from '../../common/http/list-query.dto.js';
import type { ListReply } from '../../common/http/replies.js';
import type { AccountView } from './users.contract.js';
import { AccountResponse } from './user.response.dto.js';
import { UpdateAccountRequest, UsersQuery } from './users.dto.js';
import { UsersService } from './users.service.js';

/** Everybody's accounts, for administrators. */
@ApiTags('users')
@ApiBearerAuth()
@Requires('admin')
@Controller('users')
export class AccountsController {
  constructor(private readonly users: UsersService) {}

  @Get()
  @Endpoint({
    id: 'listUsers',
    summary: 'List users',
    description: 'All accounts of the installation. Administrators only.',
    message: 'Users',
    returns: AccountResponse,
    paged: true,
    failures: [new AdminRequired()],
  })
  list(@CurrentActor() actor: Actor, @Query() query: UsersQuery): Promise<ListReply<AccountView>> {
    return listPage(query, 'users', ['timestamp', 'uuid'], (page) =>
      this.users.list(actor, query.search, page),
    );
  }

  @Get(':id')
  @Endpoint({
    id: 'getUser',
    summary: 'Get a user',
    description: 'Administrators only.',
    message: 'User',
    returns: AccountResponse,
    versioned: true,
    failures: [new AdminRequired(), new UserNotFound()],
  })
  get(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<AccountView> {
    return this.users.getAccount(actor, id);
  }

  @Patch(':id')
  @Endpoint({
    id: 'updateUser',
    summary: 'Update a user',
    description: 'Changes the role of an account, or deactivates it. Administrators only.',
    message: 'User updated',
    returns: AccountResponse,
    versioned: true,
    failures: [
      new AdminRequired(),
      new OwnAccount(),
      new UserNotFound(),
      new LastAdmin(),
      new AccountDeletionPending(new Date(Date.UTC(2026, 2, 15))),
    ],
  })
  update(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @Body() request: UpdateAccountRequest,
    @IfMatch() version?: number,
  ): Promise<AccountView> {
    return this.users.updateAccount(actor, id, request, version);
  }
}
