import { createHash } from 'node:crypto';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { AccessMetadata, type AuthenticatedRequest } from '../../common/auth/decorators.js';
import { AppError } from '../../common/errors/app-error.js';
import { networkOf } from '../../common/http/client-network.js';
import { ENDPOINT, type Route } from '../../common/http/endpoint.js';
import { RateLimited, requestClassOf } from '../../common/http/rate-limit.js';
import type { RateUse } from '../../platform/rate-limit/rate-counter.js';
import { RateLimits } from '../../platform/rate-limit/rate-limits.js';
import { AccessTokens } from './tokens/access-tokens.js';

const WHOLE_ADDRESS_BITS = 32;

/** Limits requests to the API, of a user where a token names one, else of an address; probes are not limited. */
@Injectable()
export class RateLimitGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: AccessTokens,
    private readonly limits: RateLimits,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<Request & AuthenticatedRequest>();
    if (!/^\/api\//i.test(request.path)) return true;

    const route = this.reflector.get<Route | undefined>(ENDPOINT, context.getHandler());
    const name = route?.limit ?? requestClassOf(request.method);
    const isPublic = this.reflector.getAllAndOverride<boolean | undefined>(AccessMetadata.isPublic, [
      context.getHandler(),
      context.getClass(),
    ]);
    const use = await this.limits.consume(name, isPublic ? addressKey(request) : this.callerKey(request));
    if (!use) return true;
    describe(use, name.replace('_', '-'), http.getResponse<Response>());
    if (use.isExceeded) throw new RateLimited(use.resetSeconds);
    return true;
  }

  /** A token that is not good names nobody; what is wrong with it, the next guard says. */
  private callerKey(request: Request & AuthenticatedRequest): string {
    try {
      request.tokenActor = this.tokens.verify(request);
      return `user:${request.tokenActor.id}`;
    } catch (error) {
      if (error instanceof AppError) return addressKey(request);
      throw error;
    }
  }
}

/** Hashed, as counts may be stored. */
function addressKey({ ip = '' }: Request): string {
  return `address:${createHash('sha256').update(networkOf(ip, WHOLE_ADDRESS_BITS)).digest('base64url')}`;
}

/** The fields of draft-ietf-httpapi-ratelimit-headers-10. */
function describe(use: RateUse, policy: string, response: Response): void {
  response.setHeader('RateLimit-Policy', `"${policy}";q=${use.quota};w=${use.windowSeconds}`);
  response.setHeader('RateLimit', `"${policy}";r=${use.remaining};t=${use.resetSeconds}`);
}
