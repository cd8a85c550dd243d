import type { NextFunction, Request, Response } from 'express';
import type { Logger } from '../platform/logging/logger.js';
import { withRequestContext } from '../platform/logging/request-context.js';
import { securityHeaders } from './security-headers.js';

// Who knows a calendar's address can read it.
const SECRET_ADDRESS = /(?<=\/calendar\/)[^/]+(?=\.ics\/?$)/i;
const TRACE_PARENT = /^[\da-f]{2}-([\da-f]{32})-[\da-f]{16}-[\da-f]{2}/;

/** Opens the request's context, sets the headers that every answer has, and logs one line when it is answered. */
export function requestMiddleware(logger: Logger) {
  const headers = securityHeaders();
  return (request: Request, response: Response, next: NextFunction): void => {
    const startedAt = performance.now();
    withRequestContext(givenId(request), (context) => {
      response.setHeader('X-Request-Id', context.requestId);
      for (const [name, value] of headers) response.setHeader(name, value);
      response.once('close', () => {
        const ms = Math.round((performance.now() - startedAt) * 10) / 10;
        const { requestId, userId } = context;
        const { method, originalUrl } = request;
        const path = originalUrl.split('?', 1)[0]?.replace(SECRET_ADDRESS, '[redacted]');
        // Written outside the context's async scope, so the ids are named here.
        const fields = { requestId, userId, method, path, status: response.statusCode, ms };
        // Probes come every few seconds and would drown the story.
        if (path?.startsWith('/health')) logger.debug(fields, 'http.answered');
        else logger.info(fields, 'http.answered');
      });
      next();
    });
  };
}

/** The id that the caller gave, else that of the trace which the request belongs to (W3C Trace Context). */
function givenId({ headers }: Request): string | undefined {
  const given = headers['x-request-id'];
  if (typeof given === 'string') return given;
  const trace = headers.traceparent;
  return typeof trace === 'string' ? TRACE_PARENT.exec(trace)?.[1] : undefined;
}
