import type { CorsOptions } from '@nestjs/common/interfaces/external/cors-options.interface.js';
import type { Request, RequestHandler } from 'express';
import { ForbiddenError } from '../common/errors/app-error.js';
import type { AppExceptionFilter } from '../common/http/exception.filter.js';
import type { Logger } from '../platform/logging/logger.js';

/** Headers of answers that scripts of other origins may read, beside those that they always may. */
const EXPOSED = [
  'Allow',
  'ETag',
  'Link',
  'Location',
  'RateLimit',
  'RateLimit-Policy',
  'Retry-After',
  'X-Request-Id',
];
const PREFLIGHT_SECONDS = 600;
// A list of origins in the log helps; an endless one is somebody's toy.
const MOST_LOGGED = 100;

/** A page of an origin that is not on the list asked; a browser would not show it the answer anyway. */
export class OriginNotAllowed extends ForbiddenError {
  constructor() {
    super('origin_not_allowed', 'this origin is not allowed to call the API: ask who runs it to allow it');
  }
}

/** What pages of the listed origins may do. */
export function corsOptions(origins: readonly string[]): CorsOptions {
  return {
    origin: [...origins],
    credentials: true,
    exposedHeaders: EXPOSED,
    maxAge: PREFLIGHT_SECONDS,
  };
}

/** Answers pages of other origins before anything is done for them. */
export function refuseOtherOrigins(
  origins: readonly string[],
  filter: AppExceptionFilter,
  logger: Logger,
): RequestHandler {
  const allowed = new Set(origins);
  const logged = new Set<string>();
  return (request, response, next) => {
    // Also where there is no Origin: what a cache keeps of this answer is not for those who send one.
    response.vary('Origin');
    const { origin } = request.headers;
    if (origin === undefined || allowed.has(origin) || !isApi(request) || isSameOrigin(origin, request)) {
      next();
      return;
    }
    if (!logged.has(origin) && logged.size < MOST_LOGGED) {
      logged.add(origin);
      logger.warn({ origin, variable: 'CORS_ORIGINS' }, 'http.origin_refused');
    }
    filter.answer(new OriginNotAllowed(), request, response);
  };
}

function isApi({ path }: Request): boolean {
  return /^\/api(\/|$)/i.test(path);
}

/** Whether the page came from here: browsers say so, and where they don't, its host is the one that was called. */
function isSameOrigin(origin: string, request: Request): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  return URL.canParse(origin) && new URL(origin).host === request.host;
}
