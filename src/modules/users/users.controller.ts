import { Body, Controller, Get, Patch } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../common/auth/actor.js';
import { CurrentActor } from '../../common/auth/decorators.js';
import { UserNotFound } from './users.errors.js';
import { Endpoint } from '../../common/http/endpoint.js';
import { IfMatch } from '../../common/http/if-match.js';
import type { UserView } from './users.contract.js';
import { UserResponse } from './user.response.dto.js';
import { UpdateProfileRequest } from './users.dto.js';
import { UsersService } from './users.service.js';

/** One's own account. */
@ApiTags('users')
@ApiBearerAuth()
@Controller('users/me')
export class UsersController {
  constructor(private readonly users: UsersService) {}

  @Get()
  @Endpoint({
    id: 'getProfile',
    summary: 'Get your profile',
    description: 'The account that the access token belongs to.',
    message: 'Your profile',
    returns: UserResponse,
    versioned: true,
    failures: [new UserNotFound()],
  })
  get(@CurrentActor() actor: Actor): Promise<UserView> {
    return this.users.get(actor.id);
  }

  @Patch()
  @Endpoint({
    id: 'updateProfile',
    summary: 'Update your profile',
    description:
      'Omitted fields stay unchanged. A new time zone recomputes everything that is scheduled in local time.',
    message: 'Profile updated',
    returns: UserResponse,
    versioned: true,
    failures: [new UserNotFound()],
  })
  update(
    @CurrentActor() actor: Actor,
    @Body() request: UpdateProfileRequest,
    @IfMatch() version?: number,
  ): Promise<UserView> {
    return this.users.update(actor, request, version);
  }
}
