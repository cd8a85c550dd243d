import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import type { Role } from '../../common/auth/actor.js';
import { AccessMetadata, type AuthenticatedRequest } from '../../common/auth/decorators.js';
import { currentContext } from '../../platform/logging/request-context.js';
import { RoleRequired } from './auth.errors.js';
import { SessionsService } from './sessions/sessions.service.js';
import { AccessTokens } from './tokens/access-tokens.js';

/** Closes every route that is not `@Public()`: whoever passes has a live session, an active account and the role. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: AccessTokens,
    private readonly sessions: SessionsService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.read<boolean>(AccessMetadata.isPublic, context)) return true;

    const request = context.switchToHttp().getRequest<Request & AuthenticatedRequest>();
    const tokenActor = (request.tokenActor ??= this.tokens.verify(request));
    request.access = this.sessions.accessOf(tokenActor);
    const current = currentContext();
    if (current) current.userId = tokenActor.id;

    const roles = this.read<Role[]>(AccessMetadata.roles, context);
    // A role is looked up, never taken from the token, so a route that asks for one is always checked here.
    if (!roles && this.read<boolean>(AccessMetadata.checksSession, context)) return true;
    const actor = await this.sessions.actorOf(tokenActor);
    request.actor = actor;
    if (roles && !roles.includes(actor.role)) throw new RoleRequired(roles);
    return true;
  }

  private read<T>(key: string, context: ExecutionContext): T | undefined {
    return this.reflector.getAllAndOverride<T | undefined>(key, [context.getHandler(), context.getClass()]);
  }
}
