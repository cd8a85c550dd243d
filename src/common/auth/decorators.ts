import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { Access } from './access.js';
import type { Actor, Role, TokenActor, VerifiedToken } from './actor.js';

/** Metadata keys that the global guard reads. */
export const AccessMetadata = {
  isPublic: 'access:public',
  roles: 'access:roles',
  checksSession: 'access:session',
} as const;

/** A request after the guards. */
export interface AuthenticatedRequest {
  actor?: Actor;
  tokenActor?: VerifiedToken;
  access?: Access;
}

/** Opens a route to everybody; without it the global guard asks for a token. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(AccessMetadata.isPublic, true);

/** Closes a route to all but these roles. */
export const Requires = (...roles: Role[]): MethodDecorator & ClassDecorator =>
  SetMetadata(AccessMetadata.roles, roles);

/**
 * The route's own statement checks that the session is live, so the guard only verifies the token and saves a query.
 * Such a route takes a TokenActor and answers 401 for a revoked session itself.
 */
export const ChecksSessionItself = (): MethodDecorator => SetMetadata(AccessMetadata.checksSession, true);

/** The person who asks. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { actor } = context.switchToHttp().getRequest<AuthenticatedRequest>();
  if (!actor) throw new Error('this route has no actor: it is public or checks the session itself');
  return actor;
});

/** Who the token says asks, on a route that checks the session itself. */
export const CurrentTokenActor = createParamDecorator((_: unknown, context: ExecutionContext): TokenActor => {
  const { tokenActor } = context.switchToHttp().getRequest<AuthenticatedRequest>();
  if (!tokenActor) throw new Error('this route is public and has no actor');
  return tokenActor;
});
