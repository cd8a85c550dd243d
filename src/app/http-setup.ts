import { VersioningType } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { NotFoundError } from '../common/errors/app-error.js';
import { EnvelopeInterceptor, RequestFacts } from '../common/http/envelope.interceptor.js';
import { AppExceptionFilter } from '../common/http/exception.filter.js';
import { signCursorsBy } from '../common/paging/cursor.js';
import { RequestValidationPipe } from '../common/http/validation.pipe.js';
import { Clock } from '../common/time/clock.js';
import { Config } from '../config/config.js';
import { Logger } from '../platform/logging/logger.js';
import { allowedMethods, answerOptions } from './allowed-methods.js';
import { compressAnswers, jsonBody } from './body.middleware.js';
import { corsOptions, refuseOtherOrigins } from './cors.js';
import { requestMiddleware } from './request.middleware.js';

// What stands outside the versioned API.
const UNPREFIXED = ['/', 'health', 'health/live', 'health/ready', 'health/startup'];

/**
 * Everything between the socket and the controllers, in order; the server and the tests share it. Returns what answers
 * failures.
 */
export function setUpHttp(app: NestExpressApplication): AppExceptionFilter {
  const config = app.get(Config);
  const logger = app.get(Logger);
  const allowed = allowedMethods(app);
  const report = (error: unknown): void => {
    logger.error({ err: error }, 'http.failed');
  };
  const filter = new AppExceptionFilter(app.get(Clock), app.get(RequestFacts), report, allowed);

  signCursorsBy(config.auth.secret);
  app.set('trust proxy', config.http.trustProxy);
  app.set('query parser', 'simple');
  app.disable('x-powered-by');
  app.disable('etag');

  app.use(requestMiddleware(logger));
  if (config.role === 'worker') app.use(probesOnly(filter));
  app.use(refuseOtherOrigins(config.http.corsOrigins, filter, logger));
  app.use(answerOptions(allowed, filter));
  if (config.http.corsOrigins.length > 0) app.enableCors(corsOptions(config.http.corsOrigins));
  app.use(compressAnswers());
  app.use(jsonBody());
  // Errors of the middlewares above never reach Nest's filters.
  app.use((error: unknown, request: Request, response: Response, next: NextFunction) => {
    if (error === undefined) next();
    else filter.answer(error, request, response);
  });

  app.setGlobalPrefix('api', { exclude: UNPREFIXED });
  app.enableVersioning({ type: VersioningType.URI, defaultVersion: '1' });
  app.useGlobalPipes(new RequestValidationPipe());
  app.useGlobalInterceptors(
    new EnvelopeInterceptor(app.get(Reflector), app.get(Clock), app.get(RequestFacts)),
  );
  app.useGlobalFilters(filter);
  return filter;
}

/** Answers what no route can match; comes last, and leaves only what controllers may have routes for. */
export function refuseTheRest(app: NestExpressApplication, filter: AppExceptionFilter): void {
  app.use((request: Request, response: Response, next: NextFunction) => {
    const path = request.path.toLowerCase().replace(/^\/|\/$/g, '');
    if (/^api(\/|$)/.test(path) || UNPREFIXED.includes(path)) next();
    else filter.answerNoRoute(request, response);
  });
}

/** A worker is asked how it is, and nothing else. */
function probesOnly(filter: AppExceptionFilter): RequestHandler {
  return (request, response, next) => {
    if (/^\/health(\/|$)/.test(request.path)) next();
    else
      filter.answer(
        new NotFoundError('route_not_found', 'this process only works off jobs: ask one of the API'),
        request,
        response,
      );
  };
}
