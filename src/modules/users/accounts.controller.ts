import { Body, Controller, Get, Patch, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../common/auth/actor.js';
import { CurrentActor, Requires } from '../../common/auth/decorators.js';
import { Endpoint } from '../../common/http/endpoint.js';
import { IdParam } from '../../common/http/id-param.js';
import { IfMatch } from '../../common/http/if-match.js';
import { listPage } from '../../common/http/list-query.dto.js';
import type { ListReply } from '../../common/http/replies.js';
import type { AccountView } from './users.contract.js';
import { AccountResponse, UpdateAccountRequest, UsersQuery } from './users.dto.js';
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
    summary: 'List all users',
    message: 'Users',
    returns: AccountResponse,
    paged: true,
    failures: { 403: 'role_required' },
  })
  list(@CurrentActor() actor: Actor, @Query() query: UsersQuery): Promise<ListReply<AccountView>> {
    return listPage(query, 'users', ['timestamp', 'uuid'], (page) =>
      this.users.list(actor, query.search, page),
    );
  }

  @Get(':id')
  @Endpoint({
    summary: 'Read a user',
    message: 'User',
    returns: AccountResponse,
    versioned: true,
    failures: { 403: 'role_required' },
  })
  get(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<AccountView> {
    return this.users.getAccount(actor, id);
  }

  @Patch(':id')
  @Endpoint({
    summary: 'Change the role or activity of a user',
    message: 'User updated',
    returns: AccountResponse,
    versioned: true,
    failures: { 403: 'role_required, own_account', 409: 'last_admin, account_deletion_pending' },
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
